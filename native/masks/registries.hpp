// Numbers whose form and check digit say which registry gave them, and numbers made for tests
// (habeas/detection/masks/registries.py).
#pragma once
#include "../findings.hpp"

namespace habeas {

// What a number is, why in plain words, and whether that wins even against a phone cue.
struct Registry {
    Explanation explanation;
    String because;
    bool strong;
};

const Registry* read_registry(Str number);  // null: nothing
}  // namespace habeas
