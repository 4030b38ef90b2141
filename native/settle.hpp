// Settles what several detectors say about the same characters, and puts the rest in order
// (habeas/detection/settle.py).
#pragma once
#include "findings.hpp"

namespace habeas {

struct Scan {
    std::vector<Finding> findings;
    std::vector<Dismissal> dismissals;
};

Scan settle(Results results);
}  // namespace habeas
