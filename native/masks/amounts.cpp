// Numbers that a currency, a unit, a month or a zone beside them makes an amount or a date
// (habeas/detection/masks/amounts.py).
#include "amounts.hpp"

#include "../regex.hpp"

namespace habeas {
namespace {
// What a word beside a number makes of it.
enum class Sense { NONE, MONEY, UNIT, MONTH, ZONE, PAGE };
}  // namespace

template <> struct FromJson<Sense> {
    static Sense read(const Json& json) {
        const String& name = json.as_text();
        return name == U"MONEY"   ? Sense::MONEY
               : name == U"UNIT"  ? Sense::UNIT
               : name == U"MONTH" ? Sense::MONTH
               : name == U"ZONE"  ? Sense::ZONE
                                  : Sense::PAGE;
    }
};

namespace {
const WordMap<Sense> BEFORE{"masks.amounts._BEFORE"};
const WordMap<Sense> AFTER{"masks.amounts._AFTER"};
const WordSet CURRENCIES{"lexicon.identifiers_measures.CURRENCIES"};
const CharSet SIGNS{"masks.amounts._SIGNS"};
const CharSet GROUPING{"masks.amounts._GROUPING"};
const CharSet ONE_LETTER{"masks.amounts._ONE_LETTER"};
const Text QUOTES{"masks.amounts._QUOTES"};
const Text OPENING{"masks.amounts._OPENING"};
const Pattern AMOUNT{"masks.amounts._AMOUNT"};
const Pattern THOUSANDS{"masks.amounts._THOUSANDS"};
const Pattern DAY{"masks.amounts._DAY"};
const Pattern YEAR{"masks.amounts._YEAR"};
const Pattern LAST_GROUP{"masks.amounts._LAST_GROUP"};
const Text PRICED{"masks.amounts._PRICE"};
const Text PERCENT{"masks.amounts._PERCENT"};
const Text DATED{"masks.amounts._DATED"};
const Text ZONED{"masks.amounts._ZONED"};
constexpr int WINDOW = 16, LONGEST_PAGE = 11, LONGEST_PREFIX = 4, SHORTEST_PHONE = 6;
constexpr size_t LONGEST_SIGN = 2;
constexpr int LONGEST_UNGROUPED = 8;

// What `_AMOUNT` says of a token, without asking it about what has one sign or none.
bool is_an_amount(Str text, int start, int end) {
    int signs = 0, place = start;
    for (int i = start; i < end; ++i) {
        if (text[i] >= '0' && text[i] <= '9') continue;
        if (!GROUPING.has(text[i])) return false;
        ++signs;
        place = i;
    }
    if (signs > 1) return bool(AMOUNT.fullmatch(text, start, end));
    if (!signs) return end - start <= LONGEST_UNGROUPED;
    const int left = place - start, right = end - place - 1;
    switch (text[place]) {
        case '.': case ',': return left <= LONGEST_UNGROUPED && right <= 3;
        case '\'': return left <= 3 && right == 3;
        default: return left <= LONGEST_UNGROUPED && right <= LONGEST_UNGROUPED;
    }
}

bool is_in_a_word(Char c) { return c < 128 ? is_alpha(c) || c == 0x7f || (c < ' ' && !is_space(c)) : !is_space(c); }

// The word or the per cent sign that follows a number: the group of `_NEXT_WORD`.
Str next_word(Str text, int place) {
    if (at(text, place) == ' ') ++place;
    if (at(text, place) == '-') ++place;
    int size = static_cast<int>(text.size()), end = place;
    if (at(text, place) == '%') return is_decimal(at(text, place + 1)) ? Str{} : text.substr(place, 1);
    while (end < size && is_in_a_word(text[end])) ++end;
    while (end > place && is_decimal(at(text, end))) --end;
    return slice(text, place, end);
}

Sense sense(const WordMap<Sense>& senses, Str word) {
    const Sense* found = word.empty() ? nullptr : senses.find(word);
    return found ? *found : Sense::NONE;
}

Mask mask(int start, int end, Explanation explanation, const Text& because, bool strong = true) {
    return {start, end, explanation, because.get(), strong};
}

bool has_currency_sign(Str text, int start, int end) {
    Char left = at(text, start - 1), right = at(text, end);
    if (left == ' ') left = at(text, start - 2);
    if (right == ' ') right = at(text, end + 1);
    return SIGNS.has(left) || SIGNS.has(right);
}

// The end of an amount whose thousands are set apart by spaces.
int with_thousands(Str text, int start, int end) {
    if (end - start > 3 || at(text, end) != ' ') return end;
    Match groups = THOUSANDS.match(text, end);
    return groups ? groups.end() : end;
}

// Whether an amount is short, or written with separators, as a phone number is not.
bool is_money(Str text, int start, int end) {
    return end - start <= SHORTEST_PHONE || !is_digit(slice(text, start, end));
}

bool is_letter(Char c) { return is_word(c) && !is_decimal(c) && c != '_'; }

// The letters that touch a number: the group of `_PREFIX`, where no sign stands between.
Str prefix_before(Str text, int start) {
    int first = start;
    while (first > 0 && start - first <= LONGEST_PREFIX && text[first - 1] >= 'a' && text[first - 1] <= 'z') --first;
    if (start - first > LONGEST_PREFIX || is_letter(at(text, first - 1))) return {};
    return slice(text, first, start);
}

// The amount right behind the letters of a currency ("rs1,250", "n2,500").
std::optional<Mask> read_prefixed_price(Str text, int start, int end) {
    Str letters = prefix_before(text, start);
    if (letters.empty()) return {};
    bool written = !is_digit(slice(text, start, end));
    if (CURRENCIES.has(letters) || (letters.size() == 1 && ONE_LETTER.has(letters[0]) && written))
        return mask(start, end, Explanation::PRICE, PRICED, is_money(text, start, end));
    return {};
}

Str word_before(Str text, int start) {
    Str window = rstrip(slice(text, std::max(0, start - WINDOW), start), QUOTES.get());
    window = rstrip(window);
    size_t first = window.size();
    while (first && !is_space(window[first - 1])) --first;
    return lstrip(window.substr(first), OPENING.get());
}

// Whether a token is the last of the groups of thousands of an amount ("18 500").
bool ends_thousands(Str text, int start, int end) {
    Str group = slice(text, start, std::min(end, start + 4));
    return is_digit(group.substr(0, 3)) && !is_digit(group.size() > 3 ? group.substr(3) : Str{}) &&
           LAST_GROUP.found(text, std::max(0, start - 16), start);
}

std::optional<Mask> read_measure(int start, int end, Str before, Sense sense_before, Str following, Sense sense_after) {
    if (following == U"%") return mask(start, end, Explanation::QUANTITY, PERCENT);
    if (sense_after == Sense::UNIT && (following.size() > LONGEST_SIGN || end - start <= SHORTEST_PHONE))
        return Mask{start, end, Explanation::QUANTITY, {U"it counts something: '", following, U"' follows it"}, false};
    if (sense_after == Sense::ZONE || sense_before == Sense::ZONE) return mask(start, end, Explanation::TIME, ZONED);
    if (sense_before == Sense::PAGE && end - start <= LONGEST_PAGE)
        return Mask{start, end, Explanation::QUANTITY, {U"it follows '", before, U"', so it names pages"}, false};
    return {};
}

std::optional<Mask> read_words(Str text, int start, int end, Str following, bool touched) {
    Str before = word_before(text, start);
    Sense sense_before = sense(BEFORE, before), sense_after = sense(AFTER, following);
    if (sense_before == Sense::NONE && sense_after == Sense::NONE) return {};
    if (sense_before == Sense::MONEY) {
        int last = with_thousands(text, start, end);
        if (!touched || last > end)
            return mask(start, last, Explanation::PRICE, PRICED, is_money(text, start, last));
    }
    if (touched && !ends_thousands(text, start, end)) return {};
    if (sense_after == Sense::MONEY)
        return mask(start, end, Explanation::PRICE, PRICED, is_money(text, start, end));
    if ((sense_before == Sense::MONTH || sense_after == Sense::MONTH) && DAY.fullmatch(text, start, end)) {
        Match year = YEAR.match(text, end);
        return mask(start, year ? year.end() : end, Explanation::DATE, DATED);
    }
    return read_measure(start, end, before, sense_before, following, sense_after);
}
}  // namespace

std::optional<Mask> read_amount(Str text, int start, int end, bool touched, bool bound) {
    if (!is_an_amount(text, start, end)) return {};
    if (has_currency_sign(text, start, end))
        return mask(start, with_thousands(text, start, end), Explanation::PRICE, PRICED);
    if (bound) return read_prefixed_price(text, start, end);
    return read_words(text, start, end, next_word(text, end), touched);
}
}  // namespace habeas
