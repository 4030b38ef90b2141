// See at a glance which cues some words could hold (habeas/detection/cue_glance.py).
#include "cue_glance.hpp"

#include "cue_table.hpp"

namespace habeas {
namespace {

void add(PossibleCues& possible, int senses) {
    for (const Sense& sense : cue_table::senses(senses)) {
        possible.cues.add(sense.cue);
        possible.languages[static_cast<int>(sense.cue)] |= sense.languages;
    }
}

PossibleCues every_cue() {
    PossibleCues possible;
    for (int cue = 1; cue < CUES; ++cue) {
        possible.cues.add(static_cast<Cue>(cue));
        possible.languages[cue] = any_language();
    }
    return possible;
}

void add_beginnings(PossibleCues& possible, Str word) {
    if (!cue_table::may_begin(word)) return;
    for (const cue_table::Beginning& beginning : cue_table::openings())
        if (starts_with(word, beginning.text)) add(possible, beginning.value);
}
}  // namespace

PossibleCues possible_cues(std::span<const Str> words) {
    std::vector<int> numbers(words.size());
    std::transform(words.begin(), words.end(), numbers.begin(), cue_table::number_of);
    return possible_cues(CueWords{words, numbers});
}

PossibleCues possible_cues(const CueWords& words) {
    PossibleCues possible;
    int before = cue_table::NONE;  // the first of a pair, where the word before is one
    for (size_t place = 0; place < words.words.size(); ++place) {
        Str text = words.words[place];
        int number = words.numbers[place], first = before;
        before = cue_table::NONE;
        add_beginnings(possible, text);
        if (number == cue_table::NONE) continue;
        const cue_table::Word& word = cue_table::word(number);
        if (word.glance != cue_table::NONE) add(possible, word.glance);
        if (first != cue_table::NONE && word.glance_follows) {
            int senses = cue_table::glance_pair(first, number);
            if (senses != cue_table::NONE) add(possible, senses);
        }
        if (word.glance_pairs) before = number;
    }
    return possible;
}

PossibleCues possible_cues(const Tokens& tokens) { return tokens.known ? possible_cues(tokens.words) : every_cue(); }
}  // namespace habeas
