// Finds the words and marks that may stand for a sign of an address (habeas/detection/connector_hits.py).
#include "connector_hits.hpp"

#include <bitset>

#include "char_scan.hpp"

namespace habeas {

const Text SURE_AT{"connector_hits.SURE_AT"};
const Text LOOSE_AT{"connector_hits.LOOSE_AT"};
const Text BRACKETED_AT{"connector_hits.BRACKETED_AT"};
const WordSet ENDINGS{"connector_hits.ENDINGS"};
const WordSet UNSPACED_ENDINGS{"connector_hits.UNSPACED_ENDINGS"};

namespace {

struct Entry {
    String phrase;
    std::vector<String> rest;
    String written;
    HitKind kind;
};

struct Unspaced {
    String written;
    HitKind kind;
};

struct Ranges {
    std::vector<std::pair<Char, Char>> all;
    bool has(Char c) const {
        for (auto [first, last] : all) {
            if (first <= c && c <= last) return true;
        }
        return false;
    }
};
}  // namespace

template <> struct FromJson<std::vector<Entry>> {
    static std::vector<Entry> read(const Json& json) {
        std::vector<Entry> entries;
        for (const Json& entry : json.items()) {
            std::vector<String> rest;
            for (const Json& word : entry[U"rest"].items()) rest.push_back(word.as_text());
            entries.push_back({entry[U"phrase"].as_text(), std::move(rest), entry[U"written"].as_text(),
                               hit_kind(entry[U"kind"].as_text())});
        }
        return entries;
    }
};
template <> struct FromJson<Unspaced> {
    static Unspaced read(const Json& json) { return {json[size_t{0}].as_text(), hit_kind(json[1].as_text())}; }
};

namespace {

// A character as a class of an expression has it: itself, or as \u and four digits.
Char read_character(Str source, size_t& place) {
    if (source[place] != U'\\' || place + 5 >= source.size() + 1 || source[place + 1] != U'u') return source[place++];
    Char character = 0;
    for (size_t digit = place + 2; digit < place + 6; ++digit) {
        Char c = lower(source[digit]);
        character = character * 16 + (c <= U'9' ? c - U'0' : c - U'a' + 10);
    }
    place += 6;
    return character;
}

// The ranges of a class that holds nothing but ranges.
Ranges read_ranges(const Json& json) {
    Str source = json.kind() == Json::Kind::TEXT ? Str(json.as_text()) : Str(json[U"pattern"].as_text());
    source = strip(source, U"[]");
    Ranges ranges;
    for (size_t place = 0; place < source.size();) {
        Char first = read_character(source, place), last = first;
        if (place < source.size() && source[place] == U'-') last = read_character(source, ++place);
        ranges.all.emplace_back(first, last);
    }
    return ranges;
}

const Loaded<Ranges> MARKS{"connector_hits._MARKS", read_ranges};
const Loaded<Ranges> UNSPACED_SCRIPT{"connector_hits.UNSPACED_SCRIPT", read_ranges};
const WordMap<std::vector<Entry>> BY_FIRST_WORD{"connector_hits._BY_FIRST_WORD"};
const WordMap<Unspaced> UNSPACED_WORDS{"connector_hits._UNSPACED_WORDS"};
const Pattern BRACKETED{"connector_hits._BRACKETED"};
const Loaded<Ranges> OPENING{"connector_hits._OPENING", read_ranges};
const Pattern MARKUP{"connector_hits._MARKUP"};
const Pattern SPACED_OUT{"connector_hits._SPACED_OUT"};
const Pattern SPACED_SIGN{"connector_hits._SPACED_SIGN"};
const WordMap<String> ENTITIES{"connector_hits._ENTITIES"};
const Loaded<std::vector<String>> CONTROLS{"connector_hits._CONTROLS", [](const Json& json) {
    std::vector<String> controls;
    for (const Json& control : json.items()) controls.push_back(control.as_text());
    return controls;
}};

constexpr int LONGEST_NEXT_WORD = 30;

using Hits = std::vector<Hit>;

// What a character may be to a hit.
enum Flags : uint8_t {
    IS_WORD = SCAN_WORD,   // of WORD
    IS_SIGN = SCAN_MARK,   // what `notice` looks at
    IS_UNSPACED = 4,       // UNSPACED_SCRIPT
    BEGINS_UNSPACED = 8,   // a word of _UNSPACED
};

// The words of _UNSPACED by their first characters, the longest first.
class UnspacedWords {
public:
    struct Word {
        Str word;
        const Unspaced* value;
    };

