// Parses expressions, as far as detection uses their syntax.
#include "expression_tree.hpp"

namespace habeas {
namespace {

class Parser {
public:
    Parser(Str source, int flags) : source_(source), verbose_(flags & VERBOSE), ignores_case_(flags & IGNORE_CASE) {}

    Tree parse() {
        if (source_.substr(0, 4) == U"(?i)") {
            ignores_case_ = true;
            place_ = 4;
        }
        Tree tree = alternatives();
        if (place_ < source_.size()) refuse("a bracket too many");
        return tree;
    }

    int groups = 0;
    std::vector<std::pair<std::string, int>> names;

private:
    [[noreturn]] void refuse(const char* why) const {
        throw std::runtime_error(std::string(why) + " at " + std::to_string(place_) + " of " + utf8(source_));
    }
    bool ended() const { return place_ >= source_.size(); }
    Char peek() const { return ended() ? 0 : source_[place_]; }
    bool take(Str piece) {
        if (source_.substr(place_, piece.size()) != piece) return false;
        place_ += piece.size();
        return true;
    }
    void skip() {
        while (verbose_ && !ended()) {
            if (is_space(peek())) {
                ++place_;
            } else if (peek() == '#') {
                while (!ended() && peek() != '\n') ++place_;
            } else {
                break;
            }
        }
    }

    Tree alternatives() {
        std::vector<Tree> all;
        all.push_back(sequence());
        while (take(U"|")) all.push_back(sequence());
        if (all.size() == 1) return std::move(all[0]);
        Tree tree = make(Kind::ALTERNATIVES);
        tree->children = std::move(all);
        return tree;
    }

    Tree sequence() {
        Tree tree = make(Kind::SEQUENCE);
        for (skip(); !ended() && peek() != '|' && peek() != ')'; skip()) {
            Tree one = repeated(atom());
            if (one->kind == Kind::SEQUENCE)
                for (Tree& child : one->children) tree->children.push_back(std::move(child));
            else if (one->kind != Kind::EMPTY)
                tree->children.push_back(std::move(one));
        }
        return tree;
    }

    Tree repeated(Tree one) {
        for (skip();; skip()) {
            int least, most;
            if (take(U"*")) least = 0, most = WITHOUT_END;
            else if (take(U"+")) least = 1, most = WITHOUT_END;
            else if (take(U"?")) least = 0, most = 1;
            else if (!times(least, most)) return one;
            Tree repeat = make(Kind::REPEAT);
            repeat->least = least;
            repeat->most = most;
            repeat->greed = take(U"?") ? Greed::LAZY : take(U"+") ? Greed::POSSESSIVE : Greed::GREEDY;
            if (one->kind == Kind::SEQUENCE && one->children.size() == 1) one = std::move(one->children[0]);
            repeat->children.push_back(std::move(one));
            one = std::move(repeat);
        }
    }

    bool times(int& least, int& most) {
        size_t start = place_;
        if (!take(U"{")) return false;
        int first = number();
        bool comma = take(U",");
        int second = comma ? number() : first;
        if (!take(U"}") || (first < 0 && !comma)) {
            place_ = start;
            return false;
        }
        least = std::max(first, 0);
        most = second < 0 ? WITHOUT_END : second;
        return true;
    }

    int number() {
        int value = -1;
        while (peek() >= '0' && peek() <= '9') value = std::max(value, 0) * 10 + static_cast<int>(source_[place_++] - '0');
        return value;
    }

    Tree atom() {
        Char c = source_[place_++];
        switch (c) {
            case '(': return bracket();
            case '[': return set();
            case '.': {
                Tree any = make(Kind::SET);
                any->set.negated = true;
                any->set.add('\n', '\n');
                any->set.finish();
                return any;
            }
            case '^': return make(Kind::BEGINNING);
            case '$': return make(Kind::END);
            case '\\': return escape();
            default: return literal(c);
        }
    }

    Tree literal(Char c) {
        Tree tree = make(Kind::SET);
        tree->set.ignores_case = ignores_case_;
        tree->set.add(c, c);
        tree->set.finish();
        if (!ignores_case_ || lower(c) == upper(c)) tree->character = c;
        return tree;
    }

