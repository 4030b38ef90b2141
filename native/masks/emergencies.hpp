// Public emergency lines and helplines, when a text names them as such (habeas/detection/masks/emergencies.py).
#pragma once
#include "../text.hpp"

namespace habeas {

bool is_emergency_line(Str text, int start, int end);
}  // namespace habeas
