// The words of a text with their numbers in the tables of cues, looked up once for all that asks for them.
#pragma once
#include <span>
#include <vector>

#include "tokens.hpp"

namespace habeas {

// Some words of a text, in order, and the number of each.
struct CueWords {
    std::span<const Str> words;
    std::span<const int> numbers;
};

// All words of a text.
class TextWords {
public:
    TextWords(Str text, const Tokens& tokens);
    // Whether the words of each of its sentences are some of these: nothing is a link, and no sign joins words.
    bool are_plain() const { return plain_; }
    CueWords all() const { return {tokens_->words, numbers_}; }
    // Those between two places, where are_plain(); none of either where a word is cut.
    bool between(int start, int end, CueWords& found) const;

private:
    Str text_;
    const Tokens* tokens_;
    std::vector<int> numbers_;
    bool plain_;
};

bool stands_in(Str text, Str word);  // contains(text, word), quick where it does not
}  // namespace habeas
