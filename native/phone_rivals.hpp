// What else a number that looks like a phone could be, and whether that wins (habeas/detection/phone_rivals.py).
#pragma once
#include "masks/mask.hpp"
#include "phone_evidence.hpp"

namespace habeas::phones {

struct Rival {
    Explanation explanation;
    String because;
};

std::optional<Rival> find_rival(const Evidence& evidence, const std::vector<Mask>& masks);
const Mask* find_cover(const NumberRun& run, const std::vector<Mask>& masks);  // nullptr: none
int count_dated(const NumberRun& run, int first, const std::vector<Mask>& masks);
}  // namespace habeas::phones
