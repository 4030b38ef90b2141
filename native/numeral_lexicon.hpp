// The number words of all languages, in the form in which reading looks them up: from the tables of
// habeas/detection/lexicon/numerals.py and habeas/detection/numeral_tokens.py.
#pragma once
#include <array>
#include <bitset>
#include <memory>

#include "numeral_tokens.hpp"
#include "tables.hpp"

namespace habeas {

struct NumeralWord {
    std::vector<NumeralCode> codes;
    uint64_t common = 0;
};

// Number words that people write without spaces between them, by their letters.
class Compounds {
public:
    static constexpr int NONE = -1;
    struct Node {
        std::array<int16_t, 27> next;
        int16_t word;  // its place in TOGETHER, or NONE
    };
    void add(Str word, int index);
    static int letter(Char c) { return c >= 'a' && c <= 'z' ? static_cast<int>(c - 'a') : c == '-' ? 26 : NONE; }
    const Node& operator[](int node) const { return nodes_[node]; }
    int walk(int node, Char c) const { return letter(c) < 0 ? NONE : nodes_[node].next[letter(c)]; }
    Compounds() { nodes_.push_back(empty()); }

private:
    static Node empty() {
        Node node{{}, NONE};
        node.next.fill(NONE);
        return node;
    }
    std::vector<Node> nodes_;
};

struct NumeralLexicon {
    static const NumeralLexicon& get();

    std::vector<String> languages;  // the last one is UNSPACED
    std::vector<bool> ones_after_hundreds;
    std::vector<std::vector<String>> joiners;  // by language
    NumeralLanguage en, fr, unspaced;

    Words words;
    std::vector<NumeralWord> meanings;  // by index of `words`
    std::bitset<26 * 26 * 26> beginnings;                   // three letters with which a word in plain letters begins
    std::array<std::array<int16_t, 27>, 26> short_words;    // of one letter (the second is 26) or two; NONE
    const NumeralWord* find(Str word) const {
        int index = words.find(word);
        return index == Words::NONE ? nullptr : &meanings[index];
    }
    const NumeralWord* find_plain(Str word) const;  // of letters from a to z only
    std::bitset<1 << 14> any_beginnings;                    // the like for words in any letters, with chance hits
    static size_t beginning(Str word) {
        size_t mixed = word.size() < 3 ? word.size() : 3;
        for (Char c : word.substr(0, 3)) mixed = mixed * 37 + c;
        return mixed & ((1 << 14) - 1);
    }
    bool could_be(Str word) const { return any_beginnings[beginning(word)]; }
    bool may_begin(Str word) const {                // word of three plain letters or more
        return beginnings[((word[0] - 'a') * 26 + (word[1] - 'a')) * 26 + (word[2] - 'a')];
    }

    Compounds together;
    std::vector<int> together_words;                // the index in `words` of each
    std::array<std::array<int8_t, 4>, 128> letters_of;  // those that a character may stand for, ended by NONE

    Char digit_of[128];  // LETTERS_AS_DIGITS, 0 for others
    std::vector<std::pair<Char, Char>> other_digits;
    std::vector<Char> sure_letters;
    bool sure_ascii[128];
    Char as_digit(Char c) const {  // 0: no letter for a digit
        if (c < 128) return digit_of[c];
        for (const auto& [letter, digit] : other_digits)
            if (letter == c) return digit;
        return 0;
    }
    bool is_sure(Char c) const {
        return c < 128 ? sure_ascii[c] : std::find(sure_letters.begin(), sure_letters.end(), c) != sure_letters.end();
    }
    bool is_sure(Str text) const {
        for (Char c : text)
            if (!is_sure(c)) return false;
        return true;
    }

    std::vector<String> values;                         // str(0) ... str(999)
    std::array<std::array<String, 5>, 10> repeated;     // of a digit, so many times

private:
    NumeralLexicon();
};
}  // namespace habeas
