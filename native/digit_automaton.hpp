// Decides whether digits match an expression of digits alone, as numbering plans are written: one look-up a digit.
#pragma once
#include <cstdint>
#include <vector>

#include "text.hpp"

namespace habeas {

class DigitAutomaton {
public:
    DigitAutomaton() = default;
    explicit DigitAutomaton(Str expression);  // digits, \d, [0-9], (?:), |, ?, {n}, {n,m}
    bool fullmatch(Str digits) const {
        unsigned state = FIRST;
        for (Char c : digits) {
            if (c < U'0' || c > U'9' || state == NOWHERE) return false;
            state = next_[10 * state + (c - U'0')];
        }
        return state != NOWHERE && ends_[state];
    }
    bool match(Str digits) const {  // at the front, whatever follows
        unsigned state = FIRST;
        for (Char c : digits) {
            if (ends_[state]) return true;
            if (c < U'0' || c > U'9') return false;
            state = next_[10 * state + (c - U'0')];
            if (state == NOWHERE) return false;
        }
        return ends_[state];
    }

private:
    static constexpr unsigned NOWHERE = 0, FIRST = 1;
    std::vector<uint16_t> next_;
    std::vector<uint8_t> ends_;
};
}  // namespace habeas
