// Where in a text to read numbers (habeas/detection/number_windows.py).
#pragma once
#include <utility>
#include <vector>

#include "text.hpp"

namespace habeas {

bool has_enough_figures(Str text, int start, int end);

// The stretches of a folded text in which numbers of figures could stand, in order.
std::vector<std::pair<int, int>> read_windows(Str text);
}  // namespace habeas
