// Which cues, near each other, make an intent (habeas/detection/lexicon/intents/patterns.py).
#include "patterns.hpp"

namespace habeas::patterns {

const Loaded<grammar::Patterns> TALK_ELSEWHERE{"lexicon.intents.patterns.TALK_ELSEWHERE", grammar::read_patterns},
    PAY_OUTSIDE{"lexicon.intents.patterns.PAY_OUTSIDE", grammar::read_patterns};
const Gate GATE{"lexicon.intents.patterns.GATE.filed"};
}  // namespace habeas::patterns
