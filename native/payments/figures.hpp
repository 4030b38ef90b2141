// Figures of a text, looked for four characters at a time.
#pragma once
#include "../fours.hpp"

namespace habeas {

inline bool is_figure(Char c) { return c >= U'0' && c <= U'9'; }

// The first figure at a place or behind it, or the end.
inline int next_figure(Str text, int place) {
    int size = static_cast<int>(text.size());
    const Four zeros = four_of(U'0'), ten = four_of(10);
    for (; place + 8 <= size; place += 8) {
        Four one = four_at(text.data() + place), next = four_at(text.data() + place + 4);
        if (any(Four(one - zeros < ten) | Four(next - zeros < ten))) break;
    }
    while (place < size && !is_figure(text[place])) ++place;
    return place;
}

// How the figures of one number may stand: what may not stand before the first, what may stand between two and how
// often, how many more than one they are, and whether they may end at a place.
struct FigureRules {
    bool (*bars_before)(Char c);
    bool (*joins)(Char c);
    int most_joins, fewest_more, most_more;
    bool (*may_end)(Str text, int end);
};

// Where the longest number ends that begins at a place, or -1.
template <const FigureRules& rules>
int figures_end(Str text, int place) {
    if (!is_figure(text[place]) || (place > 0 && rules.bars_before(text[place - 1]))) return -1;
    int ends[32], more = 0, size = static_cast<int>(text.size());
    for (int next = place + 1; more < rules.most_more; ++more) {
        for (int joins = 0; joins < rules.most_joins && next < size && rules.joins(text[next]); ++joins) ++next;
        if (next >= size || !is_figure(text[next])) break;
        ends[more] = ++next;
    }
    while (more >= rules.fewest_more)
        if (int end = ends[--more]; rules.may_end(text, end)) return end;
    return -1;
}
}  // namespace habeas
