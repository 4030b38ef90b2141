// What the detectors share of a document (habeas/detection/readings.py).
#include "readings.hpp"

namespace habeas {

std::vector<Sentence*> Reading::sentences_through(const Gate& gate) {
    std::optional<std::vector<Str>> pivots;
    if (tokens().known) pivots.emplace(gate.pivots_in(text, words().all()));
    if (pivots && pivots->empty()) return {};
    std::vector<Sentence*> found = sentences().holding(pivots);
    std::erase_if(found, [&](Sentence* sentence) { return !gate.admits(sentence->possible_cues()); });
    return found;
}
}  // namespace habeas
