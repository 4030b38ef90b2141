// Find IBANs: a country, its length and two check digits that fit (habeas/detection/payments/ibans.py).
#include "ibans.hpp"

#include <optional>

#include "checksums.hpp"
#include "figures.hpp"
#include "surroundings.hpp"

namespace habeas {
namespace {

using payment_words::PAY;

const WordMap<int> IBAN_LENGTHS{"lexicon.accounts.IBAN_LENGTHS"};
const WordSet IBANS_OF_DIGITS{"lexicon.accounts.IBANS_OF_DIGITS"};
const Text AS_EXAMPLE{"payments.account.AS_EXAMPLE"};
const Text BECAUSE{"payments.ibans._BECAUSE"};
constexpr int LONGEST_BEGINNING = 18;
constexpr int FEWEST_DIGITS = 10;
constexpr int MOST_LETTERS_FOR_DIGITS = 5;

bool is_letter(Char c) { return c >= U'a' && c <= U'z'; }
bool is_gap(Char c) { return is_space(c) || c == U'.' || c == U'-'; }
bool is_like_figure(Char c) { return c == U'o' || c == U'i' || c == U'l'; }

Char for_digit(Char c) {
    switch (c) {
        case U'o': return U'0';
        case U'i': case U'l': return U'1';
        case U's': return U'5';
        case U'z': return U'2';
        case U'b': return U'8';
        default: return c;
    }
}

// Where `_START` that begins at a place ends, or -1.
int match_start(Str text, int place) {
    if (!is_letter(text[place])) return -1;
    if (Char before = at(text, place - 1); is_letter(before) || is_figure(before)) return -1;
    if (!is_letter(at(text, place + 1))) return -1;
    int next = place + 2;
    if (next < static_cast<int>(text.size()) && is_gap(text[next])) ++next;
    Char first = at(text, next), second = at(text, next + 1);
    if (!(is_figure(first) ? is_figure(second) || is_like_figure(second) : is_like_figure(first) && is_figure(second)))
        return -1;
    int end = next + 2, ahead = end;
    while (ahead < end + 2 && ahead < static_cast<int>(text.size()) && is_gap(text[ahead])) ++ahead;
    return is_letter(at(text, ahead)) || is_figure(at(text, ahead)) ? end : -1;
}

struct Read {
    String compact;
    int end;
};

std::optional<Read> read(Str text, int start, int length) {
    Read found{{}, start};
    int& place = found.end;
    while (static_cast<int>(found.compact.size()) < length) {
        for (int gaps = 0; gaps < 2 && place < static_cast<int>(text.size()); ++gaps, ++place)
            if (Char c = text[place]; !is_gap(c) && c != U':' && c != U'/') break;
        Char c = at(text, place);
        if (!is_letter(c) && !is_figure(c)) return std::nullopt;
        found.compact += c;
        ++place;
    }
    Char next = at(text, place);
    if (next && is_ascii(next) && is_alnum(next)) return std::nullopt;
    return found;
}

bool all_figures(Str text) {
    for (Char c : text)
        if (!is_figure(c)) return false;
    return !text.empty();
}

void find_iban(Str text, int start, FoundAccounts& out) {
    Str country = slice(text, start, start + 2);
    const int* length = IBAN_LENGTHS.find(country);
    if (!length) return;
    std::optional<Read> found = read(text, start, *length);
    if (!found) return;
    String& digits = found->compact;
    bool of_digits = IBANS_OF_DIGITS.has(country), changed = false;
    int count = 0;
    for (Char c : digits) count += is_figure(c);
    int missing = *length - 2 - count;
    if (count < FEWEST_DIGITS || (missing > MOST_LETTERS_FOR_DIGITS && of_digits)) return;
    for (size_t i = 2; of_digits && i < digits.size(); ++i) {
        Char c = for_digit(digits[i]);
        changed |= c != digits[i];
        digits[i] = c;
    }
    Str figures = of_digits ? slice(digits, 2) : slice(digits, 2, 4);
    if (!all_figures(figures) || !checksums::mod_97_of_iban(digits)) return;
    Surroundings around = surroundings(text, start, found->end);
    if (around.is_example() && !around.say(PAY)) {
        out.push_back(NoAccount{start, found->end, Explanation::EXAMPLE, String(AS_EXAMPLE.get())});
        return;
    }
    out.push_back(Account{start, found->end, upper(digits), 0.95, String(BECAUSE.get()), changed});
}
}  // namespace

void find_ibans(Str text, int start, int end, FoundAccounts& out) {
    Str within = slice(text, 0, end);
    for (int place = std::max(0, start - LONGEST_BEGINNING); place < end;) {
        int match_end = match_start(within, place);
        if (match_end >= 0) find_iban(text, place, out);
        place = match_end >= 0 ? match_end : place + 1;
    }
}
}  // namespace habeas
