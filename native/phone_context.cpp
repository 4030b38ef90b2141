// What the words around a number say about it: a phone, perhaps a phone, an example, an emergency line
// (habeas/detection/phone_context.py).
#include "phone_context.hpp"

#include <array>
#include <bitset>
#include <stdexcept>

#include "phrasebook.hpp"
#include "regex.hpp"

namespace habeas::phones {
namespace {

constexpr int BEFORE = 64, AFTER = 40, FAR = 120;
constexpr int WORDS_BEFORE = 9, WORDS_AFTER = 5;
constexpr int NEAR_WORDS = 4;
constexpr int FEWEST_BEHIND_A_FIGURE = 5;

const WordSet DIRECT_WORDS{"lexicon.phone_cues.DIRECT_WORDS"}, BEHIND_WORDS{"lexicon.phone_cues.BEHIND_WORDS"},
    INDIRECT_WORDS{"lexicon.phone_cues.INDIRECT_WORDS"}, EXAMPLE_WORDS{"lexicon.phone_cues.EXAMPLE_WORDS"},
    PERSONAL_WORDS{"lexicon.phone_cues.PERSONAL_WORDS"};

struct Phrases {
    std::vector<std::vector<String>> all;
};
}  // namespace
}  // namespace habeas::phones

template <> struct habeas::FromJson<habeas::phones::Phrases> {
    static phones::Phrases read(const Json& json) {
        phones::Phrases phrases;
        for (const Json& phrase : json.items()) {
            phrases.all.emplace_back();
            for (const Json& word : phrase.items()) phrases.all.back().push_back(word.as_text());
        }
        return phrases;
    }
};

