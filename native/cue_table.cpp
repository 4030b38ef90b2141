// The tables of cues that Python files (habeas/detection/lexicon/cue_table.py, cue_index.py, cue_glance.py).
#include "cue_table.hpp"
#include "phrases.hpp"

#include <cstring>
#include <deque>
#include <stdexcept>
#include <unordered_map>

#include "tables.hpp"

namespace habeas {
namespace {

#define HABEAS_CUE_NAME(name) U"" #name,
constexpr const Char* CUE_NAMES[] = {U"", HABEAS_CUES(HABEAS_CUE_NAME)};
#undef HABEAS_CUE_NAME

// Each different word with a number, found by what it is. One of up to eight letters in ASCII is its own key.
class Dictionary {
public:
    Dictionary() : short_keys_(SHORT_SLOTS), short_numbers_(SHORT_SLOTS, cue_table::NONE), slots_(FEWEST_SLOTS) {}
    int find(Str word) const {
        uint64_t key = key_of(word);
        if (!key) return find_long(word);
        for (size_t slot = place_of(key);; slot = (slot + 1) & short_mask_) {
            if (short_keys_[slot] == key) return short_numbers_[slot];
            if (!short_keys_[slot]) return cue_table::NONE;
        }
    }
    int add(Str word) {
        int known = find(word);
        if (known != cue_table::NONE) return known;
        int number = static_cast<int>(count_++);
        if (uint64_t key = key_of(word)) add_short(key, number);
        else add_long(word, number);
        return number;
    }
    size_t size() const { return count_; }

private:
    static constexpr size_t SHORT_SLOTS = 1 << 15, FEWEST_SLOTS = 1 << 15;
    struct Slot {
        uint32_t hash;
        int number = cue_table::NONE;
        uint32_t start = 0, size = 0;  // of its letters
    };

    static uint64_t key_of(Str word) {  // 0 for none
        if (word.size() - 1 >= 8) return 0;
        uint64_t key = 0;
        Char any = 0;
        for (size_t i = 0; i < word.size(); ++i) key |= uint64_t{word[i]} << 8 * i, any |= word[i];
        return any < 128 ? key : 0;
    }
    size_t place_of(uint64_t key) const { return key * 0x9E3779B97F4A7C15ull >> 32 & short_mask_; }
    void add_short(uint64_t key, int number) {
        if (++short_count_ * 2 > short_keys_.size()) {
            std::vector<uint64_t> keys(short_keys_.size() * 2);
            std::vector<int> numbers(keys.size(), cue_table::NONE);
            keys.swap(short_keys_);
            numbers.swap(short_numbers_);
            short_mask_ = short_keys_.size() - 1;
            for (size_t slot = 0; slot < keys.size(); ++slot) if (keys[slot]) put_short(keys[slot], numbers[slot]);
        }
        put_short(key, number);
    }
    void put_short(uint64_t key, int number) {
        size_t slot = place_of(key);
        while (short_keys_[slot]) slot = (slot + 1) & short_mask_;
        short_keys_[slot] = key;
        short_numbers_[slot] = number;
    }

