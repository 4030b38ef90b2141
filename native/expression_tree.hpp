// The tree of an expression: what `regex.cpp` makes programs of, and `automaton.cpp` a quick look ahead.
#pragma once
#include <bitset>
#include <memory>
#include <stdexcept>
#include <string>

#include "text.hpp"

namespace habeas {

inline constexpr int IGNORE_CASE = 2, VERBOSE = 64;
inline constexpr int WITHOUT_END = INT_MAX;

// --- sets of characters ---------------------------------------------------------------------

enum Category : uint8_t { WORD = 1, NOT_WORD = 2, DIGIT = 4, NOT_DIGIT = 8, SPACE = 16, NOT_SPACE = 32 };

inline bool is_of(Char c, Category category) {
    switch (category) {
        case WORD: return is_word(c);
        case NOT_WORD: return !is_word(c);
        case DIGIT: return is_decimal(c);
        case NOT_DIGIT: return !is_decimal(c);
        case SPACE: return is_space(c);
        case NOT_SPACE: return !is_space(c);
    }
    return false;
}

inline constexpr Category CATEGORIES[] = {WORD, NOT_WORD, DIGIT, NOT_DIGIT, SPACE, NOT_SPACE};

struct Set {
    std::bitset<128> low;
    std::vector<std::pair<Char, Char>> ranges;  // beyond ASCII, in order
    uint8_t categories = 0;
    bool negated = false, ignores_case = false;

    void add(Char first, Char last) {
        for (Char c = first; c <= last && c < 128; ++c) low.set(c);
        if (last >= 128) ranges.emplace_back(std::max<Char>(first, 128), last);
    }
    void add(Category category) {
        categories |= category;
        for (Char c = 0; c < 128; ++c)
            if (is_of(c, category)) low.set(c);
    }
    void finish() {
        if (ignores_case) {
            for (Char c = 'a'; c <= 'z'; ++c)
                if (low[c] || low[c - 32]) low.set(c).set(c - 32);
            if (low['i']) ranges.emplace_back(0x130, 0x131);  // other forms of these letters
            if (low['k']) ranges.emplace_back(0x212A, 0x212A);
            if (low['s']) ranges.emplace_back(0x17F, 0x17F);
        }
        if (negated) low.flip();
        std::sort(ranges.begin(), ranges.end());
        join_ranges();
    }
    bool has(Char c) const { return c < 128 ? low[c] : has_high(c); }
    bool has_high(Char c) const {
        return (holds(c) || (ignores_case && (holds(lower(c)) || holds(upper(c))))) != negated;
    }
    bool may_be_high() const { return negated || categories || !ranges.empty(); }
    std::bitset<256> high_traces() const {  // the last bits of what it may hold beyond ASCII
        std::bitset<256> traces;
        for (const auto& [first, last] : ranges)
            for (Char c = first; c <= last && c - first < 256; ++c) traces.set(c & 255);
        if (negated || categories || (ignores_case && traces.any())) traces.set();
        return traces;
    }

private:
    bool holds(Char c) const {
        if (!ranges.empty()) {
            auto after = std::upper_bound(ranges.begin(), ranges.end(), std::pair<Char, Char>(c, 0x110000));
            if (after != ranges.begin() && std::prev(after)->second >= c) return true;
        }
        if (categories)
            for (Category category : CATEGORIES)
                if (categories & category && is_of(c, category)) return true;
        return false;
    }

    void join_ranges() {
        size_t kept = 0;
        for (const auto& range : ranges) {
            if (kept && range.first <= ranges[kept - 1].second + 1)
                ranges[kept - 1].second = std::max(ranges[kept - 1].second, range.second);
            else
                ranges[kept++] = range;
        }
        ranges.resize(kept);
    }
};

// --- the tree -------------------------------------------------------------------------------

enum class Kind : uint8_t {
    EMPTY, SET, SEQUENCE, ALTERNATIVES, REPEAT, GROUP, LOOK, ATOMIC, SAME_AGAIN, BEGINNING, END, END_OF_TEXT, BOUNDARY, NO_BOUNDARY
};
enum class Greed : uint8_t { GREEDY, LAZY, POSSESSIVE };

struct Node;
using Tree = std::unique_ptr<Node>;

struct Node {
    Kind kind = Kind::EMPTY;
    Set set;
    Char character = 0;  // of a set with nothing but it, else 0
    std::vector<Tree> children;
    int least = 0, most = 0;  // of a repeat
    Greed greed = Greed::GREEDY;
    int group = 0;
    bool behind = false, negative = false;

    explicit Node(Kind kind) : kind(kind) {}
};

inline Tree make(Kind kind) { return std::make_unique<Node>(kind); }

// An expression, parsed.
struct Parsed {
    Tree tree;
    int groups = 0;
    std::vector<std::pair<std::string, int>> names;
};
Parsed parse_expression(Str source, int flags);  // raises std::runtime_error where it is none

// What a match may begin with; `empty` when it may begin with anything, for it may be empty.
struct First {
    std::bitset<128> low;
    std::bitset<256> high;  // beyond ASCII, by the last bits
    bool empty = true;

    bool may_be(Char c) const { return c < 128 ? low[c] : high[c & 255]; }
    bool may_be_high() const { return high.any(); }
    void add(const Set& set) {
        low |= set.low;
        high |= set.high_traces();
    }
    void merge(const First& other) {
        low |= other.low;
        high |= other.high;
    }
};
First first_of(const Node& node);
First first_of_rest(const std::vector<Tree>& children, size_t from);

// How many characters a match has at the least and at the most.
std::pair<int, int> width_of(const Node& node);
}  // namespace habeas
