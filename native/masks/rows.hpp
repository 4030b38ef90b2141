// Explain bare numbers that stand in a row: by their label, their registry, or because they count
// (habeas/detection/masks/rows.py).
#pragma once
#include "labels.hpp"
#include "mask.hpp"
#include "siblings.hpp"

namespace habeas {

// Adds the masks of a row of bare numbers, and those that nothing explains.
void settle_row(const Document& document, const std::vector<Bare>& row, std::vector<Mask>& masks,
                std::vector<Bare>& unexplained);
// The mask of a number that a label names.
std::optional<Mask> labelled_mask(const Document& document, int start, int end, const Label& label);
}  // namespace habeas
