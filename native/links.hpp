// Links: with a scheme or without, in any script. Tells what stands there, not what it is for
// (habeas/detection/links.py).
#pragma once
#include <vector>

#include "text.hpp"

namespace habeas {

// Characters `start` to `end` of a text: the host, and what follows it (path, query, fragment). Views of that text.
struct Link {
    int start, end;
    Str scheme, host, path;
};

std::vector<Link> read_links(Str text);
}  // namespace habeas