    UnspacedWords() {
        for (const String& word : UNSPACED_WORDS.words()) by_first_[word[0]].push_back({word, UNSPACED_WORDS.find(word)});
        for (auto& [first, words] : by_first_) {
            std::stable_sort(words.begin(), words.end(), [](const Word& one, const Word& other) {
                return one.word.size() > other.word.size();
            });
        }
    }
    bool may_begin(Char c) const { return by_first_.contains(c); }
    // What _UNSPACED matches at a place where one may begin.
    const Word* at(Str text, int place) const {
        for (const Word& word : by_first_.find(text[place])->second) {
            if (starts_with(text.substr(place), word.word)) return &word;
        }
        return nullptr;
    }

private:
    std::unordered_map<Char, std::vector<Word>> by_first_;
};

const UnspacedWords& unspaced_words() {
    static const UnspacedWords WORDS;
    return WORDS;
}

uint8_t read_flags(Char c) {
    return static_cast<uint8_t>(
        (is_alnum(c) || MARKS->has(c) ? IS_WORD : 0) | (contains(U"./-_+&<\"'", c) || OPENING->has(c) ? IS_SIGN : 0) |
        (UNSPACED_SCRIPT->has(c) ? IS_UNSPACED : 0) | (unspaced_words().may_begin(c) ? BEGINS_UNSPACED : 0));
}

const CharacterFlags<read_flags>& flags() {
    static const CharacterFlags<read_flags> FLAGS;
    return FLAGS;
}

// Tells quickly of a word whether a phrase may begin with it.
class FirstWords {
public:
    FirstWords() {
        for (const String& word : BY_FIRST_WORD.words()) traces_.set(trace(word));
    }
    bool may_be(Str word) const { return traces_[trace(word)]; }

private:
    static constexpr size_t TRACES = 1 << 13;
    static size_t trace(Str word) {
        const size_t middle = word[word.size() / 2];
        return (word[0] * 1031 + middle * 257 + word.back() * 61 + word.size()) & (TRACES - 1);
    }
    std::bitset<TRACES> traces_;
};

bool is_small(Char c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }
bool is_blank(Char c) { return c == U' ' || c == U'\t'; }

bool is_gap(Char c) { return c == U'-' || is_space(c); }

int end_of_gap(Str text, int place) {
    int end = place;
    while (end < place + 2 && end < static_cast<int>(text.size()) && is_gap(text[end])) ++end;
    return end;
}

// Where the phrase ends, or 0 when other words follow.
int end_of_phrase(Str text, int place, const std::vector<String>& rest) {
    for (const String& word : rest) {
        int gap = end_of_gap(text, place);
        if (gap == place || !starts_with(text.substr(gap), word)) return 0;
        place = gap + static_cast<int>(word.size());
    }
    return !rest.empty() && is_alnum(at(text, place)) ? 0 : place;
}

bool is_joint(Char c, HitKind kind) {
    return c == U'.' || c == U'/' || c == U'_' || c == U'@' || (c == U'-' && kind == HitKind::AT);
}

// Whether the word is a part of a name that is written out: "look.at/this", "stay-at-home".
bool is_inside_name(Str text, int start, int end, HitKind kind) {
    if (kind == HitKind::PROVIDER || kind == HitKind::ENDING) return false;
    if (is_joint(at(text, start - 1), kind)) return true;
    return is_joint(at(text, end), kind) && is_alnum(at(text, end + 1));
}

// The character that a number stands for in markup; nothing for numbers that stand for none.
String numbered(Str digits) {
    const bool hexadecimal = digits[0] == U'x';
    long long number = 0;
    for (Char c : hexadecimal ? digits.substr(1) : digits) {
        if (!hexadecimal && c > U'9') return {};  // more than the number stands there
        number = number * (hexadecimal ? 16 : 10) + (c <= U'9' ? c - U'0' : c - U'a' + 10);
    }
    if (number < static_cast<long long>(CONTROLS->size())) return (*CONTROLS)[number];
    if ((number >= 0xD800 && number <= 0xDFFF) || number > 0x10FFFF) return U"\uFFFD";
    if ((number & 0xFFFE) == 0xFFFE || (number >= 0xFDD0 && number <= 0xFDEF)) return {};
    return String(1, static_cast<Char>(number));
}

String plain_markup(Str markup) {
    if (markup[0] != U'&') return {};
    String character;
    if (markup[1] == U'#') {
        character = numbered(markup.substr(2, markup.size() - 3));
    } else if (const String* known = ENTITIES.find(markup.substr(1))) {
        character = *known;
    }
    if (character.size() != 1) return {};
    return is_alnum(character[0]) || contains(U"@.-_", character[0]) ? character : String(U" ");
}

Hit with_blanks(Str text, const Match& match, Str written, HitKind kind) {
    int start = match.start(), end = match.end();
    for (int blanks = 0; blanks < 3 && start > 0 && is_space(text[start - 1]); ++blanks) --start;
    for (int blanks = 0; blanks < 3 && is_space(at(text, end)); ++blanks) ++end;
    return {start, end, String(written), kind};
}

// Finds hits in one text. The words are read first, and on the way what else may stand there is noticed.
class Finder {
public:
    explicit Finder(Str text) : text_(text), size_(static_cast<int>(text.size())) {}

