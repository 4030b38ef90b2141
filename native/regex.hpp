// Python's regular expressions, as far as detection uses them, with Python's answers: the first alternative wins,
// repeats give back, `pos` hides nothing from look-behinds and `\b`, `endpos` ends the text.
#pragma once
#include <array>
#include <memory>
#include <optional>

#include "tables.hpp"
#include "text.hpp"

namespace habeas {

class Program;
class Matches;

class Match {
public:
    static constexpr int MOST_GROUPS = 28;
    explicit operator bool() const { return spans_[0] >= 0; }
    int start(int group = 0) const { return spans_[2 * group]; }  // -1: the group did not take part
    int end(int group = 0) const { return spans_[2 * group + 1]; }
    bool has(int group) const { return spans_[2 * group] >= 0; }
    Str group(int group = 0) const {  // empty where the group did not take part
        return has(group) ? text_.substr(start(group), end(group) - start(group)) : Str{};
    }
    int index(const char* name) const;  // of a named group
    int start(const char* name) const { return start(index(name)); }
    int end(const char* name) const { return end(index(name)); }
    bool has(const char* name) const { return has(index(name)); }
    Str group(const char* name) const { return group(index(name)); }
    const char* lastgroup() const;  // name of the last group that matched, as re.Match.lastgroup; nullptr for none
    Str text() const { return text_; }

private:
    friend class Program;
    friend class Expression;
    friend class Matches;
    Str text_;
    const Program* program_ = nullptr;
    std::array<int, 2 * MOST_GROUPS> spans_;
    int last_ = -1;
    Match() { spans_[0] = -1; }
};

// An expression, compiled when it is first used.
class Expression {
public:
    Expression() = default;
    explicit Expression(Str source, int flags = 0) : source_(source), flags_(flags) {}
    Match search(Str text, int pos = 0, int endpos = INT_MAX) const;
    Match match(Str text, int pos = 0, int endpos = INT_MAX) const;
    Match fullmatch(Str text, int pos = 0, int endpos = INT_MAX) const;
    bool found(Str text, int pos = 0, int endpos = INT_MAX) const { return bool(search(text, pos, endpos)); }
    Matches finditer(Str text, int pos = 0, int endpos = INT_MAX) const;
    String sub(Str with, Str text) const;  // `with` is put in as it is
    Str source() const { return source_; }

protected:
    String source_;
    int flags_ = 0;

private:
    friend class Matches;
    const Program& program() const;
    mutable std::shared_ptr<const Program> program_;
};

// All matches that do not overlap: for (const Match& match : pattern.finditer(text)) ...
class Matches {
public:
    class Iterator {
    public:
        const Match& operator*() const { return match_; }
        const Match* operator->() const { return &match_; }
        Iterator& operator++();
        bool operator!=(std::nullptr_t) const { return bool(match_); }

    private:
        friend class Matches;
        Iterator(const Expression& pattern, Str text, int pos, int endpos);
        const Expression* pattern_;
        Str text_;
        int endpos_;
        Match match_;
    };
    Iterator begin() const { return {*pattern_, text_, pos_, endpos_}; }
    std::nullptr_t end() const { return nullptr; }

private:
    friend class Expression;
    const Expression* pattern_;
    Str text_;
    int pos_, endpos_;
};

// An expression of Python's, by name.
class Pattern : public Table, public Expression {
public:
    using Table::Table;
    void fill(const Json& json) override;  // {"pattern", "flags"}, or a text
};
}  // namespace habeas
