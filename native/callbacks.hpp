// Questions to Python, for what a library there knows and C++ does not. Dear (some microseconds): keep the answers.
#pragma once
#include "json.hpp"

namespace habeas {

// Calls the function that `_ANSWERS` in habeas/files/native.py has under this name.
Json call_python(const char* name, const Json& arguments);
}  // namespace habeas