    Tree escape() {
        Char c = source_[place_++];
        switch (c) {
            case 'b': return make(Kind::BOUNDARY);
            case 'B': return make(Kind::NO_BOUNDARY);
            case 'Z': return make(Kind::END_OF_TEXT);
            case 'A': return make(Kind::BEGINNING);
        }
        if (c >= '1' && c <= '9') {
            Tree again = make(Kind::SAME_AGAIN);
            again->group = static_cast<int>(c - '0');
            return again;
        }
        Category category;
        if (category_of(c, category)) {
            Tree tree = make(Kind::SET);
            tree->set.add(category);
            tree->set.finish();
            return tree;
        }
        return literal(escaped(c));
    }

    static bool category_of(Char c, Category& category) {
        size_t index = Str(U"wWdDsS").find(c);
        if (index == Str::npos) return false;
        category = CATEGORIES[index];
        return true;
    }

    Char escaped(Char c) {
        switch (c) {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'a': return '\a';
            case 'x': return hex(2);
            case 'u': return hex(4);
            case 'U': return hex(8);
            default: return c;
        }
    }

    Char hex(int digits) {
        Char value = 0;
        for (int i = 0; i < digits; ++i) {
            Char c = lower(source_[place_++]);
            value = value * 16 + (c >= 'a' ? c - 'a' + 10 : c - '0');
        }
        return value;
    }

    Tree set() {
        Tree tree = make(Kind::SET);
        Set& set = tree->set;
        set.ignores_case = ignores_case_;
        set.negated = take(U"^");
        bool first = true;
        for (; first || peek() != ']'; first = false) {
            if (ended()) refuse("a set without an end");
            Category category;
            Char from = source_[place_++];
            if (from == '\\') {
                Char c = source_[place_++];
                if (category_of(c, category)) {
                    set.add(category);
                    continue;
                }
                from = c == 'b' ? U'\b' : escaped(c);
            }
            Char to = from;
            if (peek() == '-' && place_ + 1 < source_.size() && source_[place_ + 1] != ']') {
                ++place_;
                to = source_[place_++];
                if (to == '\\') to = escaped(source_[place_++]);
            }
            set.add(from, to);
        }
        ++place_;
        set.finish();
        return tree;
    }

    Tree bracket() {
        if (take(U"?:")) return closed(alternatives());
        if (take(U"?=")) return look(false, false);
        if (take(U"?!")) return look(false, true);
        if (take(U"?<=")) return look(true, false);
        if (take(U"?<!")) return look(true, true);
        if (take(U"?>")) {
            Tree atomic = make(Kind::ATOMIC);
            atomic->children.push_back(closed(alternatives()));
            return atomic;
        }
        if (take(U"?P=")) {
            Tree again = make(Kind::SAME_AGAIN);
            std::string wanted = name(')');
            for (const auto& [known, group] : names)
                if (known == wanted) again->group = group;
            return again;
        }
        int group = ++groups;
        if (take(U"?P<")) names.emplace_back(name('>'), group);
        else if (peek() == '?') refuse("an extension that is not known");
        Tree tree = make(Kind::GROUP);
        tree->group = group;
        tree->children.push_back(closed(alternatives()));
        return tree;
    }

    std::string name(Char end) {
        size_t start = place_;
        while (peek() != end) ++place_;
        return utf8(source_.substr(start, place_++ - start));
    }

    Tree closed(Tree tree) {
        if (!take(U")")) refuse("a bracket without an end");
        return tree;
    }

    Tree look(bool behind, bool negative) {
        Tree tree = make(Kind::LOOK);
        tree->behind = behind;
        tree->negative = negative;
        tree->children.push_back(closed(alternatives()));
        return tree;
    }

