// Phrases that Python writes as alternatives of an expression, divided by "|"; and characters that one asks of it.
#pragma once
#include <bitset>

#include "tables.hpp"

namespace habeas {

class PhraseList : public Table {
public:
    using Table::Table;
    // How long the first phrase is that stands at a place, 0 for none.
    int length_at(Str text, int place) const {
        if (place >= static_cast<int>(text.size()) || !may_begin(text[place])) return 0;
        for (const String& phrase : phrases_) {
            if (starts_with(text.substr(place), phrase)) return static_cast<int>(phrase.size());
        }
        return 0;
    }
    bool ends(Str text) const {  // the text ends with one
        if (text.empty() || !may_be(text.back(), last_, high_last_)) return false;
        for (const String& phrase : phrases_) {
            if (ends_with(text, phrase)) return true;
        }
        return false;
    }
    bool may_begin(Char c) const { return may_be(c, first_, high_first_); }
    void fill(const Json& json) override {
        for (Str phrase : split(json.as_text(), U'|')) {
            phrases_.emplace_back(phrase);
            add(phrase.front(), first_, high_first_);
            add(phrase.back(), last_, high_last_);
        }
    }

private:
    static bool may_be(Char c, const std::bitset<128>& low, const String& high) {
        return c < 128 ? low[c] : high.find(c) != String::npos;
    }
    static void add(Char c, std::bitset<128>& low, String& high) {
        if (c < 128) {
            low.set(c);
        } else {
            high.push_back(c);
        }
    }

    std::vector<String> phrases_;
    std::bitset<128> first_, last_;
    String high_first_, high_last_;
};

// The characters of ASCII that pass a test, such as whether an expression matches them.
class AsciiTable {
public:
    template <class Test>
    explicit AsciiTable(Test test) {
        for (Char c = 0; c < 128; ++c) {
            if (test(Str(&c, 1))) characters_.set(c);
        }
    }
    bool has(Char c) const { return c < 128 && characters_[c]; }

private:
    std::bitset<128> characters_;
};
}  // namespace habeas