    static uint32_t hash_of(Str word) {
        uint64_t hash = word.size() * 0x9E3779B97F4A7C15ull;
        const Char* at = word.data();
        for (size_t rest = word.size(); rest >= 2; rest -= 2, at += 2) {
            uint64_t two;
            std::memcpy(&two, at, 8);
            hash = (hash ^ two) * 0x9FB21C651E98DF25ull;
            hash ^= hash >> 32;
        }
        if (word.size() & 1) hash = (hash ^ *at) * 0x9FB21C651E98DF25ull;
        return static_cast<uint32_t>(hash ^ hash >> 32);
    }
    int find_long(Str word) const {
        if (word.size() > longest_) return cue_table::NONE;
        uint32_t hash = hash_of(word);
        for (size_t slot = hash & mask_;; slot = (slot + 1) & mask_) {
            const Slot& one = slots_[slot];
            if (one.number == cue_table::NONE) return cue_table::NONE;
            if (one.hash == hash && Str(letters_).substr(one.start, one.size) == word) return one.number;
        }
    }
    void add_long(Str word, int number) {
        if (++long_count_ * 2 > slots_.size()) {
            std::vector<Slot> old(slots_.size() * 2);
            slots_.swap(old);
            mask_ = slots_.size() - 1;
            for (const Slot& one : old) if (one.number != cue_table::NONE) put_long(one);
        }
        put_long({hash_of(word), number, static_cast<uint32_t>(letters_.size()), static_cast<uint32_t>(word.size())});
        letters_ += word;
        longest_ = std::max(longest_, word.size());
    }
    void put_long(const Slot& one) {
        size_t slot = one.hash & mask_;
        while (slots_[slot].number != cue_table::NONE) slot = (slot + 1) & mask_;
        slots_[slot] = one;
    }

    std::vector<uint64_t> short_keys_;
    std::vector<int> short_numbers_;
    std::vector<Slot> slots_;
    String letters_;
    size_t count_ = 0, short_count_ = 0, long_count_ = 0, longest_ = 0;
    size_t short_mask_ = SHORT_SLOTS - 1, mask_ = FEWEST_SLOTS - 1;
};

// Pairs of numbers with the senses that they say one after the other.
class PairTable {
public:
    int find(int one, int other) const {
        uint64_t key = key_of(one, other);
        for (size_t slot = place_of(key);; slot = (slot + 1) & mask_) {
            if (keys_[slot] == key) return senses_[slot];
            if (keys_[slot] == EMPTY) return cue_table::NONE;
        }
    }
    void make(const std::vector<std::array<int, 3>>& pairs) {
        size_t size = 16;
        while (size < pairs.size() * 2) size *= 2;
        mask_ = size - 1;
        keys_.assign(size, EMPTY);
        senses_.assign(size, cue_table::NONE);
        for (const auto& [one, other, senses] : pairs) {
            uint64_t key = key_of(one, other);
            size_t slot = place_of(key);
            while (keys_[slot] != EMPTY && keys_[slot] != key) slot = (slot + 1) & mask_;
            keys_[slot] = key;
            senses_[slot] = static_cast<int16_t>(senses);
        }
    }

private:
    static constexpr uint64_t EMPTY = ~uint64_t{0};
    static uint64_t key_of(int one, int other) { return uint64_t(uint32_t(one)) << 32 | uint32_t(other); }
    size_t place_of(uint64_t key) const { return (key * 0x9E3779B97F4A7C15ull >> 32) & mask_; }
    std::vector<uint64_t> keys_;
    std::vector<int16_t> senses_;
    size_t mask_ = 0;
};

// Items of which spans are handed out while more are added.
template <class T>
class Pool {
public:
    std::span<const T> keep(const std::vector<T>& items) {
        if (items.empty()) return {};
        if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < items.size()) {
            blocks_.emplace_back();
            blocks_.back().reserve(std::max<size_t>(items.size(), BLOCK));
        }
        std::vector<T>& block = blocks_.back();
        size_t first = block.size();
        block.insert(block.end(), items.begin(), items.end());
        return {block.data() + first, items.size()};
    }

private:
    static constexpr size_t BLOCK = 4096;
    std::deque<std::vector<T>> blocks_;
};

template <class F>
void each_part(Str text, Char at, F&& f) {
    for (size_t start = 0; start <= text.size();) {
        size_t end = std::min(text.find(at, start), text.size());
        f(text.substr(start, end - start));
        start = end + 1;
    }
}

// What stands before the first (or last) of a sign and what after it.
std::pair<Str, Str> parted(Str text, Char at) {
    size_t place = text.find(at);
    return {text.substr(0, place), text.substr(place + 1)};
}
std::pair<Str, Str> parted_last(Str text, Char at) {
    size_t place = text.rfind(at);
    return {text.substr(0, place), text.substr(place + 1)};
}

// Lines of a word, a tab and what it says.
template <class F>
void each_line(Str table, F&& f) {
    each_part(table, U'\n', [&](Str line) {
        if (line.empty()) return;
        auto [word, says] = parted(line, U'\t');
        f(word, says);
    });
}

class Tables {
public:
    void read_by_word(Str table) {
        each_line(table, [&](Str word, Str says) { words_at(number(word)).entry = read_entry(says); });
    }
    void read_by_beginning(Str table) {
        each_line(table, [&](Str word, Str says) { begun.push_back({String(word), read_entry(says)}); });
    }
    void read_anywhere(Str table) {
        each_line(table, [&](Str phrase, Str says) {
            uint16_t& place = anywhere_places[phrase[0] & 0xFFFF];
            if (!place) anywhere.emplace_back(), place = static_cast<uint16_t>(anywhere.size());
            cue_table::Anywhere& same = anywhere[place - 1];
            same.phrases.push_back({String(phrase), senses_number(says)});
        });
    }
    void read_words(Str table, int16_t cue_table::Word::*senses) {
        each_line(table, [&](Str word, Str says) {
            words_at(number(word)).*senses = static_cast<int16_t>(senses_number(says));
        });
    }
    void read_pairs(Str table, PairTable& pairs, bool cue_table::Word::*first, bool cue_table::Word::*second) {
        std::vector<std::array<int, 3>> found;
        each_line(table, [&](Str word, Str says) {
            int one = number(word);
            words_at(one).*first = true;
            each_part(says, U'|', [&](Str following) {
                auto [written, senses] = parted(following, U':');
                int other = number(written);
                words_at(other).*second = true;
                found.push_back({one, other, senses_number(senses)});
            });
        });
        pairs.make(found);
    }
    void read_beginnings(Str table, std::vector<cue_table::Beginning>& beginnings) {
        each_line(table, [&](Str word, Str says) { beginnings.push_back({String(word), senses_number(says)}); });
    }
    void note_beginnings() {
        for (const auto* beginnings : {&begun, &openings})
            for (const cue_table::Beginning& one : *beginnings) {
                if (one.text.size() < LETTERS) throw std::runtime_error("a beginning is short: " + utf8(one.text));
                begins[place_of(one.text)] = true;
            }
    }
    bool may_begin(Str word) const { return word.size() >= LETTERS && begins[place_of(word)]; }
    void own(Str word, Languages owners) { words_at(number(word)).owners = owners; }
    void forget_texts() {
        senses_numbers_.clear();
        element_numbers_.clear();
    }

