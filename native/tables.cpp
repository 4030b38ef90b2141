// All tables, and how the plain ones are filled.
#include "tables.hpp"

namespace habeas {

std::vector<Table*>& Table::all() {
    static std::vector<Table*> tables;
    return tables;
}

Table::Table(const char* name) : name_(name) { all().push_back(this); }

void Words::add(Str word) {
    words_.emplace_back(word);
    longest_ = std::max(longest_, word.size());
}

void Words::freeze() {
    size_t size = 8;
    while (size < words_.size() * 3) size *= 2;
    slots_.assign(size, NONE);
    mask_ = size - 1;
    for (size_t index = 0; index < words_.size(); ++index) {
        size_t slot = StrHash{}(words_[index]) & mask_;
        while (slots_[slot] != NONE) slot = (slot + 1) & mask_;
        slots_[slot] = static_cast<int>(index);
    }
}

void WordSet::fill(const Json& json) {
    for (const Json& word : json.items()) words_.add(word.as_text());
    for (const auto& [word, value] : json.entries()) words_.add(word);
    for (const Char& c : json.as_text()) words_.add(Str(&c, 1));
    words_.freeze();
}

void CharSet::fill(const Json& json) {
    String characters = json.as_text();
    for (const Json& one : json.items()) characters += one.as_text();
    for (const auto& [one, value] : json.entries()) characters += one;
    for (Char c : characters) {
        if (c < 128) low_[c >> 6] |= 1ull << (c & 63);
        else high_.push_back(c);
    }
    std::sort(high_.begin(), high_.end());
}
}  // namespace habeas
