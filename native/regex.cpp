// Expressions as programs that are run with memory of where to try again.
#include "regex.hpp"

#include "automaton.hpp"
#include "expression_tree.hpp"

namespace habeas {
namespace {

constexpr int MOST_LOOPS = 128;
constexpr size_t MOST_FRAMES_KEPT = 1 << 16;  // from one text to the next: more than any but an absurd one needs

// --- the program ----------------------------------------------------------------------------

enum class Op : uint8_t {
    MATCH, CHARACTER, SET, JUMP, SPLIT, CHOOSE, SAVE, LOOP, LOOP_LAZILY, LOOP_FAST, ENTER, TEST, TEST_LAZILY, CALL,
    LOOK_AHEAD, LOOK_BEHIND, NO_AHEAD, NO_BEHIND, SAME_AGAIN, BEGINNING, END, END_OF_TEXT, BOUNDARY, NO_BOUNDARY, RETURN
};

struct Step {
    Op op;
    int a = 0, b = 0, c = 0, d = -1;
};

// Which alternatives may begin with a character.
struct Choice {
    uint16_t of_low[129];  // list for each character of ASCII, and at the end of the text
    std::vector<std::vector<int>> lists;
    std::vector<std::pair<int, int>> high;  // alternatives for other characters: step, set (-1: any)
    std::vector<uint16_t> of_high;          // where these are many, list for the last bits of each character
};

constexpr size_t FEW_HIGH = 4;

struct Frame {
    int kind;  // >= 0: a step to try from `place`; else what to put back
    int place, x, y;
};
constexpr int UNDO_SPAN = -1, UNDO_COUNT = -2, UNDO_LAST = -3, RETRY_LOOP = -4, RETRY_LAZILY = -5;

}  // namespace

class Program {
public:
    Program(Str source, int flags) {
        Parsed parsed = parse_expression(source, flags);
        const Tree& tree = parsed.tree;
        groups_ = parsed.groups;
        names_ = std::move(parsed.names);
        if (groups_ >= Match::MOST_GROUPS) throw std::runtime_error("too many groups in " + utf8(source));
        first_ = first_of(*tree);
        least_ = width_of(*tree).first;
        emit(*tree, {});
        steps_.push_back({Op::MATCH});
        if (steps_[0].b == 1 && steps_[1].op == Op::SET && steps_[2].op == Op::RETURN) before_ = steps_[1].a;
        if (!first_.empty) automaton_ = Automaton(*tree);
    }

    int index(const char* name) const {
        for (const auto& [known, group] : names_)
            if (known == name) return group;
        throw std::runtime_error(std::string("no group is called ") + name);
    }
    const char* name_of(int group) const {
        for (const auto& [known, number] : names_)
            if (number == group) return known.c_str();
        return nullptr;
    }

    enum class Way { SEARCH, MATCH, FULLMATCH };

    bool run(Str text, int pos, int endpos, Way way, bool must_advance, Match& match) const {
        pos = std::clamp(pos, 0, static_cast<int>(text.size()));
        const int end = std::clamp(endpos, 0, static_cast<int>(text.size()));
        if (pos > end) return false;
        match.text_ = text;
        match.program_ = this;
        Run run(*this, text.data(), end, match, way == Way::FULLMATCH);
        if (way != Way::SEARCH) return end - pos >= least_ && run.from(pos, must_advance);
        const bool anywhere = first_.empty;
        const Char* characters = text.data();
        if (end - pos < least_) return false;
        if (!anywhere) {
            const int start = automaton_.look(characters, pos, end, first_);
            if (start < 0) return false;
            must_advance = must_advance && start == pos;
            pos = start;
        }
        for (const int last = end - least_; pos <= last; ++pos, must_advance = false) {
            if (!anywhere) {
                while (pos <= last && !first_.may_be(characters[pos])) ++pos, must_advance = false;
                if (pos > last) return false;
            }
            if (may_follow(characters, pos, end) && run.from(pos, must_advance)) return true;
        }
        return false;
    }

private:
    // Whether what stands before a place is what the expression looks back for, where it begins with that.
    bool may_follow(const Char* text, int place, int end) const {
        switch (steps_[0].op) {
            case Op::BOUNDARY:
                return (place > 0 && is_word(text[place - 1])) != (place < end && is_word(text[place]));
            case Op::NO_BEHIND:
                return before_ < 0 || place == 0 || !sets_[before_].has(text[place - 1]);
            case Op::LOOK_BEHIND:
                return before_ < 0 || (place > 0 && sets_[before_].has(text[place - 1]));
            default: return true;
        }
    }