    Str source_;
    size_t place_ = 0;
    bool verbose_, ignores_case_;
};

// Alternatives that begin with the same character become one; those that begin with different ones cannot both match.
void share_beginnings(Tree& tree) {
    if (tree->kind == Kind::ALTERNATIVES) {
        std::vector<Tree> shared;
        size_t run = 0;  // where the last run of alternatives with a first character begins
        for (Tree& one : tree->children) {
            if (one->kind != Kind::SEQUENCE) {
                Tree sequence = make(Kind::SEQUENCE);
                sequence->children.push_back(std::move(one));
                one = std::move(sequence);
            }
            Char first = one->children.empty() ? 0 : one->children[0]->kind == Kind::SET ? one->children[0]->character : 0;
            if (!first) {
                shared.push_back(std::move(one));
                run = shared.size();
                continue;
            }
            Node* same = nullptr;
            for (size_t i = run; i < shared.size(); ++i)
                if (shared[i]->children[0]->character == first) same = shared[i].get();
            if (!same) {
                // In the form: the character, then the alternatives behind it.
                Tree rests = make(Kind::ALTERNATIVES), rest = make(Kind::SEQUENCE), sequence = make(Kind::SEQUENCE);
                for (size_t i = 1; i < one->children.size(); ++i) rest->children.push_back(std::move(one->children[i]));
                rests->children.push_back(std::move(rest));
                sequence->children.push_back(std::move(one->children[0]));
                sequence->children.push_back(std::move(rests));
                shared.push_back(std::move(sequence));
            } else {
                Tree rest = make(Kind::SEQUENCE);
                for (size_t i = 1; i < one->children.size(); ++i) rest->children.push_back(std::move(one->children[i]));
                same->children[1]->children.push_back(std::move(rest));
            }
        }
        tree->children = std::move(shared);
    }
    for (Tree& child : tree->children) share_beginnings(child);
    if (tree->kind == Kind::ALTERNATIVES && tree->children.size() == 1) {
        Tree only = std::move(tree->children[0]);
        tree = std::move(only);
    }
    if (tree->kind == Kind::SEQUENCE) {  // flatten what became a sequence
        std::vector<Tree> flat;
        for (Tree& child : tree->children) {
            if (child->kind == Kind::SEQUENCE)
                for (Tree& one : child->children) flat.push_back(std::move(one));
            else
                flat.push_back(std::move(child));
        }
        tree->children = std::move(flat);
    }
}
}  // namespace

Parsed parse_expression(Str source, int flags) {
    Parser parser(source, flags);
    Parsed parsed;
    parsed.tree = parser.parse();
    share_beginnings(parsed.tree);
    parsed.groups = parser.groups;
    parsed.names = std::move(parser.names);
    return parsed;
}

First first_of_rest(const std::vector<Tree>& children, size_t from) {
    First first;
    for (size_t i = from; i < children.size() && first.empty; ++i) {
        First next = first_of(*children[i]);
        first.merge(next);
        first.empty = next.empty;
    }
    return first;
}

First first_of(const Node& node) {
    First first;
    switch (node.kind) {
        case Kind::SET:
            first.add(node.set);
            first.empty = false;
            return first;
        case Kind::SEQUENCE: return first_of_rest(node.children, 0);
        case Kind::ALTERNATIVES:
            first.empty = false;
            for (const Tree& child : node.children) {
                First next = first_of(*child);
                first.merge(next);
                first.empty = first.empty || next.empty;
            }
            return first;
        case Kind::REPEAT:
            first = first_of(*node.children[0]);
            first.empty = first.empty || node.least == 0;
            return first;
        case Kind::GROUP:
        case Kind::ATOMIC: return first_of(*node.children[0]);
        case Kind::SAME_AGAIN:  // anything, or nothing
            first.low.set();
            first.high.set();
            return first;
        default: return first;  // of no width
    }
}

std::pair<int, int> width_of(const Node& node) {
    auto times = [](int width, int count) {
        return width == 0 || count == 0 ? 0 : width > WITHOUT_END / count ? WITHOUT_END : width * count;
    };
    auto plus = [](int one, int other) { return one > WITHOUT_END - other ? WITHOUT_END : one + other; };
    int least = 0, most = 0;
    switch (node.kind) {
        case Kind::SET: return {1, 1};
        case Kind::SEQUENCE:
            for (const Tree& child : node.children) {
                auto [low, high] = width_of(*child);
                least = plus(least, low);
                most = plus(most, high);
            }
            return {least, most};
        case Kind::ALTERNATIVES:
            least = WITHOUT_END;
            for (const Tree& child : node.children) {
                auto [low, high] = width_of(*child);
                least = std::min(least, low);
                most = std::max(most, high);
            }
            return {least, most};
        case Kind::REPEAT: {
            auto [low, high] = width_of(*node.children[0]);
            return {times(low, node.least), times(high, node.most)};
        }
        case Kind::GROUP:
        case Kind::ATOMIC: return width_of(*node.children[0]);
        case Kind::SAME_AGAIN: return {0, WITHOUT_END};
        default: return {0, 0};
    }
}
}  // namespace habeas
