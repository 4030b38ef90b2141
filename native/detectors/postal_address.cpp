// Postal addresses that are offered as a place to come or send to, or that are asked for
// (habeas/detection/detectors/postal_address.py).
#include <map>

#include "../lexicon/intents/requests.hpp"
#include "../locating.hpp"
#include "../readings.hpp"
#include "../regex.hpp"
#include "../suppress.hpp"
#include "detectors.hpp"

namespace habeas {
namespace {

// The expressions for streets, and the words that each needs one of: of which expressions, as bits, a word is. Those
// without words have to be tried wherever endings are.
struct Streets {
    std::vector<Expression> expressions;
    Words words;
    std::vector<uint32_t> told_by;
    uint32_t wordless = 0;

    uint32_t all() const { return (1u << expressions.size()) - 1; }
    uint32_t told(const Tokens& tokens) const {
        uint32_t bits = 0;
        for (Str token : tokens.words) {
            if (int index = words.find(token); index != Words::NONE) bits |= told_by[index];
        }
        return bits;
    }
};

Streets read_streets(const Json& json) {
    Streets streets;
    std::map<String, uint32_t> told_by;
    for (const Json& entry : json.items()) {
        const uint32_t bit = 1u << streets.expressions.size();
        const Json& words = entry[0];
        if (!words.size()) streets.wordless |= bit;
        for (const Json& word : words.items()) told_by[word.as_text()] |= bit;
        streets.expressions.emplace_back(entry[1][U"pattern"].as_text(),
                                         static_cast<int>(entry[1][U"flags"].as_int()));
    }
    for (const auto& [word, bits] : told_by) {
        streets.words.add(word);
        streets.told_by.push_back(bits);
    }
    streets.words.freeze();
    return streets;
}

const Loaded<Streets> STREETS{"detectors.postal_address._STREETS", read_streets};
const Pattern HOUSE_NUMBER{"detectors.postal_address._HOUSE_NUMBER"};
const Pattern WORD{"detectors.postal_address._WORD"};
const Pattern CODE{"detectors.postal_address._CODE"};
const Pattern ENDINGS{"detectors.postal_address._ENDINGS"};
const Pattern OFFER{"detectors.postal_address._OFFER"};
const Pattern INNOCENT{"detectors.postal_address._INNOCENT"};
const Text NOT_OFFERED{"detectors.postal_address._NOT_OFFERED"};
const Text OFFER_OF_STREET{"detectors.postal_address._OFFER_OF_STREET"};
constexpr int REACH = 60;  // characters between "come to" and the street
constexpr int AFTER = 40;  // characters after a street that may say what it is
constexpr int LONGEST_ENDING = 24;
constexpr double OFFERED = 0.8;
constexpr double OFFERED_WITH_CODE = 0.9;
constexpr FindingKind KIND = FindingKind::POSTAL_ADDRESS;

using Met = std::vector<const Expression*>;
using Place = std::pair<int, int>;

bool has_figure(Str text) {
    return std::any_of(text.begin(), text.end(), [](Char c) { return is_decimal(c); });
}

// Whether a figure follows the ending of a street's name; looked for where a figure follows a word.
bool has_ending(Str text) {
    const int size = static_cast<int>(text.size());
    for (int place = 2; place < size; ++place) {
        if (!is_decimal(text[place]) || !is_space(text[place - 1])) continue;
        const Char before = text[place - 2];
        if (before != '.' && !(before >= 'a' && before <= 'z')) continue;
        if (ENDINGS.found(text, std::max(0, place - LONGEST_ENDING), place + 1)) return true;
    }
    return false;
}

// The expressions for streets that a text meets, if it may offer any at all; quick to tell where its words can be told apart.
Met streets_in(Reading& reading) {
    Met met;
    if (!has_figure(reading.text)) return met;
    const Tokens& tokens = reading.tokens();
    uint32_t bits = tokens.known ? STREETS->told(tokens) : STREETS->all();
    if (tokens.known && has_ending(reading.text)) bits |= STREETS->wordless;
    if (!bits || (reading.document.ascii && !OFFER.found(reading.text))) return met;
    for (size_t index = 0; bits; ++index, bits >>= 1) {
        const Expression& street = STREETS->expressions[index];
        if (bits & 1 && street.found(reading.text)) met.push_back(&street);
    }
    return met;
}

// The first place from which no word is cut, since a search does not see what stands before it.
int word_start(Str text, int place, int limit) {
    while (0 < place && place < limit && is_alnum(text[place - 1]) && is_alnum(text[place])) ++place;
    return place;
}

// The street that a number belongs to.
std::optional<Place> street_around(Str text, int earliest, const Match& number, const Met& streets) {
    int latest = number.end() + REACH;
    earliest = word_start(text, earliest, number.start());
    std::optional<Place> first;
    for (const Expression* street : streets) {
        for (const Match& match : street->finditer(text, earliest, latest)) {
            if (match.start() > number.start()) break;
            Place place{match.start(), match.end()};
            if (number.start() < match.end() && (!first || place < *first)) first = place;
        }
    }
    return first;
}

// Where the street begins, without words of offer that look like a part of its name.
int begin_of(Str text, int start, const Match& offer) {
    if (offer.end() <= start) return start;
    Match following = WORD.search(text, offer.end());
    return following ? following.start() : start;
}

String in_one_line(Str text) {  // " ".join(text.split())
    String joined;
    for (Str word : split(text)) {
        if (!joined.empty()) joined += U' ';
        joined += word;
    }
    return joined;
}

Result judged(Reading& reading, int start, int end) {
    Str text = reading.text;
    if (INNOCENT.found(text, std::max(0, start - REACH), end + AFTER)) {
        return dismissal(reading.document, start, end, KIND, Explanation::SUBJECT_OF_WORK, String(NOT_OFFERED.get()));
    }
    Match code = CODE.match(text, end);
    if (code) end = code.end();
    FindingParts parts{KIND, in_one_line(slice(text, start, end)), code ? OFFERED_WITH_CODE : OFFERED, true};
    parts.because.emplace_back(OFFER_OF_STREET.get());
    return finding(reading.document, start, end, std::move(parts));
}

void add_offered(Reading& reading, Results& results) {
    Str text = reading.text;
    Met streets = streets_in(reading);
    if (streets.empty()) return;
    int until = 0;
    for (const Match& number : HOUSE_NUMBER.finditer(text)) {
        if (number.start() < until) continue;
        std::optional<Place> street = street_around(text, std::max(until, number.start() - REACH), number, streets);
        if (!street) continue;
        Match offer = OFFER.search(text, std::max(0, street->first - REACH), number.start());
        if (!offer) continue;
        until = street->second;
        results.push_back(judged(reading, begin_of(text, street->first, offer), until));
    }
}

Result asked(Reading& reading, Sentence& sentence, const grammar::Match& match) {
    if (const Reason* reason = explain_request_away(sentence, match)) {
        return dismissal(reading.document, match.start, match.end, KIND, reason->explanation, reason->because);
    }
    FindingParts parts{KIND, concat(Str(U"asks for "), value(KIND)), match.pattern->confidence, false};
    parts.asks = true;
    parts.because.push_back(match.pattern->because);
    return finding(reading.document, match.start, match.end, std::move(parts));
}

void add_asked(Reading& reading, Results& results) {
    for (Sentence* sentence : reading.sentences_through(requests::POSTAL_GATE)) {
        for (const grammar::Match& match : grammar::find_matches(*sentence, *requests::POSTAL_REQUESTS, 1)) {
            results.push_back(asked(reading, *sentence, match));
        }
    }
}
}  // namespace

void detect_postal_address(Reading& reading, Results& results) {
    add_offered(reading, results);
    add_asked(reading, results);
}
}  // namespace habeas
