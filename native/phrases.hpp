// How words are spelled before they are looked up, and which scripts part none (habeas/detection/phrases.py).
#pragma once
#include "ranges.hpp"
#include "text.hpp"

namespace habeas {

extern const CharRanges NO_SPACES;  // scripts written without spaces, and Korean

bool is_spelled(Str word);  // whether `spell` would leave it as it is
String spell(Str word);
}  // namespace habeas
