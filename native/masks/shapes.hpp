// Numbers whose shape says what they are: dates, times, addresses of machines, sizes, amounts
// (habeas/detection/masks/shapes.py).
#pragma once
#include "../findings.hpp"

namespace habeas {

// What a shape means, whether it says so even against a phone cue, and if neighbours matter.
struct Shape {
    Explanation explanation;
    String because;
    bool strong = true, alone = false, first = false;
};

const Shape* read_shape(Str token);  // null: nothing
bool read_clock(Str token);
bool is_version_like(Str number);
}  // namespace habeas
