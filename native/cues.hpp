// Read the cues of a sentence (habeas/detection/cues.py).
#pragma once
#include <vector>

#include "cue_index.hpp"
#include "cue_words.hpp"

namespace habeas {

// Folded characters `start` to `end`, and what they say in which languages.
struct Mark {
    int start, end;
    CueSet cues;    // of its senses
    Senses senses;  // in the order of their cues; kept by the `Marks`

    Languages languages(const CueSet& wanted) const {
        if (!cues.meets(wanted)) return 0;
        Languages found = 0;
        for (const Sense& sense : senses) if (wanted.has(sense.cue)) found |= sense.languages;
        return found;
    }
    Languages languages(Cue cue) const {
        if (!cues.has(cue)) return 0;
        for (const Sense& sense : senses) if (sense.cue == cue) return sense.languages;
        return 0;
    }
};

// The marks of a sentence in order of place, longer before shorter.
class Marks {
public:
    Marks() = default;
    Marks(const Marks&) = delete;
    Marks& operator=(const Marks&) = delete;
    Marks(Marks&&) = default;
    Marks& operator=(Marks&&) = default;
    const Mark* begin() const { return marks_.data(); }
    const Mark* end() const { return marks_.data() + marks_.size(); }
    size_t size() const { return marks_.size(); }
    const Mark& operator[](size_t place) const { return marks_[place]; }
    void add(int start, int end, Senses senses) {
        Mark& mark = marks_.emplace_back(Mark{start, end, {}, senses});
        for (const Sense& sense : senses) mark.cues.add(sense.cue);
    }
    // Memory for senses that live as long as the marks.
    std::vector<std::vector<Sense>>& merged() { return merged_; }
    std::vector<Mark>& all() { return marks_; }

private:
    std::vector<Mark> marks_;
    std::vector<std::vector<Sense>> merged_;
};

// Every cue of a sentence of a folded text; `words` are its words, where they are known.
Marks read_marks(Str text, int start, int end, const CueWords* words = nullptr);
}  // namespace habeas