    struct Run {
        const Program& program;
        const Char* text;
        const int end;
        Match& match;
        const bool full;
        int start = 0;
        bool must_advance = false;
        std::vector<Frame>& stack;
        int counts[MOST_LOOPS], lasts[MOST_LOOPS];

        static std::vector<Frame>& scratch() {
            thread_local std::vector<Frame> frames;
            return frames;
        }

        Run(const Program& program, const Char* text, int end, Match& match, bool full)
            : program(program), text(text), end(end), match(match), full(full), stack(scratch()) {}

        bool from(int pos, bool advance) {
            start = pos;
            must_advance = advance;
            for (int i = 2; i < 2 * program.groups_ + 2; ++i) match.spans_[i] = -1;
            match.last_ = -1;
            const size_t base = stack.size();
            int place = pos;
            const bool matched = go(0, place);
            stack.resize(base);
            if (base == 0 && stack.capacity() > MOST_FRAMES_KEPT) std::vector<Frame>().swap(stack);
            if (!matched) {
                match.spans_[0] = -1;
                return false;
            }
            match.spans_[0] = pos;
            match.spans_[1] = place;
            return true;
        }

        bool is_boundary(int place) const {
            const bool before = place > 0 && is_word(text[place - 1]);
            const bool after = place < end && is_word(text[place]);
            return before != after;
        }

        // Take away what could be tried again above `base`, but not what would have to be put back.
        void commit(size_t base) {
            size_t kept = base;
            for (size_t i = base; i < stack.size(); ++i)
                if (stack[i].kind < 0 && stack[i].kind > RETRY_LOOP) stack[kept++] = stack[i];
            stack.resize(kept);
        }

        void put_back(size_t base) {
            while (stack.size() > base) {
                undo(stack.back());
                stack.pop_back();
            }
        }

        void undo(const Frame& frame) {
            if (frame.kind == UNDO_SPAN) match.spans_[frame.x] = frame.y;
            else if (frame.kind == UNDO_COUNT) counts[frame.x] = frame.y, lasts[frame.x] = frame.place;
            else if (frame.kind == UNDO_LAST) match.last_ = frame.x;
        }

