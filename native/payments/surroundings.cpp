// What the words around a number say (habeas/detection/payments/surroundings.py).
#include "surroundings.hpp"

#include <utility>

namespace habeas {

namespace payment_words {
const Phrasebook<bool> PAY{"payments.surroundings.PAY.filed"};
const Phrasebook<bool> EXAMPLE{"payments.surroundings.EXAMPLE.filed"};
const Phrasebook<bool> BUILDING{"payments.surroundings.BUILDING.filed"};
const Phrasebook<bool> WALLET{"payments.surroundings.WALLET.filed"};
const Phrasebook<bool> CARD{"payments.surroundings.CARD.filed"};
const Phrasebook<bool> BANK{"payments.surroundings.BANK.filed"};
const Phrasebook<bool> LABEL{"payments.surroundings.LABEL.filed"};
}  // namespace payment_words

namespace {

constexpr int BEFORE = 100, AFTER = 60;

// What `_SENTENCE_END` finds first from a place on: where it starts and ends, or -1.
std::pair<int, int> sentence_end(Str text, int from) {
    int size = static_cast<int>(text.size());
    for (int place = from; place + 1 < size; ++place) {
        Char c = text[place];
        if (c == U'.' || c == U'!' || c == U'?') {
            if (is_space(text[place + 1])) return {place, place + 2};
        } else if (c == U'\n') {
            int last = place;
            for (int next = place + 1; next < size && is_space(text[next]); ++next)
                if (text[next] == U'\n') last = next;
            if (last > place) return {place, last + 1};
        }
    }
    return {-1, -1};
}

Str last_sentence(Str before) {
    int start = 0, size = static_cast<int>(before.size());
    for (int end = sentence_end(before, 0).second; end >= 0 && end < size; end = sentence_end(before, end).second)
        start = end;
    return slice(before, start);
}

Str first_sentence(Str after) {
    int stop = sentence_end(after, 0).first;
    return stop < 0 ? after : slice(after, 0, stop);
}
}  // namespace

Surroundings surroundings(Str text, int start, int end) {
    Str before = slice(text, std::max(0, start - BEFORE), start), after = slice(text, end, end + AFTER);
    return {without_addresses(last_sentence(before)), without_addresses(first_sentence(after))};
}
}  // namespace habeas
