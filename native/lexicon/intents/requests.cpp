// Which cues, near each other, ask for the reader's number, address or name (habeas/detection/lexicon/intents/requests.py).
#include "requests.hpp"

namespace habeas::requests {

const Loaded<std::vector<std::pair<Cue, FindingKind>>> ITEM_KINDS{"lexicon.intents.requests.ITEM_KINDS",
                                                                  [](const Json& json) {
    std::vector<std::pair<Cue, FindingKind>> kinds;
    for (const Json& pair : json.items())
        kinds.emplace_back(static_cast<Cue>(pair[0].as_int()), finding_kind(pair[1].as_text()));
    return kinds;
}};
const Loaded<grammar::Patterns> REQUESTS{"lexicon.intents.requests.REQUESTS", grammar::read_patterns},
    POSTAL_REQUESTS{"lexicon.intents.requests.POSTAL_REQUESTS", grammar::read_patterns};
const Gate GATE{"lexicon.intents.requests.GATE.filed"}, POSTAL_GATE{"lexicon.intents.requests.POSTAL_GATE.filed"};
}  // namespace habeas::requests
