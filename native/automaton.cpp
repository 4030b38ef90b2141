// Makes an automaton of the tree of an expression, and looks with it.
#include "automaton.hpp"

#include <algorithm>
#include <unordered_map>

namespace habeas {
namespace {

constexpr int MOST_COPIES = 12;  // of the body of a repeat

bool ends_text(const Node& node) {
    switch (node.kind) {
        case Kind::END:
        case Kind::END_OF_TEXT: return true;
        case Kind::SEQUENCE: return !node.children.empty() && ends_text(*node.children.back());
        case Kind::ALTERNATIVES:
            return std::all_of(node.children.begin(), node.children.end(), [](const Tree& one) { return ends_text(*one); });
        case Kind::GROUP: return ends_text(*node.children[0]);
        default: return false;
    }
}

void add(std::vector<int>& to, const std::vector<int>& from) { to.insert(to.end(), from.begin(), from.end()); }

void order(std::vector<int>& positions) {
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
}
}  // namespace

Automaton::Automaton(const Node& tree) {
    Part whole = read(tree);
    ends_text_ = ends_text(tree);
    if (is_too_large_) return;
    begin_ = std::move(whole.first);
    order(begin_);
    final_.assign(sets_.size(), 0);
    for (int position : whole.last) final_[position] = 1;
    for (Positions& after : after_) order(after);
    sort_characters();
    sets_.clear();
    state_of({});
}

Automaton::Part Automaton::read(const Node& node) {
    Part part;
    if (is_too_large_) return part;
    switch (node.kind) {
        case Kind::SET: {
            const int position = static_cast<int>(sets_.size());
            is_too_large_ = position >= MOST_POSITIONS;
            sets_.push_back(&node.set);
            after_.emplace_back();
            part.first = part.last = {position};
            part.empty = false;
            return part;
        }
        case Kind::SEQUENCE:
            for (const Tree& child : node.children) part = join(std::move(part), read(*child));
            return part;
        case Kind::ALTERNATIVES:
            part.empty = false;
            for (const Tree& child : node.children) {
                Part one = read(*child);
                add(part.first, one.first);
                add(part.last, one.last);
                part.empty = part.empty || one.empty;
            }
            return part;
        case Kind::REPEAT: return repeat(node);
        case Kind::GROUP:
        case Kind::ATOMIC: return read(*node.children[0]);
        case Kind::SAME_AGAIN: is_too_large_ = true; return part;
        default: return part;  // of no width: taken as met
    }
}

Automaton::Part Automaton::join(Part one, Part other) {
    follow(one.last, other.first);
    if (one.empty) add(one.first, other.first);
    if (other.empty) add(other.last, one.last);
    one.last = std::move(other.last);
    one.empty = one.empty && other.empty;
    return one;
}

Automaton::Part Automaton::repeat(const Node& node) {
    Part part;
    const int copies = std::max(1, std::min(node.least, MOST_COPIES));
    Part body;
    for (int i = 0; i < copies; ++i) {
        body = read(*node.children[0]);
        if (i + 1 == copies && node.most > copies) follow(body.last, body.first);
        if (node.least == 0) body.empty = true;
        part = join(std::move(part), body);
    }
    return part;
}

void Automaton::follow(const Positions& before, const Positions& after) {
    for (int position : before) add(after_[position], after);
}

// Characters that every set takes alike are of one kind; all beyond ASCII are of kind 0, which sets take if they
// take any of them.
void Automaton::sort_characters() {
    std::vector<size_t> marks(128, 0);
    size_t salt = 0x9E3779B97F4A7C15ull;
    std::map<std::string, size_t> seen;
    for (const Set* set : sets_) {
        size_t& mark = seen[set->low.to_string()];
        if (mark) continue;
        mark = salt = salt * 6364136223846793005ull + 1442695040888963407ull;
        for (int c = 0; c < 128; ++c)
            if (set->low[c]) marks[c] ^= mark;
    }
    std::unordered_map<size_t, int> kinds;
    std::vector<int> example{-1};
    for (int c = 0; c < 128; ++c) {
        auto [kind, is_new] = kinds.emplace(marks[c], static_cast<int>(example.size()));
        if (is_new) example.push_back(c);
        kinds_[c] = static_cast<uint8_t>(kind->second);
    }
    kind_count_ = static_cast<int>(example.size());
    for (const Set* set : sets_) {
        std::vector<char> holds(kind_count_);
        holds[0] = set->may_be_high();
        for (int kind = 1; kind < kind_count_; ++kind) holds[kind] = set->low[example[kind]];
        holds_.push_back(std::move(holds));
    }
}

int Automaton::state_of(Positions positions) {
    auto [known, is_new] = known_.emplace(std::move(positions), static_cast<int>(states_.size()));
    if (!is_new) return known->second;
    states_.push_back(&known->first);
    next_.insert(next_.end(), kind_count_, UNKNOWN);
    accepts_.push_back(std::any_of(known->first.begin(), known->first.end(), [&](int p) { return final_[p] != 0; }));
    if (states_.size() > MOST_STATES) is_too_large_ = true;
    return known->second;
}

// The state is the set of positions whose character was just read.
int Automaton::enter(int state, int kind) {
    Positions reached;
    for (int position : begin_)
        if (holds_[position][kind]) reached.push_back(position);
    for (int position : *states_[state])
        for (int next : after_[position])
            if (holds_[next][kind]) reached.push_back(next);
    order(reached);
    const int entered = state_of(std::move(reached));
    return next_[state * kind_count_ + kind] = entered;
}

int Automaton::look(const Char* text, int start, int end, const First& first) {
    if (is_too_large_) return start;
    int state = 0, from = start;
    for (int place = start; place < end; ++place) {
        if (state == 0) {  // nothing has begun
            while (place < end && !first.may_be(text[place])) ++place;
            if (place == end) return -1;
            from = place;
        }
        const int kind = kind_of(text[place]);
        const int next = next_[state * kind_count_ + kind];
        state = next != UNKNOWN ? next : enter(state, kind);
        if (accepts_[state] && (!ends_text_ || place + 1 == end || (place + 2 == end && text[place + 1] == '\n'))) return from;
        if (is_too_large_) return start;
    }
    return -1;
}
}  // namespace habeas
