// Numbers of the same form as one that a label names: "part 0221 471042 was replaced by 0221 471055"
// (habeas/detection/masks/siblings.py).
#pragma once
#include "../documents.hpp"
#include "mask.hpp"

namespace habeas {

using Bare = std::pair<int, int>;  // a number that its own shape does not explain: from and to which folded character

inline constexpr int SHARED = 2;  // digits that numbers of one kind begin with

// Of masks, those that may have siblings: a label names them, and they are the first of their form.
std::vector<Mask> with_labels(const Document& document, const std::vector<Mask>& masks);
std::vector<Mask> find_siblings(const Document& document, const std::vector<Mask>& masks,
                                const std::vector<Bare>& numbers);
}  // namespace habeas
