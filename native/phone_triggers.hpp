// Where a telephone number could stand (habeas/detection/phone_triggers.py).
#pragma once
#include "text.hpp"

namespace habeas {

// Whether something between two places wakes the detector of phones.
bool is_triggered(Str text, int start, int end);
}  // namespace habeas
