// Lets Python call one function of the library by name, to compare it with its own: for development and tests.
//
//     static const Probe FIND_MASKS{"find_masks", [](const Json& arguments) -> Json { ... }};
#pragma once
#include "json.hpp"

namespace habeas {

class Probe {
public:
    using Function = Json (*)(const Json& arguments);
    Probe(const char* name, Function function);
    static Json call(const char* name, const Json& arguments);
};
}  // namespace habeas