namespace habeas::phones {
namespace {
const WordMap<Phrases> DIRECT_PHRASES{"lexicon.phone_cues.DIRECT_PHRASES"};

// Texts in order, to tell the first of them that a window holds.
class Parts : public Table {
public:
    using Table::Table;
    void fill(const Json& json) override {
        for (const Json& part : json.items()) parts_.push_back(part.as_text());
        for (int index = 0; index < static_cast<int>(parts_.size()); ++index)
            by_first_.emplace_back(parts_[index][0], index);
        std::sort(by_first_.begin(), by_first_.end());
        for (const auto& [first, index] : by_first_) firsts_ |= bit(first);
    }
    const String* first_in(Str window) const {
        int best = NONE;
        for (size_t place = 0; place < window.size(); ++place) {
            if (!(firsts_ & bit(window[place]))) continue;
            auto entry = std::lower_bound(by_first_.begin(), by_first_.end(), std::pair(window[place], 0));
            for (; entry != by_first_.end() && entry->first == window[place] && entry->second < best; ++entry)
                if (starts_with(window.substr(place), parts_[entry->second])) best = entry->second;
        }
        return best == NONE ? nullptr : &parts_[best];
    }

private:
    static constexpr int NONE = INT_MAX;
    static uint64_t bit(Char c) { return 1ull << ((c ^ (c >> 6)) & 63); }
    std::vector<String> parts_;
    std::vector<std::pair<Char, int>> by_first_;
    uint64_t firsts_ = 0;
};

const Parts DIRECT_PARTS{"lexicon.phone_cues.DIRECT_PARTS"}, INDIRECT_PARTS{"lexicon.phone_cues.INDIRECT_PARTS"},
    EXAMPLE_PARTS{"lexicon.phone_cues.EXAMPLE_PARTS"}, EMERGENCY_WORDS{"lexicon.phone_cues.EMERGENCY_WORDS"};

// The words in ASCII, of three letters or more, told apart from most others by their first three.
class FewWords : public Table {
public:
    using Table::Table;
    void fill(const Json& json) override {
        for (const Json& word : json[U"words"].items()) {
            const String& text = word.as_text();
            if (!is_ascii(text)) continue;
            if (text.size() < BEGINNING) throw std::runtime_error("a word is too short to begin so");
            words_.add(text);
            beginnings_.set(key(text[0], text[1], text[2]));
        }
        words_.freeze();
    }
    // Whether one of the words stands in a text in ASCII, between whatever is no letter and no figure.
    bool are_in_ascii(Str text) const {
        const size_t last = text.size() < BEGINNING ? 0 : text.size() - BEGINNING + 1;
        bool inside = false;
        for (size_t place = 0; place < last; ++place) {
            const bool part = is_part(text[place]);
            // No branch for each word: most of their beginnings would come as a surprise.
            const bool begins = part & !inside & beginnings_[key(text[place], text[place + 1], text[place + 2])];
            inside = part;
            if (begins && is_word_at(text, place)) return true;
        }
        return false;
    }

private:
    static constexpr size_t BEGINNING = 3;
    static bool is_part(Char c) { return ascii::TYPES[c & 127] & (ascii::ALPHA | ascii::DIGIT); }
    static size_t key(Char first, Char second, Char third) {
        return (first & 31) << 10 | (second & 31) << 5 | (third & 31);
    }
    bool is_word_at(Str text, size_t start) const {
        size_t end = start;
        while (end < text.size() && is_part(text[end])) ++end;
        return words_.find(text.substr(start, end - start)) != Words::NONE;
    }
    Words words_;
    std::bitset<1 << 15> beginnings_;
};

const FewWords INSTRUCTING_WORDS{"phone_context._INSTRUCTING.filed"};
const Vocabulary INSTRUCTING{"phone_context._INSTRUCTING.filed"};
const Pattern INSTRUCTION{"phone_context._INSTRUCTION"}, PLUS{"phone_context._PLUS"},
    BACKWARDS{"phone_context._BACKWARDS"};

// What a word may announce: what Python looks up in four tables, in one.
enum Announcing : uint8_t { DIRECT = 1, BEHIND = 2, INDIRECT = 4, PHRASE = 8 };

class AnnouncingWords {
public:
    AnnouncingWords() {
        add(DIRECT_WORDS.words(), DIRECT);
        add(BEHIND_WORDS.words(), BEHIND);
        add(INDIRECT_WORDS.words(), INDIRECT);
        add(DIRECT_PHRASES.words(), PHRASE);
        words_.freeze();
    }
    uint8_t of(Str word) const {
        if (!beginnings_[key(word)]) return 0;
        int index = words_.find(word);
        return index == Words::NONE ? 0 : meanings_[index];
    }

private:
    static size_t key(Str word) { return (word[0] & 63) << 6 | (word.size() > 1 ? word[1] & 63 : 0); }
    void add(const std::vector<String>& words, uint8_t meaning) {
        for (const String& word : words) {
            uint8_t all = DIRECT_WORDS.has(word) * DIRECT | BEHIND_WORDS.has(word) * BEHIND |
                          INDIRECT_WORDS.has(word) * INDIRECT | DIRECT_PHRASES.has(word) * PHRASE;
            if ((all & -all) != meaning) continue;  // added with another table
            words_.add(word);
            meanings_.push_back(all);
            beginnings_.set(key(word));
        }
    }
    Words words_;
    std::vector<uint8_t> meanings_;
    std::bitset<4096> beginnings_;
};

const AnnouncingWords& announcing() {
    static const AnnouncingWords words;
    return words;
}

// A letter of _WORD, or of _ASCII_WORD for a `plain` text.
template <bool plain> bool is_letter(Char c) {
    if constexpr (plain) return ascii::TYPES[c & 127] & ascii::LOWER;
    return c < 128 ? is_alpha(c) : is_alnum(c) && !is_decimal(c);
}

// _WORD.findall, or _ASCII_WORD's for a `plain` text: letters, with an apostrophe between; until `use` says no.
template <bool plain, class F> bool each_word(Str text, F&& use) {
    const size_t size = text.size();
    for (size_t place = 0; place < size;) {
        if (!is_letter<plain>(text[place])) {
            ++place;
            continue;
        }
        size_t end = place + 1;
        while (end < size && is_letter<plain>(text[end])) ++end;
        if (end + 1 < size && text[end] == U'\'' && is_letter<plain>(text[end + 1])) {
            end += 2;
            while (end < size && is_letter<plain>(text[end])) ++end;
        }
        if (!use(text.substr(place, end - place))) return false;
        place = end;
    }
    return true;
}

// The words of a window, and what they may announce.
class Window {
public:
    size_t size() const { return size_; }
    Str operator[](size_t place) const { return words_[first_ + place].word; }
    uint8_t means(size_t place) const { return words_[first_ + place].means; }
    uint8_t means() const {
        uint8_t all = 0;
        for (size_t place = 0; place < size_; ++place) all |= means(place);
        return all;
    }
    template <bool plain> void read_first(Str text, size_t most) {
        if (most) each_word<plain>(text, [&](Str word) { return push(word) < most; });
        look_up();
    }
    template <bool plain> void read_last(Str text, size_t most) {
        each_word<plain>(text, [&](Str word) { return push(word) <= MOST; });
        if (size_ > most) {
            first_ = size_ - most;
            size_ = most;
        }
        look_up();
    }

private:
    struct Entry {
        Str word;
        uint8_t means;
    };
    static constexpr size_t MOST = std::max(BEFORE, 2 * AFTER) / 2;
    size_t push(Str word) {
        words_[size_].word = word;
        return ++size_;
    }
    void look_up() {
        for (size_t place = first_; place < first_ + size_; ++place) words_[place].means = announcing().of(words_[place].word);
    }
    std::array<Entry, MOST + 1> words_;
    size_t size_ = 0, first_ = 0;
};

bool is_figure(Char c) { return c >= U'0' && c <= U'9'; }

// Where a number begins ([0-9][0-9 ().+-]{5,}), or -1.
int find_number(Str text, int start, int end) {
    end = std::min(end, static_cast<int>(text.size()));
    for (int place = start; place < end; ++place) {
        if (!is_figure(text[place])) continue;
        int last = place + 1;
        for (; last < end; ++last) {
            Char c = text[last];
            if (!(is_figure(c) || c == U' ' || c == U'(' || c == U')' || c == U'.' || c == U'+' || c == U'-')) break;
        }
        if (last - place > FEWEST_BEHIND_A_FIGURE) return place;
    }
    return -1;
}

// The words behind a number, up to those that announce the next one.
template <bool plain> void read_after(Str text, int end, Window& words) {
    int following = find_number(text, end, end + 2 * AFTER);
    if (following < 0) words.read_first<plain>(slice(text, end, end + AFTER), WORDS_AFTER);
    else words.read_first<false>(slice(text, end, following), 1);
}

bool among(const Window& words, size_t first, uint8_t wanted, Strength strength, Announcement& found) {
    for (size_t place = words.size(); place-- > first;) {
        if (!(words.means(place) & wanted)) continue;
        found = {strength, String(words[place])};
        return true;
    }
    return false;
}

// The words of a phrase in one text, if it begins at a place of words; nothing if not.
template <class List> String phrase_at(const List& words, size_t place) {
    for (const std::vector<String>& phrase : DIRECT_PHRASES.find(words[place])->all) {
        if (phrase.size() > words.size() - place) continue;
        size_t word = 0;
        while (word < phrase.size() && words[place + word] == phrase[word]) ++word;
        if (word < phrase.size()) continue;
        String together = phrase[0];
        for (word = 1; word < phrase.size(); ++word) together.append(U" ").append(phrase[word]);
        return together;
    }
    return {};
}

bool phrase_among(const Window& words, Announcement& found) {
    for (size_t place = 0; place < words.size(); ++place) {
        if (!(words.means(place) & PHRASE)) continue;
        String phrase = phrase_at(words, place);
        if (phrase.empty()) continue;
        found = {Strength::DIRECT, std::move(phrase)};
        return true;
    }
    return false;
}

bool part_of(Str window, const Parts& parts, Strength strength, Announcement& found) {
    const String* part = window.empty() ? nullptr : parts.first_in(window);
    if (part) found = {strength, *part};
    return part != nullptr;
}
}  // namespace

Announcement find_announcement(Str text, int start, int end) {
    Str before = slice(text, std::max(0, start - BEFORE), start), after = slice(text, end, end + AFTER);
    Char any_sign = 0;
    for (Char c : before) any_sign |= c;
    for (Char c : after) any_sign |= c;
    const bool plain = any_sign < 128;
    Window left, right;
    if (plain) {
        left.read_last<true>(before, WORDS_BEFORE);
        read_after<true>(text, end, right);
    } else {
        left.read_last<false>(before, WORDS_BEFORE);
        read_after<false>(text, end, right);
    }
    const uint8_t any = left.means() | right.means();
    if (plain && !any) return {};
    const String together = plain ? String() : concat(before, U" \n ", after);
    Announcement found;
    if (among(left, 0, DIRECT, Strength::DIRECT, found)) return found;
    if (right.size() > 0 && right.means(0) & BEHIND) return {Strength::DIRECT, String(right[0])};
    if (right.size() > 1 && among(right, 0, DIRECT, Strength::DIRECT, found)) return found;
    if (any & PHRASE && (phrase_among(left, found) || phrase_among(right, found))) return found;
    if (part_of(together, DIRECT_PARTS, Strength::DIRECT, found)) return found;
    const size_t near = left.size() > NEAR_WORDS ? left.size() - NEAR_WORDS : 0;
    if (among(left, near, INDIRECT, Strength::INDIRECT, found)) return found;
    part_of(together, INDIRECT_PARTS, Strength::INDIRECT, found);
    return found;
}

bool has_announcement(Str text) {
    std::vector<Str> words;
    each_word<false>(text, [&](Str word) { return words.push_back(word), true; });
    for (Str word : words)
        if (announcing().of(word) & DIRECT) return true;
    for (size_t place = 0; place < words.size(); ++place)
        if (announcing().of(words[place]) & PHRASE && !phrase_at(words, place).empty()) return true;
    return !is_ascii(text) && DIRECT_PARTS.first_in(text);
}

bool is_example(Str text, int start, int end) {
    Str before = slice(text, std::max(0, start - BEFORE), start), after = slice(text, end, end + AFTER);
    std::array<Str, BEFORE / 2 + AFTER / 2 + 2> words;
    size_t count = 0;
    auto add = [&](Str word) { return words[count++] = word, true; };
    each_word<false>(before, add);
    each_word<false>(after, add);
    for (size_t place = count > WORDS_BEFORE ? count - WORDS_BEFORE : 0; place < count; ++place)
        if (PERSONAL_WORDS.has(words[place])) return false;
    for (size_t place = 0; place < count; ++place)
        if (EXAMPLE_WORDS.has(words[place])) return true;
    return EXAMPLE_PARTS.first_in(before) != nullptr;
}

bool is_emergency(Str text, int start) {
    return EMERGENCY_WORDS.first_in(slice(text, std::max(0, start - FAR), start)) != nullptr;
}

bool has_instructions(Str text) {
    const bool possible = is_ascii(text) ? INSTRUCTING_WORDS.are_in_ascii(text) : INSTRUCTING.is_in(text);
    return possible && INSTRUCTION.found(text);
}

Instructions read_instructions(Str text, int start, int end) {
    const int first = std::max(0, start - FAR), last = end + FAR;
    if (!INSTRUCTION.found(text, first, last)) return {};
    return {true, PLUS.found(text, first, last), BACKWARDS.found(text, first, last)};
}
}  // namespace habeas::phones
