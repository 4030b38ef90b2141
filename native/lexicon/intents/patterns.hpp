// Which cues, near each other, make an intent (habeas/detection/lexicon/intents/patterns.py).
#pragma once
#include "cue_gate.hpp"
#include "grammar.hpp"

namespace habeas::patterns {

extern const Loaded<grammar::Patterns> TALK_ELSEWHERE, PAY_OUTSIDE;
extern const Gate GATE;
}  // namespace habeas::patterns
