// Undoes look-alikes, widths, accents and invisible characters (habeas/detection/normalize.py).
#pragma once
#include <vector>

#include "text.hpp"

namespace habeas {

struct Folding {
    String text;
    std::vector<int> offsets;  // of each folded character, one more for the end; empty where folding moved nothing
    bool moved = false;        // false: Python has None for `offsets`
};

Folding fold(Str text);
}  // namespace habeas