    Dictionary dictionary;
    std::vector<cue_table::Word> words;
    std::vector<cue_table::Entry> entries;
    std::vector<Senses> senses;
    std::vector<CueSet> cues;
    PairTable glance_pairs, waking_pairs;
    std::vector<cue_table::Beginning> begun, openings, waking_parts;
    std::array<bool, 4096> begins{};  // by the first letters of beginnings
    std::vector<cue_table::Anywhere> anywhere;
    std::vector<uint16_t> anywhere_places = std::vector<uint16_t>(0x10000);  // in it, by first character; from 1

private:
    static constexpr size_t LETTERS = 4;
    static size_t place_of(Str word) {
        return (word[0] * 0x9E3779B1u ^ word[1] * 0x85EBCA6Bu ^ word[2] * 0xC2B2AE35u ^ word[3] * 0x27D4EB2Fu) >> 20;
    }
    int number(Str word) {
        int number = dictionary.add(word);
        if (dictionary.size() > words.size()) words.resize(dictionary.size());
        return number;
    }
    cue_table::Word& words_at(int number) { return words[number]; }

    int senses_number(Str written) {
        auto [known, is_new] = senses_numbers_.try_emplace(written, static_cast<int>(senses.size()));
        if (!is_new) return known->second;
        std::vector<Sense> found;
        CueSet set;
        each_part(written, U',', [&](Str one) {
            auto [name, languages] = parted(one, U'=');
            Cue cue = cue_named(name);
            if (cue == Cue::NONE) throw std::runtime_error("no cue is called " + utf8(name));
            found.push_back({cue, static_cast<Languages>(std::stoul(utf8(languages), nullptr, 16))});
            set.add(cue);
        });
        std::sort(found.begin(), found.end(), [](const Sense& a, const Sense& b) { return a.cue < b.cue; });
        senses.push_back(sense_pool_.keep(found));
        cues.push_back(set);
        return known->second;
    }

