// Runs of digits as people write them (habeas/detection/numerals.py).
#pragma once
#include <vector>

#include "documents.hpp"
#include "numeral_grammar.hpp"
#include "text.hpp"

namespace habeas {

// Groups of a folded text that belong together: close to each other, nothing but separators between them.
struct NumberRun {
    Str text;
    std::vector<DigitGroup> groups;
    String digits;
    int start, end;

    bool plus() const;        // whether a plus, in a sign or a word, stands before
    bool obfuscated() const;  // whether it is not written in plain figures with common separators
};

std::vector<NumberRun> read_numbers(const Document& document);
std::vector<NumberRun> read_numbers_between(const Document& document, int start, int end);
NumberRun make_run(Str text, std::vector<DigitGroup> groups);
}  // namespace habeas
