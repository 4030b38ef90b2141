// Which cues, near each other, ask for the reader's number, address or name (habeas/detection/lexicon/intents/requests.py).
#pragma once
#include "cue_gate.hpp"
#include "findings.hpp"
#include "grammar.hpp"

namespace habeas::requests {

extern const Loaded<std::vector<std::pair<Cue, FindingKind>>> ITEM_KINDS;
extern const Loaded<grammar::Patterns> REQUESTS, POSTAL_REQUESTS;
extern const Gate GATE, POSTAL_GATE;
}  // namespace habeas::requests