    Hits all() {
        find_words();
        const size_t words = hits_.size();
        if (seen_ & IS_UNSPACED && seen_ & BEGINS_UNSPACED) find_unspaced();
        if (!brackets_.empty()) find_bracketed();
        if (!markup_.empty() && may_be_markup_) find_markup();
        if (spaced_sign_) find_spaced_signs();
        if (spaced_out_) find_spaced_out();
        if (hits_.size() > words) {
            std::stable_sort(hits_.begin(), hits_.end(), [](const Hit& one, const Hit& other) {
                return one.start != other.start ? one.start < other.start : one.end > other.end;
            });
        }
        return std::move(hits_);
    }

private:
    void find_words() {
        static const FirstWords FIRST_WORDS;
        int until = 0;
        auto read_word = [&](int start, int end) {
            if (end == start + 1) spaced_out_ |= at(text_, end) == at(text_, end + 2);
            const Str word = text_.substr(start, end - start);
            if (FIRST_WORDS.may_be(word) && start >= until) find_phrase(word, start, end, until);
        };
        seen_ = scan(text_, flags(), read_word, [&](int place) { notice(place); });
    }

    void find_phrase(Str word, int start, int word_end, int& until) {
        const auto* entries = BY_FIRST_WORD.find(word);
        if (!entries) return;
        for (const Entry& entry : *entries) {
            const int end = end_of_phrase(text_, word_end, entry.rest);
            if (!end || is_inside_name(text_, start, end, entry.kind)) continue;
            until = end;
            hits_.push_back({start, end, entry.written, entry.kind, entry.phrase});
            return;
        }
    }

    bool has(int place, Flags flag) const { return flags().of(text_[place]) & flag; }

    void notice(int place) {
        const Char c = text_[place], next = at(text_, place + 1);
        switch (c) {
            case U'.': spaced_sign_ |= at(text_, place - 1) == U'w' && at(text_, place - 2) == U'w';
                [[fallthrough]];
            case U'/': spaced_sign_ |= is_blank(at(text_, place - 1)); return;
            case U'-':
            case U'_':
                if (next == U'a') brackets_.push_back(place);
                return;
            case U'+': may_be_markup_ = true; return;
            case U'&':
                may_be_markup_ = true;
                if (next == U'#' || is_alpha(next)) markup_.push_back(place);
                return;
            case U'"':
            case U'\'':
                if (at(text_, skip_blanks(place + 1, 3)) == U'+') markup_.push_back(place);
                return;
            case U'<':
                may_be_markup_ = true;
                if (next == U'!' || next == U'/' || is_alpha(next)) markup_.push_back(place);
                break;
            default: break;
        }
        if (may_be_bracketed(place)) brackets_.push_back(place);
    }

