// The cues of all languages, looked up by words (habeas/detection/cue_index.py). The tables that Python files are
// read once, when the library is opened: each word of theirs gets a number, and phrases are written in numbers.
#pragma once
#include <span>

#include "lexicon/intents/cues.hpp"
#include "phrases.hpp"
#include "text.hpp"

namespace habeas {

using Languages = uint32_t;  // one bit for each language

// A cue with the languages in which it is said.
struct Sense {
    Cue cue;
    Languages languages;
};
using Senses = std::span<const Sense>;  // what a phrase says

Languages any_language();  // all languages
int language_count();
}  // namespace habeas