        bool go(int step, int& at) {
            const size_t base = stack.size();
            const Step* const steps = program.steps_.data();
            int place = at;
            for (;;) {
                const Step& now = steps[step];
                bool ok = true;
                switch (now.op) {
                    case Op::MATCH:
                        if ((full && place != end) || (must_advance && place == start)) {
                            ok = false;
                            break;
                        }
                        at = place;
                        return true;
                    case Op::RETURN: at = place; return true;
                    case Op::CHARACTER:
                        ok = place < end && text[place] == static_cast<Char>(now.a);
                        ++place, ++step;
                        break;
                    case Op::SET:
                        ok = place < end && program.sets_[now.a].has(text[place]);
                        ++place, ++step;
                        break;
                    case Op::JUMP: step = now.a; break;
                    case Op::SPLIT:
                        stack.push_back({now.b, place, 0, 0});
                        step = now.a;
                        break;
                    case Op::CHOOSE: ok = choose(program.choices_[now.a], place, step); break;
                    case Op::SAVE:
                        stack.push_back({UNDO_SPAN, 0, now.a, match.spans_[now.a]});
                        match.spans_[now.a] = place;
                        if (now.a & 1) {
                            stack.push_back({UNDO_LAST, 0, match.last_, 0});
                            match.last_ = now.a / 2;
                        }
                        ++step;
                        break;
                    case Op::LOOP: ok = loop(now, place, step); break;
                    case Op::LOOP_FAST: {
                        const int from = place;
                        place = run_of(now, place);
                        ok = place - from >= now.b;
                        ++step;
                        break;
                    }
                    case Op::LOOP_LAZILY: {
                        const Set& set = program.sets_[now.a];
                        int taken = 0;
                        for (; taken < now.b && place < end && set.has(text[place]); ++taken) ++place;
                        ok = taken == now.b;
                        if (ok && now.c > now.b) stack.push_back({RETRY_LOOP, place, step, taken});
                        ++step;
                        break;
                    }
                    case Op::ENTER:
                        stack.push_back({UNDO_COUNT, lasts[now.a], now.a, counts[now.a]});
                        counts[now.a] = 0;
                        lasts[now.a] = -1;
                        ++step;
                        break;
                    case Op::TEST:
                    case Op::TEST_LAZILY: {  // a: register, b: least, c: most, d: behind the loop
                        const int count = counts[now.a];
                        const bool may = count < now.c && (count < now.b || place != lasts[now.a]);
                        if (count < now.b) {
                            again(now.a, place);
                            ++step;
                        } else if (!may) {
                            step = now.d;
                        } else if (now.op == Op::TEST) {
                            stack.push_back({now.d, place, 0, 0});
                            again(now.a, place);
                            ++step;
                        } else {
                            stack.push_back({RETRY_LAZILY, place, step, 0});
                            step = now.d;
                        }
                        break;
                    }
                    case Op::CALL: {  // what is found inside stays
                        const size_t inside = stack.size();
                        int reached = place;
                        ok = go(step + 1, reached);
                        if (ok) {
                            commit(inside);
                            place = reached;
                            step = now.a;
                        }
                        break;
                    }
                    case Op::LOOK_AHEAD:
                    case Op::LOOK_BEHIND: {
                        const size_t inside = stack.size();
                        int reached = place - now.b;
                        ok = reached >= 0 && go(step + 1, reached);
                        if (ok) commit(inside);
                        step = now.a;
                        break;
                    }
                    case Op::NO_AHEAD:
                    case Op::NO_BEHIND: {
                        const size_t inside = stack.size();
                        int reached = place - now.b;
                        const bool found = reached >= 0 && go(step + 1, reached);
                        if (found) put_back(inside);
                        ok = !found;
                        step = now.a;
                        break;
                    }
                    case Op::SAME_AGAIN: {
                        const int first = match.spans_[2 * now.a], last = match.spans_[2 * now.a + 1];
                        ok = first >= 0 && last >= 0 && end - place >= last - first &&
                             std::equal(text + first, text + last, text + place);
                        place += last - first;
                        ++step;
                        break;
                    }
                    case Op::BEGINNING: ok = place == 0; ++step; break;
                    case Op::END: ok = place == end || (place + 1 == end && text[place] == '\n'); ++step; break;
                    case Op::END_OF_TEXT: ok = place == end; ++step; break;
                    case Op::BOUNDARY: ok = is_boundary(place); ++step; break;
                    case Op::NO_BOUNDARY: ok = !is_boundary(place); ++step; break;
                }
                if (!ok && !retry(base, place, step)) return false;
            }
        }

        void again(int counter, int place) {
            stack.push_back({UNDO_COUNT, lasts[counter], counter, counts[counter]});
            ++counts[counter];
            lasts[counter] = place;
        }

        int run_of(const Step& now, int place) const {
            const Set& set = program.sets_[now.a];
            const int limit = now.c > end - place ? end : place + now.c;
            while (place < limit && set.has(text[place])) ++place;
            return place;
        }

        bool loop(const Step& now, int& place, int& step) {
            const int reached = run_of(now, place);
            if (reached - place < now.b) return false;
            return give_back(now, place + now.b, reached, place, step);
        }

