// How number words make digits (habeas/detection/numeral_grammar.py).
#pragma once
#include <memory>
#include <vector>

#include "text.hpp"

namespace habeas {

// In the order in which a group of several styles is named by the last of them.
enum class DigitStyle : uint8_t { PLAIN, LEET, SPELLED, GLUED };

// The index of a language that has number words; see `numeral_language`.
using NumeralLanguage = int8_t;
inline constexpr NumeralLanguage NO_LANGUAGE = -1;

struct Figure {
    int start, end;
    Str code;
    std::shared_ptr<const String> kept;
    DigitStyle style;
    Str gap;
};

// One piece of a run: folded characters `start` to `end` that read as `digits`.
struct DigitGroup {
    int start, end;
    Str digits;  // of the text, of a table, or what `kept` holds
    DigitStyle style;
    std::shared_ptr<const String> kept = {};
};

std::vector<DigitGroup> join_figures(const std::vector<Figure>& figures, NumeralLanguage language);
}  // namespace habeas
