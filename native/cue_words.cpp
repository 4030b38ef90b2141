// The words of a text with their numbers in the tables of cues.
#include "cue_words.hpp"

#include "cue_table.hpp"
#include "fours.hpp"

namespace habeas {

bool stands_in(Str text, Str word) {
    constexpr size_t BLOCK = 8;
    if (word.size() < 2) return word.empty() || text.find(word[0]) != Str::npos;
    if (text.size() < word.size()) return false;
    const Char *at = text.data(), first = word[0];
    const Four firsts = four_of(first), seconds = four_of(word[1]);
    size_t last = text.size() - word.size() + 1, place = 0;  // one more than the last place where it could stand
    for (; place + BLOCK < text.size() && place < last; place += BLOCK) {
        const Char* here = at + place;
        Four found = (equal(four_at(here), firsts) & equal(four_at(here + 1), seconds)) |
                     (equal(four_at(here + 4), firsts) & equal(four_at(here + 5), seconds));
        if (!any(found)) continue;
        for (size_t i = place; i < std::min(place + BLOCK, last); ++i)
            if (at[i] == first && text.substr(i, word.size()) == word) return true;
    }
    for (; place < last; ++place)
        if (at[place] == first && text.substr(place, word.size()) == word) return true;
    return false;
}

namespace {

// Whether signs could join words of a text, or a link stand in it: "_", "://", "www.".
bool may_join(Str text) {
    const Four joins = four_of(U'_'), colon = four_of(U':'), slash = four_of(U'/'), w = four_of(U'w');
    size_t place = 0;
    Four found{};
    for (; place + 4 < text.size(); place += 4) {
        Four one = four_at(text.data() + place), next = four_at(text.data() + place + 1);
        found |= equal(one, joins) | (equal(one, colon) & equal(next, slash)) | (equal(one, w) & equal(next, w));
    }
    if (any(found)) return true;
    for (; place < text.size(); ++place)
        if (text[place] == U'_' || text[place] == U':' || text[place] == U'w') return true;
    return false;
}

bool is_plain(Str text) {
    return !may_join(text) || !(contains(text, U'_') || stands_in(text, U"://") || stands_in(text, U"www."));
}
}  // namespace

TextWords::TextWords(Str text, const Tokens& tokens)
    : text_(text),
      tokens_(&tokens),
      plain_(tokens.known && is_plain(text)) {
    numbers_.reserve(tokens.words.size());
    for (Str word : tokens.words) numbers_.push_back(cue_table::number_of(word));
}

bool TextWords::between(int start, int end, CueWords& found) const {
    const std::vector<Str>& words = tokens_->words;
    auto start_of = [&](Str word) { return static_cast<int>(word.data() - text_.data()); };
    auto first = std::partition_point(words.begin(), words.end(), [&](Str word) { return start_of(word) < start; });
    auto last = std::partition_point(first, words.end(), [&](Str word) { return start_of(word) < end; });
    if (first != words.begin() && start_of(first[-1]) + static_cast<int>(first[-1].size()) > start) return false;
    if (last != first && start_of(last[-1]) + static_cast<int>(last[-1].size()) > end) return false;
    size_t place = first - words.begin(), count = last - first;
    found = {std::span(words).subspan(place, count), std::span(numbers_).subspan(place, count)};
    return true;
}
}  // namespace habeas