        // Go on behind a loop that reached a place, or, where nothing can follow there, with less.
        bool give_back(const Step& now, int least, int reached, int& place, int& step) {
            if (now.d >= 0) {
                const First& next = program.firsts_[now.d];
                while (reached >= least && !(reached < end && next.may_be(text[reached]))) --reached;
                if (reached < least) return false;
            }
            step = static_cast<int>(&now - program.steps_.data());
            if (reached > least) stack.push_back({RETRY_LOOP, reached - 1, step, least});
            place = reached;
            ++step;
            return true;
        }

        bool choose(const Choice& choice, int place, int& step) {
            if (place < end && text[place] >= 128 && choice.of_high.empty()) {
                int first = -1;
                for (auto one = choice.high.rbegin(); one != choice.high.rend(); ++one) {
                    if (one->second >= 0 && !program.sets_[one->second].has(text[place])) continue;
                    if (first >= 0) stack.push_back({first, place, 0, 0});
                    first = one->first;
                }
                step = first;
                return first >= 0;
            }
            const Char c = place < end ? text[place] : 128;
            const std::vector<int>& list =
                choice.lists[place < end && c >= 128 ? choice.of_high[c & 255] : choice.of_low[c]];
            if (list.empty()) return false;
            for (size_t i = list.size() - 1; i > 0; --i) stack.push_back({list[i], place, 0, 0});
            step = list[0];
            return true;
        }

        bool retry(size_t base, int& place, int& step) {
            while (stack.size() > base) {
                const Frame frame = stack.back();
                stack.pop_back();
                if (frame.kind >= 0) {
                    step = frame.kind;
                    place = frame.place;
                    return true;
                }
                if (frame.kind == RETRY_LOOP) {
                    const Step& now = program.steps_[frame.x];
                    if (now.op == Op::LOOP) {
                        if (give_back(now, frame.y, frame.place, place, step)) return true;
                        continue;
                    }
                    if (frame.place >= end || !program.sets_[now.a].has(text[frame.place])) continue;
                    place = frame.place + 1;
                    if (frame.y + 1 < now.c) stack.push_back({RETRY_LOOP, place, frame.x, frame.y + 1});
                    step = frame.x + 1;
                    return true;
                }
                if (frame.kind == RETRY_LAZILY) {  // once more through a lazy loop
                    again(program.steps_[frame.x].a, frame.place);
                    place = frame.place;
                    step = frame.x + 1;
                    return true;
                }
                undo(frame);
            }
            return false;
        }
    };

    int here() const { return static_cast<int>(steps_.size()); }

    int add_set(const Set& set) {
        sets_.push_back(set);
        return static_cast<int>(sets_.size()) - 1;
    }

    int add_first(const First& first) {
        if (first.empty) return -1;
        firsts_.push_back(first);
        return static_cast<int>(firsts_.size()) - 1;
    }

    // `next`: what must follow the node, unknown where it is `empty`.
    void emit(const Node& node, const First& next) {
        switch (node.kind) {
            case Kind::EMPTY: return;
            case Kind::SET:
                if (node.character) steps_.push_back({Op::CHARACTER, static_cast<int>(node.character)});
                else steps_.push_back({Op::SET, add_set(node.set)});
                return;
            case Kind::SEQUENCE:
                for (size_t i = 0; i < node.children.size(); ++i) {
                    First rest = first_of_rest(node.children, i + 1);
                    if (rest.empty && !next.empty) {
                        rest.merge(next);
                        rest.empty = false;
                    }
                    emit(*node.children[i], rest);
                }
                return;
            case Kind::ALTERNATIVES: emit_alternatives(node, next); return;
            case Kind::REPEAT: emit_repeat(node, next); return;
            case Kind::GROUP:
                steps_.push_back({Op::SAVE, 2 * node.group});
                emit(*node.children[0], next);
                steps_.push_back({Op::SAVE, 2 * node.group + 1});
                return;
            case Kind::ATOMIC: emit_inside(Op::CALL, *node.children[0], 0); return;
            case Kind::LOOK: {
                auto [least, most] = width_of(*node.children[0]);
                if (node.behind && least != most) throw std::runtime_error("a look-behind without a fixed width");
                Op op = node.negative ? (node.behind ? Op::NO_BEHIND : Op::NO_AHEAD)
                                      : (node.behind ? Op::LOOK_BEHIND : Op::LOOK_AHEAD);
                emit_inside(op, *node.children[0], node.behind ? least : 0);
                return;
            }
            case Kind::SAME_AGAIN: steps_.push_back({Op::SAME_AGAIN, node.group}); return;
            case Kind::BEGINNING: steps_.push_back({Op::BEGINNING}); return;
            case Kind::END: steps_.push_back({Op::END}); return;
            case Kind::END_OF_TEXT: steps_.push_back({Op::END_OF_TEXT}); return;
            case Kind::BOUNDARY: steps_.push_back({Op::BOUNDARY}); return;
            case Kind::NO_BOUNDARY: steps_.push_back({Op::NO_BOUNDARY}); return;
        }
    }

