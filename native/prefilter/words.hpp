// Words in ASCII, found in a text by the eight bytes at each end of them. For every word of a text a few bits are
// looked up, which say whether it could wake something; only then it is compared.
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace habeas::prefilter {

enum Mark : uint32_t {  // what a word may be to patterns (`anchors` of habeas/detection/prefilter/anchors.py)
    DOUBTFUL = 1, BEFORE = 2, AFTER = 4, THEN = 8, AND = 16, STREET = 32, RUE = 64, ENDING = 128, ENDING_START = 256,
    FIRST_OF_CUE = 512, SECOND_OF_CUE = 1024, WAKES = 2048,
};

struct Word {
    uint64_t bits = 0;   // detectors, in the lanes of the trigger table
    uint32_t marks = 0;
    int senses = -1;     // index of the cues that it stands for
    int id = 0;
    std::string text;
};

inline uint64_t load(const uint8_t* at) {
    uint64_t value;
    std::memcpy(&value, at, 8);
    return value;
}

struct Key {
    uint64_t head = 0, tail = 0, hash = 0;
    Key() = default;
    Key(const uint8_t* start, int length) {  // eight bytes behind the start can be read
        head = load(start) & ~0ull >> (64 - 8 * (length < 8 ? length : 8));
        if (length > 8) tail = load(start + length - 8);
        hash = (head ^ (tail << 29 | tail >> 35) * 0xC2B2AE3D27D4EB4Full ^ length) * 0x9E3779B97F4A7C15ull;
        hash ^= hash >> 32;
    }
};

// Whether something that has a hash could be among some: no says the truth.
template <int SIZE> class Seen {
public:
    void add(uint64_t hash) { bits_[place(hash)] |= 1ull << (hash & 63); }
    bool has(uint64_t hash) const { return bits_[place(hash)] >> (hash & 63) & 1; }

private:
    static constexpr size_t place(uint64_t hash) { return hash >> 6 & ((1u << (SIZE - 6)) - 1); }
    uint64_t bits_[1u << (SIZE - 6)] = {};
};

class WordTable {
public:
    Word& add(std::string_view word);  // the word, there already or new; before `freeze`
    void freeze();
    void add_pair(const Word& one, const Word& other);
    bool may_wake(const Key& key) const { return waking_.has(key.hash); }
    bool may_be_pair(const Key& one, const Key& other) const { return pairs_.has(hash(one, other)); }
    bool may_be_doubtful(const Key& key) const { return doubtful_.has(key.hash); }
    struct Slot {
        uint64_t head = 0;
        int word = -1;  // its index
        uint32_t marks : 24 = 0, length : 8 = 0;
    };
    const Slot* find(const Key& key, const uint8_t* start, int length) const {
        for (size_t slot = key.hash >> 20 & mask_;; slot = (slot + 1) & mask_) {
            const Slot& one = slots_[slot];
            if (one.word < 0) return nullptr;
            if (one.head == key.head && static_cast<int>(one.length) == length &&
                is_rest(words_[one.word], start, length))
                return &one;
        }
    }
    const Word& operator[](int index) const { return words_[index]; }

private:
    static uint64_t hash(const Key& one, const Key& other) { return (one.hash << 7 | one.hash >> 57) ^ other.hash; }
    static bool is_rest(const Word& word, const uint8_t* start, int length) {
        return length <= 8 || std::memcmp(word.text.data() + 8, start + 8, length - 8) == 0;
    }
    std::vector<Word> words_;
    std::unordered_map<std::string, int> places_;
    std::vector<Slot> slots_;
    Seen<17> waking_;
    Seen<16> pairs_;
    Seen<12> doubtful_;  // or a figure
    size_t mask_ = 0;
};

// Two words, one after the other, by what is known of each.
class PairTable {
public:
    struct Pair {
        uint64_t key = 0, bits = 0;
        int senses = -1;
    };
    void add(int one, int other, uint64_t bits, int senses) { pairs_.push_back({key(one, other), bits, senses}); }
    void freeze();
    const Pair* find(int one, int other) const {
        const uint64_t wanted = key(one, other);
        for (size_t slot = hash(wanted) & mask_;; slot = (slot + 1) & mask_) {
            const int index = slots_[slot];
            if (index < 0) return nullptr;
            if (pairs_[index].key == wanted) return &pairs_[index];
        }
    }

private:
    static uint64_t key(int one, int other) {
        return static_cast<uint64_t>(one) << 32 | static_cast<uint32_t>(other);
    }
    static size_t hash(uint64_t key) { return key * 0x9E3779B97F4A7C15ull >> 40; }
    std::vector<Pair> pairs_;
    std::vector<int> slots_;
    size_t mask_ = 0;
};

// Beginnings of words, of three letters at least; `each` tells the length of every one that stands at a place.
class Beginnings {
public:
    void add(std::string_view word);
    template <class Each> bool any(const uint8_t* at, Each each) const {
        const uint32_t three = static_cast<uint32_t>(load(at)) & 0xFFFFFF;
        if (!(seen_[hash(three)])) return false;
        for (const std::string& word : words_)
            if (std::memcmp(word.data(), at, word.size()) == 0 && each(static_cast<int>(word.size()))) return true;
        return false;
    }
    bool at(const uint8_t* place) const { return any(place, [](int) { return true; }); }

private:
    static uint32_t hash(uint32_t three) { return three * 0x9E3779B1u >> 20; }
    std::vector<std::string> words_;
    std::vector<bool> seen_ = std::vector<bool>(4096);
};
}  // namespace habeas::prefilter
