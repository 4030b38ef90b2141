// Tell whether words could meet any pattern at all (habeas/detection/cue_gate.py).
#include "cue_gate.hpp"

#include "cue_table.hpp"

namespace habeas {
namespace {

CueSet read_cues(const Json& json) {
    CueSet cues;
    for (const Json& cue : json.items()) cues.add(static_cast<Cue>(cue.as_int()));
    return cues;
}

// Whether some needs may be met in one language.
bool is_met(const PossibleCues& possible, const std::vector<CueSet>& way) {
    for (const CueSet& need : way)
        if (!possible.cues.meets(need)) return false;
    Languages languages = any_language();
    for (const CueSet& need : way) {
        Languages met = 0;
        (need & possible.cues).each([&](Cue cue) { met |= possible.languages[static_cast<int>(cue)]; });
        languages &= met;
    }
    return languages != 0;
}

void add(std::vector<Str>& words, Str word) {
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}
}  // namespace

void Gate::fill(const Json& json) {
    pivots_ = read_cues(json[U"pivots"]);
    for (const Json& needs : json[U"ways"].items()) {
        std::vector<CueSet> way;
        CueSet cues;
        for (const Json& need : needs.items()) cues |= way.emplace_back(read_cues(need));
        (cues & pivots_).each([&](Cue pivot) { ways_by_pivot_[static_cast<int>(pivot)].push_back(way); });
    }
}

std::optional<std::vector<Str>> Gate::pivots_in(Str text, const Tokens& tokens) const {
    if (!tokens.known) return {};
    return pivots_in(text, TextWords(text, tokens).all());
}

std::vector<Str> Gate::pivots_in(Str text, const CueWords& words) const {
    std::vector<Str> found;
    int before = cue_table::NONE;  // the first of a pair, where the word before is one
    Str word_before;
    for (size_t place = 0; place < words.words.size(); ++place) {
        Str text = words.words[place];
        int number = words.numbers[place], first = before;
        before = cue_table::NONE;
        if (number == cue_table::NONE) continue;
        const cue_table::Word& word = cue_table::word(number);
        if (word.waking != cue_table::NONE && cue_table::cues_of(word.waking).meets(pivots_)) add(found, text);
        if (first != cue_table::NONE && word.waking_follows) {
            int senses = cue_table::waking_pair(first, number);
            if (senses != cue_table::NONE && cue_table::cues_of(senses).meets(pivots_)) add(found, word_before);
        }
        if (word.waking_pairs) before = number, word_before = text;
    }
    for (const cue_table::Beginning& part : cue_table::waking_parts())
        if (cue_table::cues_of(part.value).meets(pivots_) && stands_in(text, part.text)) add(found, part.text);
    return found;
}

bool Gate::admits(const PossibleCues& possible) const {
    bool admitted = false;
    (possible.cues & pivots_).each([&](Cue pivot) {
        for (const std::vector<CueSet>& way : ways_by_pivot_[static_cast<int>(pivot)])
            if (!admitted && is_met(possible, way)) admitted = true;
    });
    return admitted;
}
}  // namespace habeas
