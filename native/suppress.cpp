// Why words that look like an intent or a request are none (habeas/detection/suppress.py).
#include "suppress.hpp"

#include <set>

#include "regex.hpp"

namespace habeas {
namespace {

const Loaded<Reason> REFUSED{"suppress._REFUSED", read_reason}, REPORTED{"suppress._REPORTED", read_reason},
    QUOTED{"suppress._QUOTED", read_reason}, POLICY{"suppress._POLICY", read_reason},
    WORK{"suppress._WORK", read_reason};

constexpr int NEGATION_REACH = 40;      // characters from a "not" to what it negates
constexpr int AFTERTHOUGHT_REACH = 30;  // the same for a "not" that comes after: "PayPal, no"
constexpr int REPORT_REACH = 150;       // characters from "he asked me to" to what he asked
constexpr int SUBJECT_REACH = 30;       // characters from "a buyer" to what the buyer does
constexpr int SITE_REACH = 25;          // characters from a payment to "through the site"
constexpr int NOUN_REACH = 14;          // characters between a name and the product word that claims it
constexpr int LIST = 3;                 // names that make an enumeration
constexpr int NEXT_WORD = 3;            // characters between a name and the word after it

const Pattern OPENING{"suppress._OPENING"}, CLOSING{"suppress._CLOSING"};
const Loaded<std::vector<std::pair<String, String>>> QUOTES{"suppress._QUOTES", [](const Json& json) {
    std::vector<std::pair<String, String>> quotes;
    for (const Json& pair : json.items()) quotes.emplace_back(pair[0].as_text(), pair[1].as_text());
    return quotes;
}};

constexpr CueSet TALK{Cue::INVITE, Cue::TALK, Cue::PAY, Cue::OPENER};
constexpr CueSet OPENERS{Cue::OPENER, Cue::BREAK};
constexpr CueSet BREAKS{Cue::BREAK};
constexpr CueSet RESTS{Cue::REST};
constexpr CueSet OWN_WISH{Cue::OUTSIDE, Cue::DODGE, Cue::LEAVE_OUT, Cue::CLOSE};
constexpr CueSet PROPOSALS{Cue::PROPOSE, Cue::INVITE, Cue::OPENER};
constexpr CueSet NAMES{Cue::APP, Cue::RAIL, Cue::MAIL, Cue::PHONE};

// Whether some mark with a cue, in one of the languages, holds.
template <class F>
bool any_marked(Sentence& sentence, Cue cue, Languages languages, F&& holds) {
    if (!sentence.cues().has(cue)) return false;
    for (const Mark& mark : sentence.marks())
        if ((mark.languages(cue) & languages) && holds(mark)) return true;
    return false;
}

bool any_between(Sentence& sentence, const CueSet& cues, int start, int end) {
    if (!sentence.cues().meets(cues)) return false;
    for (const Mark& mark : sentence.marks())
        if (start <= mark.start && mark.start < end && mark.cues.meets(cues)) return true;
    return false;
}

bool within(const Mark& mark, const grammar::Match& match) { return match.start <= mark.start && mark.end <= match.end; }

bool is_parted(Sentence& sentence, int start, int end) {
    return sentence.pauses_between(start, end) || any_between(sentence, OPENERS, start, end);
}

bool negates(Sentence& sentence, const grammar::Match& match, const Mark& negation) {
    if (negation.start >= match.end) {
        bool near = negation.start - match.end <= AFTERTHOUGHT_REACH;
        return near && !is_parted(sentence, match.end, negation.start);
    }
    if (negation.end <= match.start && match.start - negation.end > NEGATION_REACH) return false;
    if (any_between(sentence, OPENERS, negation.end, match.end)) return false;
    return negation.end > match.start || !sentence.pauses_between(negation.end, match.start);
}

bool is_refused(Sentence& sentence, const grammar::Match& match) {
    return any_marked(sentence, Cue::NOT, match.languages,
                      [&](const Mark& negation) { return negates(sentence, match, negation); });
}

bool is_policy(Sentence& sentence, const grammar::Match& match) {
    bool decided = false, policy = false;
    any_marked(sentence, Cue::FORBID, match.languages, [&](const Mark& rule) {
        if (rule.start >= match.start || !sentence.pauses_between(rule.end, match.start)) {
            decided = true;
            policy = !any_between(sentence, BREAKS, rule.end, match.end);
        } else if (!any_between(sentence, PROPOSALS | BREAKS, rule.end, match.end)) {
            decided = policy = true;
        }
        return decided;
    });
    return policy;
}

bool is_reported(Sentence& sentence, const grammar::Match& match) {
    auto reports = [&](const Mark& report) {
        int gap = match.start - report.end;
        return 0 <= gap && gap <= REPORT_REACH && !any_between(sentence, BREAKS, report.end, match.start);
    };
    auto is_subject = [&](const Mark& third) {
        int gap = match.start - third.end;
        return 0 <= gap && gap <= SUBJECT_REACH && !is_parted(sentence, third.end, match.start);
    };
    return any_marked(sentence, Cue::REPORT, match.languages, reports) ||
           any_marked(sentence, Cue::THIRD, match.languages, is_subject);
}

bool is_list(Sentence& sentence) {
    std::set<int> places;
    for (const Mark& mark : sentence.marks()) if (mark.cues.meets(NAMES)) places.insert(mark.start);
    return places.size() >= LIST;
}

bool is_work(Sentence& sentence, const grammar::Match& match) {
    auto serves = [&](const Mark& people) {
        int before = match.start - people.end, after = people.start - match.end;
        return (0 <= before && before <= SUBJECT_REACH * 2 && !is_parted(sentence, people.end, match.start)) ||
               (0 <= after && after <= SUBJECT_REACH / 2) || within(people, match);
    };
    if (any_marked(sentence, Cue::PUBLIC, match.languages, serves)) return true;
    if (match.pattern->plain) return false;
    if (is_list(sentence)) return true;
    return any_marked(sentence, Cue::JOB, match.languages,
                      [&](const Mark& job) { return std::abs(job.start - match.start) <= 2 * SUBJECT_REACH; });
}

bool is_claimed(Sentence& sentence, const Mark& name, Languages languages) {
    auto is_about = [&](const Mark& about) {
        int gap = name.start - about.end;
        return 0 <= gap && gap <= NEXT_WORD;
    };
    auto claims = [&](const Mark& job) {
        int after = job.start - name.end, before = name.start - job.end;
        return (0 <= after && after <= NEXT_WORD) ||
               (0 <= before && before <= NOUN_REACH && !any_between(sentence, TALK, job.end, name.start) &&
                !sentence.pauses_between(job.end, name.start));
    };
    return any_marked(sentence, Cue::ABOUT, languages, is_about) || any_marked(sentence, Cue::JOB, languages, claims);
}

bool is_product(Sentence& sentence, const grammar::Match& match) {
    bool named = false, claimed = true;
    for (const Mark& mark : sentence.marks()) {
        if (!mark.cues.meets(NAMES) || !within(mark, match)) continue;
        named = true;
        if (!is_claimed(sentence, mark, match.languages)) {
            claimed = false;
            break;
        }
    }
    if (named && claimed) return true;
    return any_marked(sentence, Cue::JOB, match.languages, [&](const Mark& job) {
        int gap = job.start - match.end;
        return 0 <= gap && gap <= NEXT_WORD;
    });
}

bool is_in_apostrophes(const Sentence& sentence, const grammar::Match& match) {
    Str text = sentence.text;
    if (!contains(slice(text, sentence.start, match.start + 1), U'\'')) return false;
    int opening = -1;
    for (const Match& mark : OPENING.finditer(text, sentence.start, match.start + 1)) opening = mark.start();
    if (opening < 0 || CLOSING.found(text, opening + 1, match.start + 1)) return false;
    return CLOSING.found(text, match.end, sentence.end) && !strip(slice(text, sentence.start, opening)).empty();
}

bool is_quoted(Sentence& sentence, const grammar::Match& match) {
    Str before = slice(sentence.text, sentence.start, match.start), after = slice(sentence.text, match.end, sentence.end);
    for (const auto& [opening, closing] : *QUOTES) {
        if (opening == closing) {
            if (count(before, opening) % 2 && contains(after, Str(closing)))
                return !strip(before.substr(0, before.rfind(opening))).empty();
        } else if (rfind(before, opening) > rfind(before, closing) && contains(after, Str(closing))) {
            return true;
        }
    }
    return is_in_apostrophes(sentence, match);
}
}  // namespace

Reason read_reason(const Json& json) { return {explanation(json[0].as_text()), json[1].as_text()}; }

const Reason* explain_request_away(Sentence& sentence, const grammar::Match& match) {
    if (is_refused(sentence, match)) return &*REFUSED;
    if (is_policy(sentence, match)) return &*POLICY;
    if (is_reported(sentence, match)) return &*REPORTED;
    if (is_product(sentence, match)) return &*WORK;
    if (is_quoted(sentence, match)) return &*QUOTED;
    return nullptr;
}

const Reason* explain_away(Sentence& sentence, const grammar::Match& match) {
    if (const Reason* reason = explain_request_away(sentence, match)) return reason;
    return is_work(sentence, match) ? &*WORK : nullptr;
}

bool stays_inside(Sentence& sentence, const grammar::Match& match) {
    for (const Mark& mark : sentence.marks())
        if (mark.languages(OWN_WISH) & match.languages) return false;
    return any_marked(sentence, Cue::INSIDE, match.languages, [&](const Mark& site) {
        return site.start - match.end <= SITE_REACH && match.start - site.end <= SITE_REACH &&
               !any_between(sentence, BREAKS, site.end, match.start) &&
               !any_between(sentence, RESTS, site.end, match.end);
    });
}

bool is_inside(Sentence& sentence, const grammar::Match& match) {
    return any_marked(sentence, Cue::INSIDE, match.languages, [&](const Mark& site) {
        int gap = site.start - match.end;
        return within(site, match) || (0 <= gap && gap <= NOUN_REACH && !is_parted(sentence, match.end, site.start));
    });
}

bool is_evidence(Sentence& sentence, const grammar::Match& match) {
    return any_marked(sentence, Cue::EVIDENCE, match.languages, [](const Mark&) { return true; });
}
}  // namespace habeas
