// Public emergency lines and helplines, when a text names them as such (habeas/detection/masks/emergencies.py).
#include "emergencies.hpp"

#include "../regex.hpp"

namespace habeas {
namespace {
const WordSet LINES{"masks.emergencies._LINES"};
const Pattern CUE{"masks.emergencies._CUE"};
const CharSet SIGNS{"masks.emergencies._SIGNS"};
constexpr int WINDOW = 80;
}  // namespace

bool is_emergency_line(Str text, int start, int end) {
    String number;
    for (Char c : slice(text, start, end))
        if (!SIGNS.has(c)) number += c;
    return LINES.has(number) && CUE.found(text, std::max(0, start - WINDOW), end + WINDOW);
}
}  // namespace habeas
