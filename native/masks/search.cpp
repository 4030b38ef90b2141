// The masks of a document: one pass over its digit runs, a look at what stands around each
// (habeas/detection/masks/search.py).
#include "search.hpp"

#include "../regex.hpp"
#include "amounts.hpp"
#include "chunks.hpp"
#include "rows.hpp"
#include "shapes.hpp"
#include "siblings.hpp"

namespace habeas {
namespace {
const Pattern GAP{"masks.search._GAP"};
const Pattern AFTER_A_DATE{"masks.search._AFTER_A_DATE"};
const Pattern REST_OF_A_CODE{"masks.search._REST_OF_A_CODE"};
const Pattern GROUPS_OF_THOUSANDS{"masks.search._GROUPS_OF_THOUSANDS"};
const CharSet GLUE_LEFT{"masks.search._GLUE_LEFT"};
const CharSet GLUE_RIGHT{"masks.search._GLUE_RIGHT"};
const CharSet TOUCHING{"masks.search._TOUCHING"};
const CharSet JOINING{"masks.search._JOINING"};
const CharSet TIMES{"masks.search._TIMES"};
const Text TIMED{"masks.search._TIMED"};
constexpr int LONGEST_GAP = 5, LONGEST_FIRST_GROUP = 6, MOST_JOINING = 3, MOST_TOUCHING = 3,
              LONGEST_CLOSE = 12, LONGEST_UNBROKEN = 512;

bool is_figure(Char c) { return c - '0' < 10; }

// The place of the first figure from `place` on, or `end`.
int find_figure(Str text, int place, int end) {
    for (constexpr int BLOCK = 16; end - place >= BLOCK; place += BLOCK) {
        unsigned any = 0;
        for (int i = 0; i < BLOCK; ++i) any |= is_figure(text[place + i]);
        if (any) break;
    }
    while (place < end && !is_figure(text[place])) ++place;
    return place;
}

// How far the numbers beside a place go that are close to each other, or with no blank between them: what `_CLOSE`
// matches in `size` characters, of which `at` gives one by one.
template <class At> int reach_of_close(int size, At at) {
    int end = 0;
    for (int place = 0; place < size;) {
        if (is_figure(at(place))) {
            end = ++place;
            continue;
        }
        int first = place;
        bool blank = false;
        while (place < size && !is_figure(at(place))) {
            blank = blank || is_space(at(place));
            int gap = ++place - first;
            if (gap > LONGEST_CLOSE && (blank || gap > LONGEST_UNBROKEN)) return end;
        }
    }
    return end;
}

// Where the signs at `place` lead on to figures of the same number: their first, or -1.
int beyond_joint(Str text, int place, int end) {
    int next = place;
    while (next < end && next - place < MOST_JOINING && JOINING.has(text[next])) ++next;
    if (next == place) {
        if (next < end && text[next] == ' ') ++next;
        if (next == end || !TIMES.has(text[next])) return -1;
        if (++next < end && text[next] == ' ') ++next;
    }
    return next < end && is_figure(text[next]) ? next : -1;
}

// The end of the number whose first figure is at `place`: what `_TOKEN` matches.
int end_of_number(Str text, int place, int end) {
    for (int next = place; next >= 0; next = beyond_joint(text, place, end))
        for (place = next; place < end && is_figure(text[place]);) ++place;
    return place;
}

bool is_explained(Str text, int start, int end) {
    return read_shape(slice(text, start, end)) || read_amount(text, start, end, false, false);
}

// Whether dots join a number that has dots to letters ("4.0.4.five").
bool is_in_a_word(Str text, int start, int end) {
    if (!contains(slice(text, start, end), U'.')) return false;
    return (at(text, end) == '.' && is_alpha(at(text, end + 1))) ||
           (at(text, start - 1) == '.' && is_alpha(at(text, start - 2)));
}

bool is_cased(Char c) { return c != upper(c); }

// The masks found so far, and the bare numbers in a row that nothing has explained yet.
class Search {
public:
    explicit Search(const Document& document) : document_(document), text_(document.text) {}

    std::vector<Mask> masks;
    std::vector<Bare> unexplained;

    void run(int start, int end) {
        for (int first = find_figure(text_, start, end); first < end; first = find_figure(text_, start, end)) {
            start = end_of_number(text_, first, end);
            if (first >= reach_) read(first, start);
        }
        settle();
    }

private:
    // Explains one token, or keeps it for the row it belongs to.
    void read(int start, int end) {
        if (!row_.empty() && !continues(start)) settle();
        auto mask = explain(start, end);
        if (!mask) {
            row_.emplace_back(start, end);
            return;
        }
        if (!row_.empty()) {
            take_thousands_before(*mask);
            settle();
        }
        reach_ = mask->end;
        masks.push_back(std::move(*mask));
    }

    // Explains the bare numbers of the last row, together or one after another.
    void settle() {
        if (row_.empty()) return;
        settle_row(document_, row_, masks, unexplained);
        reach_ = row_.back().second;
        row_.clear();
    }

    bool continues(int start) const {
        int end = row_.back().second;
        return start - end <= LONGEST_GAP && GAP.fullmatch(text_, end, start);
    }

