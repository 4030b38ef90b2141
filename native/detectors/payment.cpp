// Finds where money could be sent outside the platform (habeas/detection/detectors/payment.py).
#include <tuple>

#include "../locating.hpp"
#include "../payments/bank_accounts.hpp"
#include "../payments/cards.hpp"
#include "../payments/figures.hpp"
#include "../payments/ibans.hpp"
#include "../payments/keys.hpp"
#include "../payments/wallets.hpp"
#include "../payments/written_out.hpp"
#include "../phrasebook.hpp"
#include "../places.hpp"
#include "../readings.hpp"
#include "detectors.hpp"

namespace habeas {
namespace {

const Vocabulary NAMES{"detectors.payment._NAMES.filed"};
constexpr int FEWEST_IN_STRETCH = 8;  // figures of `_STRETCH`, or letters like them

struct Stretch {
    int start, end;
};

bool is_like_figure(Char c) { return is_figure(c) || c == U'o' || c == U'i' || c == U'l'; }
bool joins_figures(Char c) {
    return c == U' ' || c == U'.' || c == U'-' || c == U'_' || c == U'/' || c == U'–';
}

// Where a row of figures, or letters like them, ends that begins at a figure, and how many they are.
std::pair<int, int> row_from(Str text, int start) {
    int size = static_cast<int>(text.size()), end = start + 1, count = 1;
    for (int next = end; next < size; ++next) {
        if (is_like_figure(text[next])) {
            end = next + 1;
            ++count;
        } else if (!joins_figures(text[next]) || next - end >= 3) {
            break;
        }
    }
    return {end, count};
}

std::vector<Stretch> stretches_of(Str text) {
    std::vector<Stretch> stretches;
    int size = static_cast<int>(text.size());
    for (int place = next_figure(text, 0), end, count; place < size; place = next_figure(text, end)) {
        std::tie(end, count) = row_from(text, place);
        if (count >= FEWEST_IN_STRETCH) stretches.push_back({place, end});
    }
    return stretches;
}

// The accounts of a text that may hold a word with which a place for money is named.
void read_named(Reading& reading, FoundAccounts& out) {
    find_split_accounts(reading.text, out);
    find_bank_accounts(reading.text, out);
    find_written_out(reading.text, out);
    find_keys(reading, out);
}

FoundAccounts read(Reading& reading) {
    FoundAccounts out;
    Str text = reading.text;
    std::vector<Stretch> stretches = stretches_of(text);
    for (auto [start, end] : stretches) find_ibans(text, start, end, out);
    for (auto [start, end] : stretches)
        if (end - start >= SHORTEST_CARD) find_cards(text, start, end, out);
    if (has_long_token(text)) find_wallets(reading.document, out);
    if (NAMES.is_in(text)) {
        read_named(reading, out);
        return out;
    }
    for (auto [start, end] : stretches)
        if (end - start >= SHORTEST_FORM) find_formed_accounts(text, start, end, out);
    return out;
}

Result told(const Document& document, Account& found) {
    return finding(document, found.start, found.end,
                   {.kind = FindingKind::PAYMENT,
                    .normalized = std::move(found.value),
                    .confidence = found.confidence,
                    .contact = true,
                    .obfuscated = found.obfuscated,
                    .because = {std::move(found.because)}});
}

Result told(const Document& document, NoAccount& found) {
    return dismissal(document, found.start, found.end, FindingKind::PAYMENT, found.explanation,
                     std::move(found.because));
}
}  // namespace

void detect_payment(Reading& reading, Results& results) {
    Places taken;
    for (FoundAccount& found : read(reading))  // the surest readers first
        std::visit(
            [&](auto& one) {
                if (!taken.is_free(one.start, one.end)) return;
                taken.take(one.start, one.end);
                results.push_back(told(reading.document, one));
            },
            found);
}
}  // namespace habeas
