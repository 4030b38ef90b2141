// Whether a word names a kind of number, by itself, by its ending, or within an unspaced script
// (habeas/detection/masks/nouns.py).
#pragma once
#include "../findings.hpp"

namespace habeas {

std::optional<Explanation> noun_of(Str word);
std::optional<Explanation> noun_of_phrase(Str text, Str word, int end);
bool is_personal(Str word);
bool names_a_number(Str word);
}  // namespace habeas
