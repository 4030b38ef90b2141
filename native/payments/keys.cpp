// Find what a payment service knows its member by (habeas/detection/payments/keys.py).
#include "keys.hpp"

#include <algorithm>
#include <tuple>

#include "../handles/names.hpp"
#include "../phrasebook.hpp"
#include "../regex.hpp"
#include "checksums.hpp"
#include "surroundings.hpp"

namespace habeas {
namespace {

using payment_words::PAY;

enum Key { EMAIL, PHONE, TAG, CASHTAG, NUMBER, TAX_ID, RANDOM, CARD, ALIAS };
constexpr Str KEY_NAMES[] = {U"EMAIL", U"PHONE", U"TAG", U"CASHTAG", U"NUMBER", U"TAX_ID", U"RANDOM", U"CARD", U"ALIAS"};

struct Named {  // a service, and whether its name is also an ordinary word
    String name;
    unsigned keys = 0;
    bool ordinary = false;
    bool takes(Key key) const { return keys >> key & 1; }
};
}  // namespace

template <>
struct FromJson<Named> {
    static Named read(const Json& json) {
        const Json& service = json[size_t(0)];
        Named named{service[U"name"].as_text(), 0, json[1].as_bool()};
        for (const Json& key : service[U"keys"].items())
            named.keys |= 1u << (std::find(std::begin(KEY_NAMES), std::end(KEY_NAMES), key.as_text()) - KEY_NAMES);
        return named;
    }
};

namespace {

const Phrasebook<Named> SERVICE_NAMES{"payments.keys.SERVICE_NAMES.filed"};
const Phrasebook<bool> LINKING{"payments.keys._LINKING.filed"};
const Phrasebook<bool> BREAKING{"payments.keys._BREAKING.filed"};
const Pattern SENTENCE_END{"payments.keys._SENTENCE_END"};
const Pattern BEFORE_GLUE{"payments.keys._BEFORE_GLUE"};
const Pattern EMAIL_KEY{"payments.keys._EMAIL"};
const Pattern CASHTAG_KEY{"payments.keys._CASHTAG"};
const Pattern RANDOM_KEY{"payments.keys._RANDOM"};
const Pattern ALIAS_KEY{"payments.keys._ALIAS"};
const Pattern MARKED{"payments.keys._MARKED"};
constexpr int REACH = 70;
constexpr int MOST_UNKNOWN_WORDS = 3;

struct Found {
    int start, end;
    String value;
    double confidence;
    bool obfuscated = false;
};
using Candidates = std::vector<Found>;

int unknown_words(Str between) {
    int words = 0;
    bool inside = false;
    for (Char c : between) {
        bool letter = is_word(c) && !is_decimal(c) && c != U'_';
        words += letter && !inside;
        inside = letter;
    }
    return words == 0 ? 0 : words - static_cast<int>(LINKING.find(between).size());
}

bool leads(Str text, int start, int end) {
    Str between = slice(text, start, end);
    if (SENTENCE_END.found(between) || BREAKING.is_in(between) || SERVICE_NAMES.is_in(between)) return false;
    return unknown_words(between) <= MOST_UNKNOWN_WORDS;
}

bool rules_out(const Mask& mask) {
    return mask.strong && mask.explanation != Explanation::TAX_OR_COMPANY_NUMBER &&
           mask.explanation != Explanation::IDENTIFIER && mask.explanation != Explanation::UUID;
}

template <class T>
int first_from(const std::vector<T>& places, int start) {  // bisect_left by `start`
    auto found = std::lower_bound(places.begin(), places.end(), start,
                                  [](const T& place, int start) { return place.start < start; });
    return static_cast<int>(found - places.begin());
}

bool means_something_else(const std::vector<Mask>& masks, int start, int end) {
    for (int index = first_from(masks, end) - 1; index >= 0 && masks[index].end > start; --index)
        if (rules_out(masks[index])) return true;
    return false;
}

void numbers(Reading& reading, int start, int stop, size_t fewest, size_t most, bool card, Candidates& out) {
    const std::vector<NumberRun>& runs = reading.numbers();
    int last = first_from(runs, stop);
    for (int index = first_from(runs, start); index < last; ++index) {
        const NumberRun& run = runs[index];
        bool fits = fewest <= run.digits.size() && run.digits.size() <= most && (!card || checksums::luhn(run.digits));
        if (fits && !means_something_else(reading.masks(), run.start, run.end))
            out.push_back({run.start, run.end, String(run.digits), 0.85, run.obfuscated()});
    }
}

bool is_name_character(Char c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c == U'_'; }

// How many characters of `_TAG_START` stand at a place, or 0.
int tag_start(Str text, int place, int stop) {
    Char before = at(text, place - 1);
    if (place > 0 && (is_word(before) || before == U'@' || before == U'.')) return 0;
    if (is_name_character(text[place])) return 1;
    return text[place] == U'@' && place + 1 < stop && is_name_character(text[place + 1]) ? 2 : 0;
}

bool has_tag_sign(Str name) {
    for (Char c : name)
        if ((c >= U'0' && c <= U'9') || c == U'_') return true;
    return false;
}

void tags(Reading& reading, int start, int stop, Candidates& out) {
    Str text = reading.text;
    for (int place = start, taken; place < stop; place += std::max(taken, 1)) {
        taken = tag_start(text, place, stop);
        if (!taken) continue;
        std::optional<handles::Name> name = handles::read_name(text, place);
        if (!name || (name->shape == handles::Shape::SHAPED && !has_tag_sign(name->value))) continue;
        if (name->shape == handles::Shape::MARKED) {
            out.push_back({name->start, name->end, name->value, 0.93});
            return;
        }
        bool spelled = name->shape == handles::Shape::SPELLED;
        if ((spelled || name->shape == handles::Shape::SHAPED) && unknown_words(slice(text, start, name->start)) == 0) {
            out.push_back({name->start, name->end, name->value, 0.8, spelled});
            return;
        }
    }
}

void matches(const Pattern& pattern, double confidence, Reading& reading, int start, int stop, Candidates& out) {
    int end = std::min(static_cast<int>(reading.text.size()), stop + REACH);
    for (const Match& match : pattern.finditer(reading.text, start, end)) {
        if (match.start() >= stop) return;
        out.push_back({match.start(), match.end(), String(match.group()), confidence});
    }
}

void read_key(Key key, Reading& reading, int start, int stop, Candidates& out) {
    switch (key) {
        case EMAIL: return matches(EMAIL_KEY, 0.92, reading, start, stop, out);
        case TAG: return tags(reading, start, stop, out);
        case CASHTAG: return matches(CASHTAG_KEY, 0.95, reading, start, stop, out);
        case RANDOM: return matches(RANDOM_KEY, 0.95, reading, start, stop, out);
        case ALIAS: return matches(ALIAS_KEY, 0.7, reading, start, stop, out);
        case PHONE: return numbers(reading, start, stop, 8, 15, false, out);
        case TAX_ID: return numbers(reading, start, stop, 11, 14, false, out);
        case NUMBER: return numbers(reading, start, stop, 5, 20, false, out);
        case CARD: return numbers(reading, start, stop, 16, 16, true, out);
    }
}

std::optional<Found> after(Reading& reading, int start, const Named& service) {
    int stop = std::min(static_cast<int>(reading.text.size()), start + REACH);
    Candidates candidates;
    for (Key key : {EMAIL, TAG, CASHTAG, RANDOM, ALIAS, PHONE, TAX_ID, NUMBER, CARD})
        if (service.takes(key)) read_key(key, reading, start, stop, candidates);
    std::stable_sort(candidates.begin(), candidates.end(), [](const Found& a, const Found& b) {
        return std::tuple(a.start, -a.end, -a.confidence) < std::tuple(b.start, -b.end, -b.confidence);
    });
    for (Found& found : candidates)
        if (leads(reading.text, start, found.start)) return std::move(found);
    return std::nullopt;
}

std::optional<Found> before(Reading& reading, int stop, const Named& service) {
    int window = std::max(0, stop - REACH);
    Candidates candidates;
    for (Key key : {EMAIL, PHONE, CASHTAG, RANDOM})
        if (service.takes(key)) read_key(key, reading, window, stop, candidates);
    if (service.takes(TAG)) matches(MARKED, 0.93, reading, window, stop, candidates);
    std::stable_sort(candidates.begin(), candidates.end(), [](const Found& a, const Found& b) {
        return std::tuple(-a.end, a.start, -a.confidence) < std::tuple(-b.end, b.start, -b.confidence);
    });
    for (Found& found : candidates)
        if (BEFORE_GLUE.fullmatch(reading.text, found.end, stop)) return std::move(found);
    return std::nullopt;
}

bool names_service_for_sure(Str side) {
    for (const auto& one : SERVICE_NAMES.find(side))
        if (!one.meaning.ordinary) return true;
    return false;
}

bool is_meant(Str text, int end, const Surroundings& around) {
    if (at(text, end) == U':' || around.say(PAY)) return true;
    return names_service_for_sure(around.before) || names_service_for_sure(around.after);
}
}  // namespace

void find_keys(Reading& reading, FoundAccounts& out) {
    Str text = reading.text;
    for (const auto& spotted : SERVICE_NAMES.find(text)) {
        const Named& service = spotted.meaning;
        std::optional<Found> found = after(reading, spotted.end, service);
        if (!found) found = before(reading, spotted.start, service);
        if (!found) continue;
        Surroundings around = surroundings(text, found->start, found->end);
        if (service.ordinary && !is_meant(text, spotted.end, around)) continue;
        if (around.is_example())
            out.push_back(NoAccount{found->start, found->end, Explanation::EXAMPLE,
                                    concat(U"presented as an example of ", service.name)});
        else
            out.push_back(Account{found->start, found->end, std::move(found->value), found->confidence,
                                  concat(U"where ", service.name, U" pays a person"), found->obfuscated});
    }
}
}  // namespace habeas
