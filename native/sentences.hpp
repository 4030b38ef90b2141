// Sentences of a text with their cues (habeas/detection/sentences.py).
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "cue_gate.hpp"
#include "cue_glance.hpp"
#include "cues.hpp"
#include "tokens.hpp"

namespace habeas {

// Folded characters `start` to `end` of `text`, with the cues in them, read when first asked.
class Sentence {
public:
    // `words` are those of the whole text, where the sentence's are some of them.
    Sentence(Str text, int start, int end, const TextWords* words = nullptr)
        : text(text), start(start), end(end), known_(words && words->between(start, end, words_)) {}
    const Str text;
    const int start, end;

    const Tokens& tokens();
    const PossibleCues& possible_cues();
    const Marks& marks();
    const CueSet& cues() { return marks(), cues_; }  // every cue that some mark carries
    Languages languages();  // in which the sentence may be read
    bool is_question() const;
    bool pauses_between(int start, int end);  // whether a reader would pause between two places
    bool is_opening(int place);               // whether nothing but a pause and blanks stand before a place

private:
    const std::vector<int>& pauses();
    CueWords words_;
    const bool known_;
    String unlinked_;
    std::optional<Tokens> tokens_;
    std::optional<PossibleCues> possible_cues_;
    std::optional<Marks> marks_;
    CueSet cues_;
    std::optional<Languages> languages_;
    std::optional<std::vector<int>> pauses_;
};

// The sentences of a folded text, each made when it is first asked for.
class Sentences {
public:
    explicit Sentences(Str text, const TextWords* words = nullptr);
    std::vector<Sentence*> all();
    // Those in which some of the words, or longer ones around them, stand; all where no words are given.
    std::vector<Sentence*> holding(const std::optional<std::vector<Str>>& words);

private:
    Sentence* make(int place);
    Str text_;
    const TextWords* words_;
    std::vector<std::pair<int, int>> spans_;
    std::vector<std::unique_ptr<Sentence>> made_;  // by place
};
}  // namespace habeas