    void emit_inside(Op op, const Node& node, int width) {
        const int opening = here();
        steps_.push_back({op, 0, width});
        emit(node, {});
        steps_.push_back({Op::RETURN});
        steps_[opening].a = here();
    }

    void emit_alternatives(const Node& node, const First& next) {
        steps_.push_back({Op::CHOOSE, static_cast<int>(choices_.size())});
        const size_t index = choices_.size();
        choices_.emplace_back();
        Choice choice;
        std::vector<int> starts, jumps;
        for (const Tree& child : node.children) {
            starts.push_back(here());
            emit(*child, next);
            jumps.push_back(here());
            steps_.push_back({Op::JUMP});
        }
        for (int jump : jumps) steps_[jump].a = here();
        std::vector<First> firsts;
        for (const Tree& child : node.children) firsts.push_back(first_of(*child));
        auto list_of = [&](auto may_begin) {
            std::vector<int> list;
            for (size_t i = 0; i < firsts.size(); ++i)
                if (firsts[i].empty || may_begin(firsts[i])) list.push_back(starts[i]);
            auto known = std::find(choice.lists.begin(), choice.lists.end(), list);
            const auto index = static_cast<uint16_t>(known - choice.lists.begin());
            if (known == choice.lists.end()) choice.lists.push_back(std::move(list));
            return index;
        };
        for (int c = 0; c <= 128; ++c)
            choice.of_low[c] = list_of([c](const First& first) { return c < 128 && first.low[c]; });
        for (size_t i = 0; i < firsts.size(); ++i) {
            if (!firsts[i].empty && !firsts[i].may_be_high()) continue;
            const Node& child = *node.children[i];
            const Node* head = child.kind == Kind::SEQUENCE && !child.children.empty() ? child.children[0].get() : &child;
            choice.high.emplace_back(starts[i], head->kind == Kind::SET ? add_set(head->set) : -1);
        }
        if (choice.high.size() > FEW_HIGH)
            for (int c = 0; c < 256; ++c)
                choice.of_high.push_back(list_of([c](const First& first) { return first.high[c]; }));
        choices_[index] = std::move(choice);
    }

    void emit_repeat(const Node& node, const First& next) {
        const Node& body = *node.children[0];
        if (body.kind == Kind::SET) {
            const int set = add_set(body.set);
            Op op = node.greed == Greed::LAZY         ? Op::LOOP_LAZILY
                    : node.greed == Greed::POSSESSIVE ? Op::LOOP_FAST
                                                      : Op::LOOP;
            if (op == Op::LOOP && is_decided(body.set, next)) op = Op::LOOP_FAST;
            steps_.push_back({op, set, node.least, node.most, op == Op::LOOP ? add_first(next) : -1});
            return;
        }
        if (node.greed == Greed::POSSESSIVE) {
            const int opening = here();
            steps_.push_back({Op::CALL});
            emit_loop(node, {});
            steps_.push_back({Op::RETURN});
            steps_[opening].a = here();
            return;
        }
        emit_loop(node, next);
    }

