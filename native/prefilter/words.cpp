// Words in ASCII, found in a text by the eight bytes at each end of them.
#include "words.hpp"

namespace habeas::prefilter {
namespace {
Key key_of(std::string_view word) {
    std::string padded(word);
    padded.resize(word.size() + 8);
    return Key(reinterpret_cast<const uint8_t*>(padded.data()), static_cast<int>(word.size()));
}
}  // namespace

Word& WordTable::add(std::string_view word) {
    auto [found, is_new] = places_.try_emplace(std::string(word), static_cast<int>(words_.size()));
    if (is_new) {
        words_.emplace_back();
        words_.back().id = found->second;
        words_.back().text = word;
    }
    return words_[found->second];
}

void WordTable::freeze() {
    size_t size = 8;
    while (size < words_.size() * 2) size *= 2;
    slots_.assign(size, {});
    mask_ = size - 1;
    for (const Word& word : words_) {
        const Key key = key_of(word.text);
        if (word.bits || word.marks & (STREET | RUE)) waking_.add(key.hash);
        if (word.marks & DOUBTFUL) doubtful_.add(key.hash);
        size_t slot = key.hash >> 20 & mask_;
        while (slots_[slot].word >= 0) slot = (slot + 1) & mask_;
        const uint32_t marks = word.marks | (word.bits ? uint32_t(WAKES) : 0);
        slots_[slot] = {key.head, word.id, marks, static_cast<uint8_t>(word.text.size())};
    }
    for (const char* figure : {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}) doubtful_.add(key_of(figure).hash);
}

void WordTable::add_pair(const Word& one, const Word& other) { pairs_.add(hash(key_of(one.text), key_of(other.text))); }

void PairTable::freeze() {
    size_t size = 8;
    while (size < pairs_.size() * 2) size *= 2;
    slots_.assign(size, -1);
    mask_ = size - 1;
    for (size_t index = 0; index < pairs_.size(); ++index) {
        size_t slot = hash(pairs_[index].key) & mask_;
        while (slots_[slot] >= 0) slot = (slot + 1) & mask_;
        slots_[slot] = static_cast<int>(index);
    }
}

void Beginnings::add(std::string_view word) {
    words_.emplace_back(word);
    std::string padded(word);
    padded.resize(word.size() + 8);
    seen_[hash(static_cast<uint32_t>(load(reinterpret_cast<const uint8_t*>(padded.data()))) & 0xFFFFFF)] = true;
}
}  // namespace habeas::prefilter
