// Decides whether digits match an expression of digits alone, as numbering plans are written.
#include "digit_automaton.hpp"

#include <map>
#include <stdexcept>

namespace habeas {
namespace {

// States with one step by digits, or up to two steps by nothing.
struct Step {
    uint16_t digits = 0;  // a bit for each
    int to = -1, also = -1;
};

// Builds steps from the end of an expression to its front: each part knows where it goes on.
class Builder {
public:
    explicit Builder(Str expression) : expression_(expression) { steps_.push_back({}); }
    static constexpr int END = 0;

    int build() {
        return alternatives(0, static_cast<int>(expression_.size()), END);
    }
    const std::vector<Step>& steps() const { return steps_; }

private:
    int add(Step step) {
        steps_.push_back(step);
        return static_cast<int>(steps_.size()) - 1;
    }

    // The place behind a bracket that opens at `place`.
    int behind_bracket(int place) const {
        for (int depth = 0;; ++place) {
            Char c = at(expression_, place);
            if (c == U'(') ++depth;
            else if (c == U')' && --depth == 0) return place + 1;
            else if (c == U'\0') throw std::runtime_error("a bracket is not closed");
        }
    }

    int alternatives(int start, int end, int then) {
        int first = -1;
        for (int place = start;;) {
            if (place < end && expression_[place] != U'|') {
                place = expression_[place] == U'(' ? behind_bracket(place) : place + 1;
                continue;
            }
            int branch = sequence(start, place, then);
            first = first < 0 ? branch : add({0, first, branch});
            if (place >= end) return first;
            start = ++place;
        }
    }

    struct Piece {
        int start, end;   // of what is repeated
        int fewest, most;
    };

    std::vector<Piece> pieces(int place, int end) const {
        std::vector<Piece> found;
        while (place < end) {
            Piece piece{place, 0, 1, 1};
            switch (expression_[place]) {
                case U'(': place = behind_bracket(place); break;
                case U'[': place = find(expression_, U"]", place) + 1; break;
                case U'\\': place += 2; break;
                default: ++place;
            }
            piece.end = place;
            if (place < end && expression_[place] == U'?') {
                piece.fewest = 0;
                ++place;
            } else if (place < end && expression_[place] == U'{') {
                piece.fewest = number(++place);
                piece.most = expression_[place] == U',' ? number(++place) : piece.fewest;
                ++place;
            }
            found.push_back(piece);
        }
        return found;
    }

    int number(int& place) const {
        int value = 0;
        for (; expression_[place] >= U'0' && expression_[place] <= U'9'; ++place)
            value = 10 * value + static_cast<int>(expression_[place] - U'0');
        return value;
    }

    int sequence(int start, int end, int then) {
        std::vector<Piece> all = pieces(start, end);
        for (auto piece = all.rbegin(); piece != all.rend(); ++piece) {
            const int behind = then;
            for (int times = piece->most; times > 0; --times) {
                then = one(*piece, then);
                if (piece->fewest < times) then = add({0, then, behind});
            }
        }
        return then;
    }

    int one(const Piece& piece, int then) {
        Char c = expression_[piece.start];
        if (c == U'(') {
            bool silent = at(expression_, piece.start + 1) == U'?';
            return alternatives(piece.start + (silent ? 3 : 1), piece.end - 1, then);
        }
        return add({digits_of(piece), then, -1});
    }

    uint16_t digits_of(const Piece& piece) const {
        Char c = expression_[piece.start];
        if (c == U'\\') return 0x3FF;
        if (c != U'[') return bit(c);
        uint16_t digits = 0;
        for (int place = piece.start + 1; place < piece.end - 1; ++place) {
            Char first = expression_[place], last = first;
            if (at(expression_, place + 1) == U'-') {
                last = expression_[place + 2];
                place += 2;
            }
            for (; first <= last; ++first) digits |= bit(first);
        }
        return digits;
    }

    static uint16_t bit(Char c) {
        if (c < U'0' || c > U'9') throw std::runtime_error("a plan holds more than digits: " + utf8(Str(&c, 1)));
        return static_cast<uint16_t>(1 << (c - U'0'));
    }

    Str expression_;
    std::vector<Step> steps_;
};

using States = std::vector<int>;  // in order

void reach(const std::vector<Step>& steps, int state, States& states) {
    const Step& step = steps[state];
    if (step.digits || state == Builder::END) {
        states.push_back(state);
        return;
    }
    reach(steps, step.to, states);
    if (step.also >= 0) reach(steps, step.also, states);
}

void put_in_order(States& states) {
    std::sort(states.begin(), states.end());
    states.erase(std::unique(states.begin(), states.end()), states.end());
}
}  // namespace

DigitAutomaton::DigitAutomaton(Str expression) {
    Builder builder(expression);
    States first;
    reach(builder.steps(), builder.build(), first);
    put_in_order(first);
    std::map<States, unsigned> known{{{}, NOWHERE}, {first, FIRST}};
    std::vector<States> order{{}, first};
    for (size_t state = 0; state < order.size(); ++state) {
        const States states = order[state];
        ends_.push_back(!states.empty() && states[0] == Builder::END);
        for (int digit = 0; digit < 10; ++digit) {
            States next;
            for (int one : states)
                if (builder.steps()[one].digits >> digit & 1) reach(builder.steps(), builder.steps()[one].to, next);
            put_in_order(next);
            auto [entry, is_new] = known.emplace(next, static_cast<unsigned>(order.size()));
            if (is_new) order.push_back(next);
            next_.push_back(static_cast<uint16_t>(entry->second));
        }
    }
}
}  // namespace habeas
