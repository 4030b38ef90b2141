// Find payment cards (habeas/detection/payments/cards.py).
#include "cards.hpp"

#include <bit>

#include "../regex.hpp"
#include "checksums.hpp"
#include "figures.hpp"
#include "surroundings.hpp"

namespace habeas {
namespace {

using payment_words::CARD;
using payment_words::PAY;

const WordSet TEST_CARDS{"lexicon.accounts.TEST_CARDS"};
const Pattern GROUPED{"payments.cards._GROUPED"};
const Pattern ISSUED{"payments.cards._ISSUED"};
const Pattern SURE_CARD{"payments.cards._SURE_CARD"};
const Pattern NOT_A_PAYMENT_CARD{"payments.cards._NOT_A_PAYMENT_CARD"};
const Text BECAUSE{"payments.cards._BECAUSE"};
const Text FOR_TESTS{"payments.cards._FOR_TESTS"};
const Text AS_EXAMPLE{"payments.cards._AS_EXAMPLE"};
constexpr int LOOK_AHEAD = 2;
constexpr size_t SIXTEEN = 16;
constexpr size_t FEWEST_UNNAMED = 15;  // len("378282246310005")
constexpr int LABEL_REACH = 40;

constexpr FigureRules CARD_NUMBER{  // `_CARD`
    [](Char c) { return is_word(c) || contains(U".,-/+#=", c); },
    [](Char c) { return c == U' ' || c == U'.' || c == U'-' || c == U'_'; },
    2, 11, 18,
    [](Str text, int end) {
        Char next = at(text, end);
        return !is_word(next) && !((next == U'.' || next == U',' || next == U'-') && is_figure(at(text, end + 1)));
    },
};

String digits_of(Str written) {
    String digits;
    for (Char c : written)
        if (is_figure(c)) digits += c;
    return digits;
}

bool has_more_than_two_digits(Str digits) {
    unsigned seen = 0;
    for (Char c : digits) seen |= 1u << (c - U'0');
    return std::popcount(seen) > 2;
}

double confidence_of(Str written, Str digits, Str before, const Surroundings& around) {
    bool issued = bool(ISSUED.fullmatch(digits));
    if (NOT_A_PAYMENT_CARD.found(around.before)) return 0;
    if (around.say(CARD) || CARD.is_in(before)) {
        if (issued) return 0.95;
        return SURE_CARD.found(around.before) ? 0.7 : 0;
    }
    if (!issued || digits.size() < FEWEST_UNNAMED) return 0;
    bool grouped = bool(GROUPED.fullmatch(written));
    if (!grouped && !around.say(PAY)) return 0;
    return grouped && digits.size() == SIXTEEN ? 0.8 : 0.7;
}

void judge(Str text, int start, int end, const String& digits, FoundAccounts& out) {
    Surroundings around = surroundings(text, start, end);
    Str before = slice(text, std::max(0, start - LABEL_REACH), start);
    double confidence = confidence_of(slice(text, start, end), digits, before, around);
    if (confidence == 0) return;
    if (around.is_example())
        out.push_back(NoAccount{start, end, Explanation::EXAMPLE, String(AS_EXAMPLE.get())});
    else
        out.push_back(Account{start, end, digits, confidence, String(BECAUSE.get())});
}

void read_number(Str text, int start, int end, FoundAccounts& out) {
    String digits = digits_of(slice(text, start, end));
    if (TEST_CARDS.has(digits))
        out.push_back(NoAccount{start, end, Explanation::TEST_NUMBER, String(FOR_TESTS.get())});
    else if (checksums::luhn(digits) && has_more_than_two_digits(digits))
        judge(text, start, end, digits, out);
}

int count_figures(Str text) {
    int figures = 0;
    for (Char c : text) figures += is_figure(c);
    return figures;
}
}  // namespace

void find_cards(Str text, int start, int end, FoundAccounts& out) {
    Str within = slice(text, 0, end + LOOK_AHEAD);
    int left = count_figures(slice(within, start));
    for (int place = start; left >= SHORTEST_CARD;) {
        int stop = figures_end<CARD_NUMBER>(within, place);
        if (stop >= 0) read_number(text, place, stop, out);
        for (stop = std::max(stop, place + 1); place < stop; ++place) left -= is_figure(within[place]);
    }
}
}  // namespace habeas
