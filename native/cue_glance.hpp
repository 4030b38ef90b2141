// See at a glance which cues some words could hold (habeas/detection/cue_glance.py).
#pragma once
#include <array>

#include "cue_index.hpp"
#include "cue_words.hpp"
#include "tokens.hpp"

namespace habeas {

// Every cue that words could hold, with the languages in which they could.
struct PossibleCues {
    CueSet cues;
    std::array<Languages, CUES> languages{};
};

PossibleCues possible_cues(std::span<const Str> words);
PossibleCues possible_cues(const CueWords& words);
PossibleCues possible_cues(const Tokens& tokens);  // every cue where the words are unknown
}  // namespace habeas