    // Gives a price or quantity the groups of thousands before it.
    void take_thousands_before(Mask& mask) {
        if (mask.explanation != Explanation::PRICE && mask.explanation != Explanation::QUANTITY) return;
        int first = mask.start;
        size_t left = row_.size();
        for (; left && row_[left - 1].second == first - 1 && text_[first - 1] == ' '; --left) first = row_[left - 1].first;
        if (left || !GROUPS_OF_THOUSANDS.fullmatch(slice(text_, first, mask.end))) return;
        row_.clear();
        mask.start = first;
    }

    std::optional<Mask> explain(int start, int end) {
        Char left = at(text_, start - 1), right = at(text_, end);
        if (GLUE_LEFT.has(left) || GLUE_RIGHT.has(right) || (right == '.' && is_alpha(at(text_, end + 1))))
            if (auto mask = read_glued(start, end)) return mask;
        bool bound = is_cased(left) || left == '_';
        bool touched = is_touched(start, end);
        auto mask = read_amount(text_, start, end, touched, bound);
        if (mask || bound || is_cased(right)) return mask;
        if (is_digit(slice(text_, start, end)) || is_in_a_word(text_, start, end)) return read_time(start, end);
        return read_form(start, end, touched);
    }

    // The link, hash, file name or code that the digits are part of.
    std::optional<Mask> read_glued(int start, int end) {
        if (start < tried_) return {};
        auto [first, last] = chunk_around(text_, start, end, row_.empty() ? reach_ : row_.back().second);
        tried_ = last;
        Str chunk = slice(text_, first, last);
        if (!may_mean_something(chunk)) return {};
        auto mask = read_chunk(first, last, chunk);
        if (mask || contains(chunk, U'@')) return mask;
        auto label = find_label(document_, first);
        if (!label) return read_code(first, last, chunk);
        if (end - start <= LONGEST_FIRST_GROUP)
            if (Match rest = REST_OF_A_CODE.match(text_, last)) last = rest.end();
        return labelled_mask(document_, first, last, *label);
    }

    // A time written as bare digits right after a date ("2020-07-10 154320").
    std::optional<Mask> read_time(int start, int end) const {
        if (masks.empty() || masks.back().explanation != Explanation::DATE || masks.back().end > start) return {};
        if (!AFTER_A_DATE.fullmatch(text_, masks.back().end, start) || !read_clock(slice(text_, start, end))) return {};
        return Mask{start, end, Explanation::TIME, TIMED.get()};
    }

    std::optional<Mask> read_form(int start, int end, bool touched) const {
        if (at(text_, start - 1) == '*') return {};  // a code to dial, such as *123*4#
        const Shape* shape = read_shape(slice(text_, start, end));
        if (!shape || (shape->alone && touched) || (shape->first && !row_.empty() && touches(start)))
            return read_time(start, end);
        if (!shape->strong && end - start > LONGEST_FIRST_GROUP)
            if (auto label = find_label(document_, start))
                if (auto named = labelled_mask(document_, start, end, *label)) return named;
        return Mask{start, end, shape->explanation, shape->because, shape->strong};
    }

    // Whether a bare number stands on either side, as the groups of a phone number do.
    bool is_touched(int start, int end) const {
        if ((!row_.empty() && touches(start)) || at(text_, start - 1) == '+') return true;
        int first = end, size = static_cast<int>(text_.size());
        while (first < size && first - end < MOST_TOUCHING && TOUCHING.has(text_[first])) ++first;
        if (first == end || first == size || !is_figure(text_[first])) return false;
        return !is_explained(text_, first, end_of_number(text_, first, size));
    }

    bool touches(int start) const {
        return slice(text_, row_.back().second, start).find_first_of(U",;") == Str::npos;
    }

    const Document& document_;
    Str text_;
    std::vector<Bare> row_;
    int reach_ = 0, tried_ = 0;
};
}  // namespace

std::vector<Mask> find_masks(const Document& document) { return MaskSearch(document).all(); }

std::vector<Mask> MaskSearch::all() { return read(0, static_cast<int>(document_.text.size())); }

const std::vector<Mask>& MaskSearch::over(int start, int end) {
    if (start >= first_ && end <= last_) return masks_;
    Str text = document_.text;
    int before = start >= last_ ? last_ : 0;
    first_ = start - reach_of_close(start - before, [&](int place) { return text[start - 1 - place]; });
    last_ = end + reach_of_close(static_cast<int>(text.size()) - end, [&](int place) { return text[end + place]; });
    masks_ = read(first_, last_);
    return masks_;
}

std::vector<Mask> MaskSearch::read(int start, int end) {
    Search search(document_);
    search.run(start, end);
    // Whether another number may begin as this one does.
    auto has_sibling = [&](Bare bare) {
        Str text = document_.text, beginning = text.substr(bare.first, SHARED);
        return text.find(beginning, text.find(beginning) + SHARED) != Str::npos;
    };
    std::vector<Bare> alike;
    for (Bare bare : search.unexplained)
        if (has_sibling(bare)) alike.push_back(bare);
    if (alike.empty()) return std::move(search.masks);
    const int size = static_cast<int>(document_.text.size());
    if (!whole_ && (start > 0 || end < size)) {
        Search whole(document_);
        whole.run(0, size);
        whole_ = with_labels(document_, whole.masks);
    }
    for (const Mask& mask : find_siblings(document_, whole_ ? *whole_ : search.masks, alike)) search.masks.push_back(mask);
    std::stable_sort(search.masks.begin(), search.masks.end(),
                     [](const Mask& a, const Mask& b) { return a.start < b.start; });
    return std::move(search.masks);
}
}  // namespace habeas
