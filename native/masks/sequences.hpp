// Figures in a row that count or answer: "1 2 3 4 5", "answers: 3 4 5 2 1" (habeas/detection/masks/sequences.py).
#pragma once
#include "../text.hpp"

namespace habeas {

bool counts(Str text, int start, int end);
}  // namespace habeas
