// Why words that look like an intent or a request are none (habeas/detection/suppress.py).
#pragma once
#include "findings.hpp"
#include "grammar.hpp"

namespace habeas {

struct Reason {
    Explanation explanation;
    String because;
};
Reason read_reason(const Json& json);  // for `Loaded<Reason>`

// Why a match asks the reader for nothing, or is no intent; null if there is no reason.
const Reason* explain_request_away(Sentence& sentence, const grammar::Match& match);
const Reason* explain_away(Sentence& sentence, const grammar::Match& match);

bool stays_inside(Sentence& sentence, const grammar::Match& match);  // names the site's own way to pay
bool is_inside(Sentence& sentence, const grammar::Match& match);     // names the site's own way to talk
bool is_evidence(Sentence& sentence, const grammar::Match& match);   // names payments to prove something
}  // namespace habeas
