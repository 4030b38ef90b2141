// Words and patterns are written once, in Python. A table here names one there ("masks.search._TOKEN", below
// `habeas.detection`), and is filled when the library is opened.
//
//     static const Pattern TOKEN{"masks.search._TOKEN"};
//     static const WordSet LINKING{"lexicon.identifiers.LINKING"};
//     static const CharSet GLUE_LEFT{"masks.search._GLUE_LEFT"};
//     static const WordMap<Explanation> NOUNS{"lexicon.identifiers.NOUNS"};
//     static const Loaded<std::vector<Shape>> SHAPES{"masks.shapes._SHAPES", [](const Json& json) { ... }};
//
// How Python's values arrive: sets and tuples as lists, mappings with text keys as objects (other keys: a list of
// pairs), named tuples and dataclasses as objects by field, a StrEnum as its value, an IntEnum or Flag as a number,
// another Enum as its name, an expression as {"pattern": ..., "flags": ...}.
#pragma once
#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "json.hpp"
#include "text.hpp"

namespace habeas {

// Something that is filled from Python. Made only as a static object.
class Table {
public:
    explicit Table(const char* name);
    virtual ~Table() = default;
    const char* name() const { return name_; }
    virtual void fill(const Json& json) = 0;
    static std::vector<Table*>& all();

private:
    const char* name_;
};

// Words, found by what they are. Open addressing; the words live in one string.
class Words {
public:
    static constexpr int NONE = -1;
    void add(Str word);                 // before `freeze`
    void freeze();
    int find(Str word) const {          // the index it was added with, or NONE
        if (word.size() > longest_ || slots_.empty()) return NONE;
        for (size_t slot = StrHash{}(word) & mask_;; slot = (slot + 1) & mask_) {
            int index = slots_[slot];
            if (index == NONE) return NONE;
            if (words_[index] == word) return index;
        }
    }
    const std::vector<String>& words() const { return words_; }

private:
    std::vector<String> words_;
    std::vector<int> slots_;
    size_t mask_ = 0, longest_ = 0;
};

class WordSet : public Table {
public:
    using Table::Table;
    bool has(Str word) const { return words_.find(word) != Words::NONE; }
    const std::vector<String>& words() const { return words_.words(); }
    size_t size() const { return words().size(); }
    void fill(const Json& json) override;  // a list of texts, the keys of an object, or the characters of a text

private:
    Words words_;
};

class CharSet : public Table {
public:
    using Table::Table;
    bool has(Char c) const {
        return c < 128 ? low_[c >> 6] >> (c & 63) & 1 : std::binary_search(high_.begin(), high_.end(), c);
    }
    bool covers(Str text) const {  // set.issuperset(text)
        for (Char c : text) if (!has(c)) return false;
        return true;
    }
    void fill(const Json& json) override;  // a text, or a list of texts of one character

private:
    uint64_t low_[2] = {0, 0};
    std::vector<Char> high_;
};

// How a value of a map is read from JSON; add an overload for a type of yours before you use it.
template <class V> struct FromJson;
template <> struct FromJson<int> { static int read(const Json& j) { return static_cast<int>(j.as_int()); } };
template <> struct FromJson<long long> { static long long read(const Json& j) { return j.as_int(); } };
template <> struct FromJson<bool> { static bool read(const Json& j) { return j.as_bool(); } };
template <> struct FromJson<double> { static double read(const Json& j) { return j.as_real(); } };
template <> struct FromJson<String> { static String read(const Json& j) { return j.as_text(); } };

template <class V>
class WordMap : public Table {
public:
    using Table::Table;
    const V* find(Str word) const {
        int index = words_.find(word);
        return index == Words::NONE ? nullptr : &values_[index];
    }
    bool has(Str word) const { return words_.find(word) != Words::NONE; }
    const std::vector<String>& words() const { return words_.words(); }
    const V& value(int index) const { return values_[index]; }
    void fill(const Json& json) override {
        for (const auto& [word, value] : json.entries()) {
            words_.add(word);
            values_.push_back(FromJson<V>::read(value));
        }
        words_.freeze();
    }

private:
    Words words_;
    std::vector<V> values_;
};

// Anything else: one value, read by a function of yours.
template <class T>
class Loaded : public Table {
public:
    Loaded(const char* name, T (*read)(const Json&)) : Table(name), read_(read) {}
    const T& operator*() const { return value_; }
    const T* operator->() const { return &value_; }
    void fill(const Json& json) override { value_ = read_(json); }

private:
    T (*read_)(const Json&);
    T value_{};
};

// A constant text or number of Python's.
class Text : public Table {
public:
    using Table::Table;
    operator Str() const { return value_; }
    Str get() const { return value_; }
    void fill(const Json& json) override { value_ = json.as_text(); }

private:
    String value_;
};
}  // namespace habeas