    // Whether what follows a greedy loop over a set cannot begin with any of its characters: it never gives back.
    static bool is_decided(const Set& set, const First& next) {
        return !next.empty && (set.low & next.low).none() && (set.high_traces() & next.high).none();
    }

    void emit_loop(const Node& node, const First& next) {
        const Node& body = *node.children[0];
        if (node.least == 0 && node.most == 1) {
            const int split = here();
            steps_.push_back({Op::SPLIT});
            emit(body, next);
            const bool lazy = node.greed == Greed::LAZY;
            steps_[split].a = lazy ? here() : split + 1;
            steps_[split].b = lazy ? split + 1 : here();
            return;
        }
        const int counter = counters_++;
        if (counters_ > MOST_LOOPS) throw std::runtime_error("too many loops");
        steps_.push_back({Op::ENTER, counter});
        const int test = here();
        steps_.push_back({node.greed == Greed::LAZY ? Op::TEST_LAZILY : Op::TEST, counter, node.least, node.most});
        First rest = first_of(body);  // another turn, or what follows
        if (rest.empty || next.empty) rest = {};
        else rest.merge(next);
        emit(body, rest);
        steps_.push_back({Op::JUMP, test});
        steps_[test].d = here();
    }

    std::vector<Step> steps_;
    std::vector<Set> sets_;
    std::vector<First> firsts_;
    std::vector<Choice> choices_;
    std::vector<std::pair<std::string, int>> names_;
    First first_;
    mutable Automaton automaton_;
    int groups_ = 0, counters_ = 0, least_ = 0;
    int before_ = -1;  // the set of the one character that the expression looks back for at its beginning
};

// --- the interface --------------------------------------------------------------------------

int Match::index(const char* name) const { return program_->index(name); }

const char* Match::lastgroup() const { return last_ < 0 ? nullptr : program_->name_of(last_); }

const Program& Expression::program() const {
    if (!program_) program_ = std::make_shared<const Program>(source_, flags_);
    return *program_;
}

Match Expression::search(Str text, int pos, int endpos) const {
    Match match;
    program().run(text, pos, endpos, Program::Way::SEARCH, false, match);
    return match;
}

Match Expression::match(Str text, int pos, int endpos) const {
    Match match;
    program().run(text, pos, endpos, Program::Way::MATCH, false, match);
    return match;
}

Match Expression::fullmatch(Str text, int pos, int endpos) const {
    Match match;
    program().run(text, pos, endpos, Program::Way::FULLMATCH, false, match);
    return match;
}

Matches Expression::finditer(Str text, int pos, int endpos) const {
    Matches matches;
    matches.pattern_ = this;
    matches.text_ = text;
    matches.pos_ = pos;
    matches.endpos_ = endpos;
    return matches;
}

String Expression::sub(Str with, Str text) const {
    String turned;
    int from = 0;
    for (const Match& found : finditer(text)) {
        turned += slice(text, from, found.start());
        turned += with;
        from = found.end();
    }
    return turned += text.substr(from);
}

Matches::Iterator::Iterator(const Expression& pattern, Str text, int pos, int endpos)
    : pattern_(&pattern), text_(text), endpos_(endpos) {
    pattern.program().run(text, pos, endpos, Program::Way::SEARCH, false, match_);
}

Matches::Iterator& Matches::Iterator::operator++() {
    const int end = match_.end();
    const bool was_empty = end == match_.start();
    match_.spans_[0] = -1;
    pattern_->program().run(text_, end, endpos_, Program::Way::SEARCH, was_empty, match_);
    return *this;
}

void Pattern::fill(const Json& json) {
    source_ = json.kind() == Json::Kind::TEXT ? json.as_text() : json[U"pattern"].as_text();
    flags_ = static_cast<int>(json[U"flags"].as_int()) & (IGNORE_CASE | VERBOSE);
}
}  // namespace habeas