    int read_entry(Str written) {
        by_next_.clear();
        loose_.clear();
        cue_table::Entry entry;
        each_part(written, U'|', [&](Str phrase) {
            auto [text, says] = parted_last(phrase, U':');
            int said = senses_number(says);
            if (text.empty()) {
                entry.alone = said;
                return;
            }
            rest_.clear();
            each_part(text, U' ', [&](Str place) { rest_.push_back(element(place)); });
            std::span<const cue_table::Element* const> kept = element_pool_.keep(rest_);
            const cue_table::Element& first = *rest_[0];
            if (first.optional || first.gap || !first.beginnings.empty()) loose_.push_back({kept, said});
            else for (int word : first.words) by_next_.push_back({word, {kept.subspan(1), said}});
        });
        std::sort(by_next_.begin(), by_next_.end(), [](const auto& a, const auto& b) { return a.word < b.word; });
        entry.by_next = next_pool_.keep(by_next_);
        entry.loose = phrase_pool_.keep(loose_);
        entries.push_back(entry);
        return static_cast<int>(entries.size() - 1);
    }

    const cue_table::Element* element(Str written) {
        auto [known, is_new] = element_numbers_.try_emplace(written, nullptr);
        if (is_new) known->second = &elements_.emplace_back(read_element(written));
        return known->second;
    }

    cue_table::Element read_element(Str written) {
        cue_table::Element element;
        if (written == U"..") {
            element.gap = true;
            return element;
        }
        if (ends_with(written, U"?")) {
            element.optional = true;
            written.remove_suffix(1);
        }
        std::vector<int> words;
        std::vector<String> beginnings;
        each_part(written, U'/', [&](Str choice) {
            String spelled = spell(choice);
            if (ends_with(spelled, U"*")) {
                spelled.pop_back();
                beginnings.push_back(spelled);
            } else {
                int word = number(spelled);
                if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
            }
        });
        element.words = word_pool_.keep(words);
        element.beginnings = text_pool_.keep(beginnings);
        return element;
    }

