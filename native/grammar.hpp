// Small grammars: which cues, how near to each other, make an intent or a request (habeas/detection/grammar.py).
// In a namespace of its own, since `Pattern` and `Match` are those of regular expressions elsewhere.
#pragma once
#include <climits>
#include <vector>

#include "sentences.hpp"
#include "tables.hpp"

namespace habeas::grammar {

struct Pattern {
    std::vector<CueSet> needs;
    double confidence;
    String because;
    int gap;
    bool ordered, opens, plain, nested, question, across_pauses;
};
using Patterns = std::vector<Pattern>;
Patterns read_patterns(const Json& json);  // for `Loaded<Patterns>`

// Where a pattern was met: folded characters, the languages it was read in, the pattern.
struct Match {
    int start, end;
    Languages languages;
    const Pattern* pattern;
};

// The first `most` places where a pattern is met in a language that the sentence may be read in.
std::vector<Match> find_matches(Sentence& sentence, const Patterns& patterns, int most = INT_MAX);
}  // namespace habeas::grammar
