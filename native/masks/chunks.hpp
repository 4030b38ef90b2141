// Numbers glued to letters or signs: links, hashes, file names, code, codes with letters
// (habeas/detection/masks/chunks.py).
#pragma once
#include <utility>

#include "mask.hpp"

namespace habeas {

// The run of printable ASCII around the characters `start` to `end`, without outer punctuation.
std::pair<int, int> chunk_around(Str text, int start, int end, int reach);
bool may_mean_something(Str chunk);
std::optional<Mask> read_chunk(int first, int last, Str chunk);
std::optional<Mask> read_code(int first, int last, Str chunk);
}  // namespace habeas
