// A quick look whether an expression can match anywhere: an automaton that forgets groups, assertions and the limits
// of long repeats, so that it may say yes in vain, but never no. Its states are made when they are first entered.
#pragma once
#include <map>

#include "expression_tree.hpp"

namespace habeas {

class Automaton {
public:
    Automaton() = default;
    explicit Automaton(const Node& tree);  // one that matches nothing empty

    // The earliest place from which a match between two places could begin, -1 where there is none.
    int look(const Char* text, int start, int end, const First& first);

private:
    static constexpr int UNKNOWN = -1, MOST_STATES = 4096, MOST_POSITIONS = 20000;
    using Positions = std::vector<int>;

    // The ways through a part of the tree: where it may begin and end, and whether it may be empty.
    struct Part {
        Positions first, last;
        bool empty = true;
    };
    Part read(const Node& node);
    Part join(Part one, Part other);
    Part repeat(const Node& node);
    void follow(const Positions& before, const Positions& after);
    int state_of(Positions positions);
    int enter(int state, int kind);
    int kind_of(Char c) const { return c < 128 ? kinds_[c] : 0; }
    void sort_characters();

    std::vector<const Set*> sets_;  // of each position; of the tree, until the kinds are known
    std::vector<Positions> after_;
    std::vector<std::vector<char>> holds_;  // of each position, for each kind of character
    uint8_t kinds_[128] = {};
    int kind_count_ = 0;
    Positions begin_;
    std::vector<char> final_;
    std::map<Positions, int> known_;
    std::vector<const Positions*> states_;
    std::vector<int> next_;
    std::vector<char> accepts_;
    bool is_too_large_ = false;
    bool ends_text_ = false;  // a match can only end where the text does
};
}  // namespace habeas
