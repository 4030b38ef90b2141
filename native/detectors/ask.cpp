// Find requests for the reader's number, address or messenger name (habeas/detection/detectors/ask.py).
#include "../lexicon/intents/requests.hpp"
#include "../locating.hpp"
#include "../readings.hpp"
#include "../suppress.hpp"
#include "detectors.hpp"

namespace habeas {
namespace {

constexpr int APP_REACH = 14;  // characters from "your contact" to the app that it is for

// The kind of the first thing that the match names; "contact on Telegram" is a handle.
FindingKind kind_of(Sentence& sentence, const grammar::Match& match) {
    Cue first = Cue::NONE;
    bool names_app = false;
    FindingKind kind{}, app{};
    for (const Mark& mark : sentence.marks()) {
        if (mark.start < match.start || mark.end > match.end + APP_REACH) continue;
        for (const auto& [cue, means] : *requests::ITEM_KINDS) {
            if (!mark.cues.has(cue)) continue;
            if (first == Cue::NONE) first = cue, kind = means;
            if (cue == Cue::APP) names_app = true, app = means;
        }
    }
    return first == Cue::NUMBER && names_app ? app : kind;
}

Result judge(Reading& reading, Sentence& sentence, const grammar::Match& match, FindingKind kind) {
    if (const Reason* reason = explain_request_away(sentence, match))
        return dismissal(reading.document, match.start, match.end, kind, reason->explanation, reason->because);
    FindingParts parts{kind, concat(U"asks for ", value(kind)), match.pattern->confidence, false};
    parts.asks = true;
    parts.because = {match.pattern->because};
    return finding(reading.document, match.start, match.end, std::move(parts));
}
}  // namespace

void detect_ask(Reading& reading, Results& results) {
    for (Sentence* sentence : reading.sentences_through(requests::GATE)) {
        uint32_t asked = 0;
        for (const grammar::Match& match : grammar::find_matches(*sentence, *requests::REQUESTS)) {
            FindingKind kind = kind_of(*sentence, match);
            uint32_t bit = uint32_t{1} << static_cast<int>(kind);
            if (!(asked & bit)) results.push_back(judge(reading, *sentence, match, kind));
            asked |= bit;
        }
    }
}
}  // namespace habeas