    // Views of the texts that are read.
    std::unordered_map<Str, int, StrHash> senses_numbers_;
    std::unordered_map<Str, const cue_table::Element*, StrHash> element_numbers_;
    std::vector<cue_table::Next> by_next_;
    std::vector<cue_table::Phrase> loose_;
    std::vector<const cue_table::Element*> rest_;
    std::deque<cue_table::Element> elements_;
    Pool<Sense> sense_pool_;
    Pool<int> word_pool_;
    Pool<String> text_pool_;
    Pool<const cue_table::Element*> element_pool_;
    Pool<cue_table::Next> next_pool_;
    Pool<cue_table::Phrase> phrase_pool_;
};

Tables tables;

// A part of the table; when the last one is there, all are read.
class Filed : public Table {
public:
    explicit Filed(const char* name) : Table(name) { ++missing_; }
    void fill(const Json& json) override {
        value_ = json;
        if (--missing_ == 0) read_all();
    }

private:
    static void read_all();
    const String& text() const { return value_.as_text(); }
    void forget() { value_ = Json(); }
    Json value_;
    static int missing_;
};
int Filed::missing_ = 0;

Filed BY_WORD{"lexicon.cue_table.BY_WORD"}, BY_BEGINNING{"lexicon.cue_table.BY_BEGINNING"},
    ANYWHERE{"lexicon.cue_table.ANYWHERE"}, WORDS{"lexicon.cue_table.WORDS"}, PAIRS{"lexicon.cue_table.PAIRS"},
    OPENING{"lexicon.cue_table.OPENING"}, WAKING_WORDS{"lexicon.cue_table.WAKING_WORDS"},
    WAKING_PAIRS{"lexicon.cue_table.WAKING_PAIRS"}, WAKING_PARTS{"lexicon.cue_table.WAKING_PARTS"},
    LANGUAGES{"lexicon.cue_table.LANGUAGES"}, OWNERS{"spoken._owners"}, ONE_SPELLING{"phrases._ONE_SPELLING"};

std::vector<std::pair<Char, Char>> spellings;
int languages = 0;

void Filed::read_all() {
    for (const Json& pair : ONE_SPELLING.value_.items())
        spellings.emplace_back(static_cast<Char>(pair[0].as_int()), static_cast<Char>(pair[1].as_int()));
    languages = static_cast<int>(split(LANGUAGES.text()).size());
    tables.read_by_word(BY_WORD.text());
    tables.read_by_beginning(BY_BEGINNING.text());
    tables.read_anywhere(ANYWHERE.text());
    tables.read_words(WORDS.text(), &cue_table::Word::glance);
    tables.read_words(WAKING_WORDS.text(), &cue_table::Word::waking);
    using Word = cue_table::Word;
    tables.read_pairs(PAIRS.text(), tables.glance_pairs, &Word::glance_pairs, &Word::glance_follows);
    tables.read_pairs(WAKING_PAIRS.text(), tables.waking_pairs, &Word::waking_pairs, &Word::waking_follows);
    tables.read_beginnings(OPENING.text(), tables.openings);
    tables.read_beginnings(WAKING_PARTS.text(), tables.waking_parts);
    tables.note_beginnings();
    for (const auto& [word, owners] : OWNERS.value_.entries()) tables.own(word, static_cast<Languages>(owners.as_int()));
    tables.forget_texts();
    cue_table::places = {tables.words.data(), tables.entries.data(), tables.senses.data(), tables.cues.data()};
    for (Filed* one : {&BY_WORD, &BY_BEGINNING, &ANYWHERE, &WORDS, &PAIRS, &OPENING, &WAKING_WORDS, &WAKING_PAIRS,
                       &WAKING_PARTS, &LANGUAGES, &OWNERS, &ONE_SPELLING})
        one->forget();
}
}  // namespace

cue_table::Places cue_table::places{};

Cue cue_named(Str name) {
    for (int cue = 1; cue < CUES; ++cue)
        if (name == CUE_NAMES[cue]) return static_cast<Cue>(cue);
    return Cue::NONE;
}

Languages any_language() { return (Languages{1} << languages) - 1; }
int language_count() { return languages; }

bool is_spelled(Str word) {
    for (Char c : word)
        for (const auto& [one, other] : spellings)
            if (c == one) return false;
    return true;
}

String spell(Str word) {
    String spelled(word);
    for (Char& c : spelled)
        for (const auto& [one, other] : spellings)
            if (c == one) {
                c = other;
                break;
            }
    return spelled;
}

namespace cue_table {

int number_of(Str word) { return tables.dictionary.find(word); }
int glance_pair(int one, int other) { return tables.glance_pairs.find(one, other); }
int waking_pair(int one, int other) { return tables.waking_pairs.find(one, other); }
bool may_begin(Str word) { return tables.may_begin(word); }
const std::vector<Beginning>& openings() { return tables.openings; }
const std::vector<Beginning>& begun() { return tables.begun; }
const std::vector<Beginning>& waking_parts() { return tables.waking_parts; }

const Anywhere* anywhere(Char first) {
    int place = tables.anywhere_places[first & 0xFFFF];
    return place ? &tables.anywhere[place - 1] : nullptr;
}
}  // namespace cue_table
}  // namespace habeas
