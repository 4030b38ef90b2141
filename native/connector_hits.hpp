// The words and marks that may stand for a sign of an address (habeas/detection/connector_hits.py).
#pragma once
#include "regex.hpp"
#include "tables.hpp"

namespace habeas {

extern const Text SURE_AT, LOOSE_AT, BRACKETED_AT;
extern const WordSet ENDINGS, UNSPACED_ENDINGS;

enum class HitKind : uint8_t {
    AT, DOT, SLASH, UNDERSCORE, HYPHEN, PROVIDER, ENDING, SPACED_DOT, SPACED_SLASH, FIXED
};
HitKind hit_kind(Str value);
template <> struct FromJson<HitKind> { static HitKind read(const Json& j) { return hit_kind(j.as_text()); } };

struct Hit {
    int start, end;
    String written;
    HitKind kind;
    Str phrase = {};  // of the lexicon
};

bool is_word_character(Char c);  // of WORD
bool in_unspaced_script(Char c);  // UNSPACED_SCRIPT
int next_word(Str text, int place);  // NEXT_WORD.match: where it ends, or `place`
std::vector<Hit> find_hits(Str text);
}  // namespace habeas
