// What a link is for, by its site, its path and the words around it (habeas/detection/link_purposes.py).
#pragma once
#include "findings.hpp"
#include "links.hpp"

namespace habeas {

LinkPurpose purpose_of(const Link& link, Str text, bool disguised);
Str because(LinkPurpose purpose);
}  // namespace habeas