    int skip_blanks(int place, int most) const {
        const int last = place + most;
        while (place < last && is_space(at(text_, place))) ++place;
        return place;
    }

    // Tells quickly of an opening sign whether a word for a sign may stand behind it.
    bool may_be_bracketed(int place) const {
        if (text_[place] >= 128) return true;
        const Char c = at(text_, skip_blanks(place + 1, 2));
        return c == U'a' || c == U'@' || c == U'e' || c == U'c' || c == U'b' || c == U'.';
    }

    void find_unspaced() {
        const UnspacedWords& words = unspaced_words();
        for (int place = 0; place < size_;) {
            const auto* word = has(place, BEGINS_UNSPACED) ? words.at(text_, place) : nullptr;
            if (!word) {
                ++place;
                continue;
            }
            const int end = place + static_cast<int>(word->word.size());
            hits_.push_back({place, end, word->value->written, word->value->kind, word->word});
            place = end;
        }
    }

    void find_bracketed() {
        int until = 0;
        for (int place : brackets_) {
            if (place < until) continue;
            const Match match = BRACKETED.match(text_, place);
            if (!match) continue;
            hits_.push_back(match.has("dot") ? with_blanks(text_, match, U".", HitKind::FIXED)
                                             : with_blanks(text_, match, BRACKETED_AT, HitKind::AT));
            until = match.end();
        }
    }

    void find_markup() {
        int until = 0;
        for (int place : markup_) {
            if (place < until) continue;
            const Match match = MARKUP.match(text_, place);
            if (!match) continue;
            hits_.push_back({match.start(), match.end(), plain_markup(match.group()), HitKind::FIXED});
            until = match.end();
        }
    }

    void find_spaced_signs() {
        for (int place = 0; place < size_; ++place) {
            const Char c = text_[place];
            if (is_blank(c)) {
                const Char next = at(text_, place + 1 + is_blank(at(text_, place + 1)));
                if (next != U'.' && next != U'/') continue;
            } else if (c != U'.' || at(text_, place - 1) != U'w') {
                continue;
            }
            const Match match = SPACED_SIGN.match(text_, place);
            if (!match) continue;
            const bool slash = match.has("slash");
            HitKind kind = match.has("dot") ? HitKind::SPACED_DOT : slash ? HitKind::SPACED_SLASH : HitKind::FIXED;
            hits_.push_back({match.start(), match.end(), slash ? U"/" : U".", kind});
            place = match.end() - 1;
        }
    }

    void find_spaced_out() {
        for (int place = 0; place + 3 < size_; ++place) {
            if (text_[place + 1] != text_[place + 3] || !is_small(text_[place])) continue;
            if (place && !is_space(text_[place - 1])) continue;
            const Match match = SPACED_OUT.match(text_, place);
            if (!match) continue;
            String written;
            for (int letter = match.start(); letter < match.end(); letter += 2) written.push_back(text_[letter]);
            hits_.push_back({match.start(), match.end(), std::move(written), HitKind::FIXED});
            place = match.end() - 1;
        }
    }

    const Str text_;
    const int size_;
    Hits hits_;
    uint8_t seen_ = 0;  // flags of any character
    std::vector<int> brackets_, markup_;  // where they may begin
    bool may_be_markup_ = false, spaced_sign_ = false, spaced_out_ = false;
};
}  // namespace

HitKind hit_kind(Str value) {
    static constexpr Str VALUES[] = {U"at",       U"dot",    U"slash",      U"underscore",   U"hyphen",
                                     U"provider", U"ending", U"spaced dot", U"spaced slash", U"fixed"};
    return static_cast<HitKind>(std::find(std::begin(VALUES), std::end(VALUES), value) - VALUES);
}

bool is_word_character(Char c) { return c < 128 ? is_alnum(c) : flags().of(c) & IS_WORD; }

bool in_unspaced_script(Char c) { return c >= 128 && flags().of(c) & IS_UNSPACED; }

int next_word(Str text, int place) {
    const int most = std::min(place + LONGEST_NEXT_WORD, static_cast<int>(text.size()));
    while (place < most && is_word_character(text[place])) ++place;
    return place;
}

std::vector<Hit> find_hits(Str text) { return Finder(text).all(); }
}  // namespace habeas
