// Look up the words and phrases of a lexicon in a folded text (habeas/detection/phrasebook.py).
#pragma once
#include <bitset>
#include <climits>
#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

#include "regex.hpp"
#include "tables.hpp"
#include "text.hpp"
#include "tokens.hpp"

namespace habeas {

// What a word looks like at a glance: most words look like none of a book.
inline constexpr size_t LOOKS = 4096;
inline size_t look_of(Str word) {
    return word.empty() ? 0 : (word.front() * 7 + word[word.size() / 2] * 61 + word.back() * 547 + word.size() * 1031) % LOOKS;
}

// Words of which a text that holds any of some triggers holds at least one: tells quickly that it holds none.
//
//     static const Vocabulary NAMES{"detectors.payment._NAMES.filed"};
class Vocabulary : public Table {
public:
    using Table::Table;
    bool is_in(Str text, const Tokens* tokens = nullptr) const;  // `tokens`: the words of the text, where known
    void fill(const Json& json) override;  // {"words": [...], "together": [...]}

private:
    bool knows(Str word) const { return looks_[look_of(word)] && words_.find(word) != Words::NONE; }
    bool knows_ascii_words(Str text) const;
    bool knows_foreign(Str text) const;
    bool has_together(Str text) const;

    Words words_;
    std::bitset<LOOKS> looks_;  // of the words
    std::unordered_map<Char, std::vector<String>> together_;  // by the first character
    std::bitset<LOOKS> pairs_;                                // first two characters of those
};

// The text with addresses, hosts and links blanked: the words inside them say nothing.
String without_addresses(Str text);

// Folded characters `start` to `end` are a word or phrase; `meaning` is its index in the book.
struct Spot {
    int start, end, meaning;
};

// A book without its meanings.
class PhrasebookIndex {
public:
    std::vector<Spot> find(Str text, int start = 0, int end = INT_MAX) const;
    bool is_in(Str text) const;

protected:
    void add(Str word, int meaning, bool unspaced);
    void freeze();

private:
    template <class F> void spot(Str text, int start, int end, F&& f) const;
    struct Phrases;
    std::shared_ptr<Phrases> phrases_;
};

template <class V>
struct Spotted {
    int start, end;
    const V& meaning;
};

// Words and phrases with what each means; `V` has a FromJson.
//
//     static const Phrasebook<bool> PAY{"payments.surroundings.PAY.filed"};
template <class V>
class Phrasebook : public Table, private PhrasebookIndex {
public:
    using Table::Table;
    using PhrasebookIndex::is_in;
    // What is spotted, the longest phrase at each place; unspaced scripts last.
    std::vector<Spotted<V>> find(Str text, int start = 0, int end = INT_MAX) const {
        std::vector<Spotted<V>> found;
        for (const Spot& one : PhrasebookIndex::find(text, start, end))
            found.push_back({one.start, one.end, meanings_[one.meaning]});
        return found;
    }
    void fill(const Json& json) override {  // {"meanings": [...], "phrases": {word: place}, "unspaced": {word: place}}
        for (const Json& meaning : json[U"meanings"].items()) meanings_.push_back(FromJson<V>::read(meaning));
        for (const auto& [word, place] : json[U"phrases"].entries()) add(word, static_cast<int>(place.as_int()), false);
        for (const auto& [word, place] : json[U"unspaced"].entries()) add(word, static_cast<int>(place.as_int()), true);
        freeze();
    }

private:
    std::deque<V> meanings_;  // a vector of truths has nothing to refer to
};
}  // namespace habeas
