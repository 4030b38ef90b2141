// Where in a text to read numbers (habeas/detection/number_windows.py).
#include "number_windows.hpp"

#include "fours.hpp"
#include "numeral_lexicon.hpp"
#include "numeral_tokens.hpp"
#include "regex.hpp"

namespace habeas {
namespace {

const WordSet IN_NUMBERS{"number_windows._IN_NUMBERS"};
const Pattern UNSPACED{"number_windows._UNSPACED"};

constexpr int WIDEST_GAP = 12, FEWEST_FIGURES = 7, REACH = 64, MOST_SIGNS = 24, SHORTEST_COMPOUND = 6;

bool is_figure(Char c) { return c >= '0' && c <= '9'; }
bool is_plain_letter(Char c) { return c >= 'a' && c <= 'z'; }
bool is_of_word(Char c) { return c != '_' && is_word(c); }  // [^\W_]

struct Chain {
    int end;     // where the figures end between which nothing but signs stand
    int enough;  // where they are enough for a number, or 0
};

// From the first of some figures. As `_ENOUGH_FIGURES` has it: seven figures and a comma and a full stop between them
// are an amount.
Chain follow(Str text, int start, int end) {
    int figures = 1, last = start + 1;
    bool commas = false, stops = false;
    for (int place = last; place < end;) {
        int next = place;
        bool comma = false, stop = false;
        for (; next < end && next - place < WIDEST_GAP && !is_figure(text[next]) && !is_plain_letter(text[next]); ++next) {
            comma = comma || text[next] == ',';
            stop = stop || text[next] == '.';
        }
        if (next >= end || !is_figure(text[next])) break;
        commas = commas || comma;
        stops = stops || stop;
        place = last = next + 1;
        ++figures;
    }
    return {last, figures > FEWEST_FIGURES || (figures == FEWEST_FIGURES && !(commas && stops)) ? last : 0};
}

int next_figure(Str text, int place, int end) {
    const Four zero = four_of('0'), ten = four_of(10);
    for (; place + 8 <= end; place += 8) {
        const Char* here = text.data() + place;
        if (any(Four(four_at(here) - zero < ten) | Four(four_at(here + 4) - zero < ten))) break;
    }
    while (place < end && !is_figure(text[place])) ++place;
    return place;
}

// Finds figures enough for a number from a place on: where they begin and end; {0, 0} for none.
std::pair<int, int> search_enough_figures(Str text, int place, int end) {
    while ((place = next_figure(text, place, end)) < end) {
        Chain chain = follow(text, place, end);
        if (chain.enough) return {place, chain.enough};
        place = chain.end;
    }
    return {};
}

// Whether a word beside a number could be a part of it.
bool goes_on(Str word) {
    String plain;
    if (contains(word, U'\'')) word = plain = replace(word, U"'", U"");
    if (word.size() <= 1 || !is_alpha(word) || NumeralLexicon::get().is_sure(word) || IN_NUMBERS.has(word)) return true;
    if (!is_ascii(word)) return UNSPACED.found(word);
    return word.size() >= static_cast<size_t>(SHORTEST_COMPOUND) && is_compound(word);
}

int widen_right(Str text, int end) {
    for (;;) {
        int limit = std::min(static_cast<int>(text.size()), end + REACH), first = end;
        while (first < limit && first - end < MOST_SIGNS && !is_of_word(text[first])) ++first;
        if (first >= limit || !is_of_word(text[first])) return end;
        int last = first + 1;
        while (last < limit && (text[last] == '\'' || is_of_word(text[last]))) ++last;
        if (first != end && !goes_on(slice(text, first, last))) return end;
        end = last;
    }
}

int widen_left(Str text, int start) {
    for (;;) {
        int limit = std::max(0, start - REACH), last = start;
        while (last > limit && start - last < MOST_SIGNS && !is_of_word(text[last - 1])) --last;
        if (last <= limit || !is_of_word(text[last - 1])) return start;
        int first = last - 1;
        while (first > limit && (text[first - 1] == '\'' || is_of_word(text[first - 1]))) --first;
        if (last != start && !goes_on(slice(text, first, last))) return start;
        start = first;
    }
}
}  // namespace

bool has_enough_figures(Str text, int start, int end) {
    return search_enough_figures(text, std::max(0, start), std::min(end, static_cast<int>(text.size()))).second != 0;
}

std::vector<std::pair<int, int>> read_windows(Str text) {
    std::vector<std::pair<int, int>> windows;
    int size = static_cast<int>(text.size()), reach = 0;
    for (int place = 0; place < size;) {
        auto [start, end] = search_enough_figures(text, place, size);
        if (!end) break;
        place = end;
        if (start < reach) continue;
        int first = std::max(reach, widen_left(text, start));
        reach = widen_right(text, end);
        windows.emplace_back(first, reach);
    }
    return windows;
}
}  // namespace habeas
