// Find the wish to talk elsewhere and the wish to pay elsewhere (habeas/detection/detectors/intent.py).
#include <charconv>

#include "../lexicon/intents/patterns.hpp"
#include "../locating.hpp"
#include "../readings.hpp"
#include "../suppress.hpp"
#include "detectors.hpp"

namespace habeas {
namespace {

constexpr double MOST = 0.98;  // however many ways a sentence says it

const Loaded<Reason> TALK_INSIDE{"detectors.intent._TALK_INSIDE", read_reason},
    PAY_INSIDE{"detectors.intent._PAY_INSIDE", read_reason}, EVIDENCE{"detectors.intent._EVIDENCE", read_reason};

using Matches = std::vector<grammar::Match>;

double rounded(double value) {  // round(value, 2)
    char text[32];
    auto written = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, 2);
    std::from_chars(text, written.ptr, value);
    return value;
}

const Reason* reason_for(Sentence& sentence, FindingKind kind, const grammar::Match& match) {
    if (const Reason* reason = explain_away(sentence, match)) return reason;
    if (kind == FindingKind::INTENT_OFF_PLATFORM) return is_inside(sentence, match) ? &*TALK_INSIDE : nullptr;
    if (is_evidence(sentence, match)) return &*EVIDENCE;
    return stays_inside(sentence, match) ? &*PAY_INSIDE : nullptr;
}

// One finding for all the ways in which a sentence says it: each makes it surer.
Finding found(const Reading& reading, FindingKind kind, const Matches& matches) {
    const grammar::Match* best = &matches[0];
    std::vector<const grammar::Pattern*> patterns;
    FindingParts parts{kind, String(value(kind)), 0, false};
    double doubt = 1;
    for (const grammar::Match& match : matches) {
        if (match.pattern->confidence > best->pattern->confidence) best = &match;
        if (std::find(patterns.begin(), patterns.end(), match.pattern) != patterns.end()) continue;
        patterns.push_back(match.pattern);
        doubt *= 1 - match.pattern->confidence;
        const String& because = match.pattern->because;
        if (std::find(parts.because.begin(), parts.because.end(), because) == parts.because.end())
            parts.because.push_back(because);
    }
    parts.confidence = rounded(std::min(MOST, 1 - doubt));
    return finding(reading.document, best->start, best->end, std::move(parts));
}

void judge(const Reading& reading, Sentence& sentence, FindingKind kind, const Matches& matches, Results& results) {
    Matches meant;
    const grammar::Match* innocent = nullptr;
    const Reason* why = nullptr;
    for (const grammar::Match& match : matches) {
        const Reason* reason = reason_for(sentence, kind, match);
        if (!reason) meant.push_back(match);
        else if (!innocent) innocent = &match, why = reason;
    }
    if (!meant.empty())
        results.push_back(found(reading, kind, meant));
    else if (innocent)
        results.push_back(
            dismissal(reading.document, innocent->start, innocent->end, kind, why->explanation, why->because));
}
}  // namespace

void detect_intent(Reading& reading, Results& results) {
    for (Sentence* sentence : reading.sentences_through(patterns::GATE)) {
        Matches talk = grammar::find_matches(*sentence, *patterns::TALK_ELSEWHERE);
        judge(reading, *sentence, FindingKind::INTENT_OFF_PLATFORM, talk, results);
        Matches pay = grammar::find_matches(*sentence, *patterns::PAY_OUTSIDE);
        judge(reading, *sentence, FindingKind::INTENT_PAY_OUTSIDE, pay, results);
    }
}
}  // namespace habeas
