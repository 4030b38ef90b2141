// Goes through a text once and tells of words and marks, without a branch for each character.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>

#include "text.hpp"

namespace habeas {

inline constexpr uint8_t SCAN_WORD = 1, SCAN_MARK = 2;  // the flags that `scan` reads; the others are the caller's

// The flags of characters: of most from a table, made when it is first used.
template <uint8_t (*read_flags)(Char)>
class CharacterFlags {
public:
    static constexpr Char TABLED = 0x10000;
    CharacterFlags() : table_(TABLED) {
        for (Char c = 0; c < TABLED; ++c) table_[c] = read_flags(c);
    }
    uint8_t of(Char c) const { return c < TABLED ? table_[c] : read_flags(c); }
    // Of 64 characters.
    void of_all(const Char* characters, uint8_t* flags) const {
        const uint8_t* const table = table_.data();
        Char all = 0;
        for (int i = 0; i < 64; ++i) all |= characters[i];
        if (all < TABLED) {
            for (int i = 0; i < 64; ++i) flags[i] = table[characters[i]];
        } else {
            for (int i = 0; i < 64; ++i) flags[i] = of(characters[i]);
        }
    }

private:
    std::vector<uint8_t> table_;
};

// One bit of each of 64 bytes.
struct ScanMasks {
    uint64_t words = 0, marks = 0, seen = 0;
    explicit ScanMasks(const uint8_t* flags) {
        constexpr uint64_t LOWEST = 0x0101010101010101, GATHER = 0x0102040810204080;
        for (int i = 0; i < 8; ++i) {
            uint64_t eight;
            if constexpr (std::endian::native == std::endian::little) {
                std::memcpy(&eight, flags + 8 * i, 8);
            } else {
                eight = 0;
                for (int byte = 7; byte >= 0; --byte) eight = eight << 8 | flags[8 * i + byte];
            }
            seen |= eight;
            words |= (eight & LOWEST) * GATHER >> 56 << (8 * i);
            marks |= (eight >> 1 & LOWEST) * GATHER >> 56 << (8 * i);
        }
        for (int shift : {32, 16, 8}) seen |= seen >> shift;
    }
};

// Calls `on_word(start, end)` for each run of characters that have SCAN_WORD and `on_mark(place)` for each that has
// SCAN_MARK, words in order and marks in order. Returns all flags that were seen.
template <class Flags, class OnWord, class OnMark>
uint8_t scan(Str text, const Flags& flags_of, OnWord on_word, OnMark on_mark) {
    const int size = static_cast<int>(text.size());
    uint8_t flags[64], seen = 0;
    int open = -1;  // where the word begins that has not ended
    for (int base = 0; base < size; base += 64) {
        if (base + 64 <= size) {
            flags_of.of_all(text.data() + base, flags);
        } else {
            std::memset(flags, 0, 64);
            for (int i = base; i < size; ++i) flags[i - base] = flags_of.of(text[i]);
        }
        const ScanMasks masks(flags);
        seen |= static_cast<uint8_t>(masks.seen);
        uint64_t edges = masks.words ^ (masks.words << 1 | (open >= 0));
        auto next_edge = [&] {
            const int place = base + std::countr_zero(edges);
            edges &= edges - 1;
            return place;
        };
        if (edges && open >= 0) {
            on_word(open, next_edge());
            open = -1;
        }
        while (edges) {
            const int start = next_edge();
            if (!edges) {
                open = start;
                break;
            }
            on_word(start, next_edge());
        }
        for (uint64_t marks = masks.marks; marks; marks &= marks - 1) on_mark(base + std::countr_zero(marks));
    }
    if (open >= 0) on_word(open, size);
    return seen;
}
}  // namespace habeas
