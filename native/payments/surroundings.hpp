// What the words around a number say (habeas/detection/payments/surroundings.py).
#pragma once
#include "../phrasebook.hpp"

namespace habeas {

namespace payment_words {
extern const Phrasebook<bool> PAY, EXAMPLE, BUILDING, WALLET, CARD, BANK;
extern const Phrasebook<bool> LABEL;  // true: a bank account and nothing else
}  // namespace payment_words

// The words before and after a place, in the same sentence and not far.
struct Surroundings {
    String before, after;
    bool say(const Phrasebook<bool>& book) const { return book.is_in(before) || book.is_in(after); }
    bool is_example() const { return say(payment_words::EXAMPLE); }
};

Surroundings surroundings(Str text, int start, int end);
}  // namespace habeas
