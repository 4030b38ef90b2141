// The smallest pieces of a text that read as digits (habeas/detection/numeral_tokens.py).
#pragma once
#include <memory>
#include <vector>

#include "numeral_grammar.hpp"
#include "text.hpp"

namespace habeas {

struct NumeralCode {
    NumeralLanguage language;
    Str code;
};

// Folded characters `start` to `end`, read as `digits` or, in each language, as a code.
struct NumeralToken {
    int start, end;
    Str digits = {};
    DigitStyle style = DigitStyle::PLAIN;
    bool frail = false;
    const std::vector<NumeralCode>* codes = nullptr;  // in Python's order; null: none
    uint64_t common = 0;                              // a bit for each language in which it means something else
    std::shared_ptr<const String> kept = {};          // `digits`, where no text and no table holds them

    const Str* code_in(NumeralLanguage language) const {
        if (codes)
            for (const NumeralCode& each : *codes)
                if (each.language == language) return &each.code;
        return nullptr;
    }
    bool is_common_in(NumeralLanguage language) const { return language >= 0 && common >> language & 1; }
};

// The language of a code such as "en-GB", by its part before the hyphen; NO_LANGUAGE where it has no number words.
NumeralLanguage numeral_language(Str code);
NumeralLanguage unspaced_language();
NumeralLanguage english();
NumeralLanguage french();

std::vector<NumeralToken> read_tokens(Str text, int start, int end, bool ascii);
bool is_compound(Str word);
bool is_sure_letter(Char c);
}  // namespace habeas
