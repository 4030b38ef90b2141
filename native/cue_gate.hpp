// Tell whether words could meet any pattern at all (habeas/detection/cue_gate.py).
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "cue_glance.hpp"
#include "tables.hpp"

namespace habeas {

// Lets words through that could meet one of some patterns.
//
//     static const Gate GATE{"lexicon.intents.patterns.GATE.filed"};
class Gate : public Table {
public:
    using Table::Table;
    // Words, or beginnings of words, wherever none of which is, no pivot is; nothing where that is unclear.
    // They are views of the words, or of tables.
    std::optional<std::vector<Str>> pivots_in(Str text, const Tokens& tokens) const;
    std::vector<Str> pivots_in(Str text, const CueWords& words) const;
    bool admits(const PossibleCues& possible) const;
    void fill(const Json& json) override;  // {"pivots": [cue], "ways": [[[cue]]]}

private:
    CueSet pivots_;
    std::array<std::vector<std::vector<CueSet>>, CUES> ways_by_pivot_;
};
}  // namespace habeas
