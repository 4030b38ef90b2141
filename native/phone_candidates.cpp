// Stretches of a number run that could be one telephone number, and how they are written
// (habeas/detection/phone_candidates.py).
#include "phone_candidates.hpp"

#include "regex.hpp"
#include "tables.hpp"

namespace habeas::phones {
namespace {

constexpr int FEWEST_DIGITS = 7, MOST_DIGITS = 17;
constexpr int MOST_DIGITS_IN_A_ROW = 120;
constexpr int LONGEST_LABEL = 16;
constexpr int LONGEST_GROUP = 8;
constexpr int MANY_LONE = 4;
constexpr int FEWEST_TO_COUNT = 5;
constexpr int ALIKE = 7, ZEROS = 6, BEFORE_ZEROS = 6, BINARY = 8;

const Text UPWARD{"phone_candidates._UPWARD"}, DOWNWARD{"phone_candidates._DOWNWARD"};
const Loaded<std::vector<std::vector<int>>> NORTH_AMERICAN_SIZES{
    "phone_candidates._NORTH_AMERICAN_SIZES", [](const Json& json) {
        std::vector<std::vector<int>> all;
        for (const Json& sizes : json.items()) {
            all.emplace_back();
            for (const Json& size : sizes.items()) all.back().push_back(static_cast<int>(size.as_int()));
        }
        return all;
    }};
const Pattern BRACKETED{"phone_candidates._BRACKETED"};
const Pattern LABEL{"phone_candidates._LABEL"};
const CharSet LABEL_SIGNS{"phone_candidates._LABEL_SIGNS"};
const CharSet CURRENCIES{"phone_candidates._CURRENCIES"};

// _BREAK: [,;:|\n+#]|[.)] |[ )]\(| [-/~] |--| {2,}| ?\.{2,} ?
bool has_break(Str gap) {
    for (size_t place = 0; place < gap.size(); ++place) {
        const Char next = place + 1 < gap.size() ? gap[place + 1] : U'\0';
        switch (gap[place]) {
            case U',': case U';': case U':': case U'|': case U'\n': case U'+': case U'#': return true;
            case U'.':
                if (next == U' ' || next == U'.') return true;
                break;
            case U')':
                if (next == U' ' || next == U'(') return true;
                break;
            case U'-':
                if (next == U'-') return true;
                break;
            case U' ':
                if (next == U' ' || next == U'(') return true;
                if ((next == U'-' || next == U'/' || next == U'~') && at(gap, static_cast<int>(place) + 2) == U' ')
                    return true;
                break;
            default: break;
        }
    }
    return false;
}

// _COMMON_SEPARATOR: [ ./()~+\n-]{0,4}
bool is_common_separator(Str gap) {
    return gap.size() <= 4 && std::all_of(gap.begin(), gap.end(), [](Char c) {
        return c == U' ' || c == U'.' || c == U'/' || c == U'(' || c == U')' || c == U'~' || c == U'+' || c == U'\n' ||
               c == U'-';
    });
}

// 18(?:00|33|44|55|66|77|88) at the front
bool is_toll_free(Str digits) {
    return digits.size() >= 4 && digits[0] == U'1' && digits[1] == U'8' && digits[2] == digits[3] &&
           (digits[2] == U'0' || (digits[2] >= U'3' && digits[2] <= U'8'));
}

// (?:19|20)[0-9]{2}
bool is_year(Str digits) {
    return digits.size() == 4 && ((digits[0] == U'1' && digits[1] == U'9') || (digits[0] == U'2' && digits[1] == U'0'));
}

long long number(Str digits) {
    long long value = 0;
    for (Char c : digits) value = 10 * value + (c - U'0');
    return value;
}

// Whether a number may end before the group at `place`: a break, or another kind of gap than before it.
bool is_break(Str text, const std::vector<DigitGroup>& groups, int place) {
    auto gap_before = [&](int group) { return slice(text, groups[group - 1].end, groups[group].start); };
    Str gap = gap_before(place);
    if (has_break(gap)) return true;
    if (gap != U" ") return false;
    auto has_no_blank = [](Str other) { return !other.empty() && !contains(other, U' '); };
    if (place > 1 && has_no_blank(gap_before(place - 1))) return true;
    return place + 1 < static_cast<int>(groups.size()) && has_no_blank(gap_before(place + 1));
}

bool is_first_bracketed(Str text, int first_end, int end) {
    int closing = find(text, U")", first_end, end);
    return closing >= 0 && !contains(slice(text, first_end, closing), U'(');
}

int start_of(Str text, std::span<const DigitGroup> groups) {
    int start = groups[0].start;
    if (at(text, start - 1) == U'(' && is_first_bracketed(text, groups[0].end, groups.back().end)) --start;
    return at(text, start - 1) == U'+' ? start - 1 : start;
}
}  // namespace

int Candidate::shortest() const {
    int least = size(0);
    for (int group = 1; group < count(); ++group) least = std::min(least, size(group));
    return least;
}

int Candidate::longest() const {
    int most = size(0);
    for (int group = 1; group < count(); ++group) most = std::max(most, size(group));
    return most;
}

bool Candidate::is_disguised() const {
    return std::any_of(groups.begin(), groups.end(), [](const DigitGroup& group) {
        return group.style == DigitStyle::SPELLED || group.style == DigitStyle::LEET;
    });
}

bool Candidate::is_glued() const {
    return std::any_of(groups.begin(), groups.end(), [](const DigitGroup& g) { return g.style == DigitStyle::GLUED; });
}

bool Candidate::is_oddly_separated() const {
    for (int group = 0; group + 1 < count(); ++group)
        if (!is_common_separator(gap(group))) return true;
    return false;
}

Str Candidate::label() const {
    if (start < groups[0].start) return {};
    const Char last = at(text, start - 1);
    if (!is_alpha(LABEL_SIGNS.has(last) ? at(text, start - 2) : last)) return {};
    Match match = LABEL.search(slice(text, std::max(0, start - LONGEST_LABEL), start));
    return match ? match.group(1) : Str{};
}

bool Candidate::is_scattered() const {
    int lone = 0;
    for (int group = 0; group < count(); ++group) lone += size(group) == 1;
    return lone >= MANY_LONE;
}

bool Candidate::is_strung() const {
    if (count() < 2 || longest() != 1) return false;
    Str first = gap(0);
    for (int group = 1; group + 1 < count(); ++group)
        if (gap(group) != first) return false;
    return first != U" ";
}

int Candidate::breaks() const {
    int found = 0;
    for (int group = 0; group + 1 < count(); ++group) found += has_break(gap(group));
    return found;
}

bool Candidate::is_in_brackets() const {
    return contains(slice(text, start, std::min(start + 6, end())), U'(') && BRACKETED.fullmatch(text, start, end());
}

bool Candidate::is_grouped(bool north_american) const {
    if (north_american) {
        if (count() > 1 && is_toll_free(digits)) return true;
        for (const std::vector<int>& sizes : *NORTH_AMERICAN_SIZES) {
            if (static_cast<int>(sizes.size()) != count()) continue;
            bool same = true;
            for (int group = 0; same && group < count(); ++group) same = sizes[group] == size(group);
            if (same) return true;
        }
        return false;
    }
    if (count() < 2 || longest() > LONGEST_GROUP) return false;
    Str first = gap(0), other = first;
    for (int group = 1; group + 1 < count(); ++group) {
        Str next = gap(group);
        if (next == first || next == other) continue;
        if (other != first) return false;
        other = next;
    }
    for (int group = 1; group < count(); ++group)
        if (size(group) < 2) return false;
    return breaks() == 0;
}

bool Candidate::counts() const {
    if (count() < FEWEST_TO_COUNT) return false;
    long long last = number(digits_of(1)), step = last - number(digits_of(0));
    for (int group = 2; group < count(); ++group) {
        long long next = number(digits_of(group));
        if (next - last != step) return false;
        last = next;
    }
    return step != 0;
}

bool Candidate::is_list() const {
    if (count() < FEWEST_TO_COUNT || spread || is_disguised() || longest() == 1) return false;
    for (int group = 0; group + 1 < count(); ++group)
        if (strip(gap(group)) != U",") return false;
    return true;
}

bool Candidate::runs_through_the_digits() const { return contains(UPWARD, digits) || contains(DOWNWARD, digits); }

bool Candidate::is_placeholder() const {
    const int size = static_cast<int>(digits.size());
    if (size >= ALIKE && digits.find_first_not_of(digits[0]) == Str::npos) return true;
    if (size >= BINARY && digits.find_first_not_of(U"01") == Str::npos) return true;
    size_t last = digits.find_last_not_of(U'0');
    int zeros = size - (last == Str::npos ? 0 : static_cast<int>(last) + 1);
    return zeros >= ZEROS && size - zeros <= BEFORE_ZEROS;
}

bool Candidate::has_years() const {
    if (count() < 2) return false;
    for (int group = 0; group < count(); ++group)
        if (is_year(digits_of(group))) return true;
    return false;
}

bool Candidate::priced() const {
    return std::any_of(groups.begin(), groups.end(), [this](const DigitGroup& group) {
        Char before = at(text, group.start - 1);
        if (before && is_space(before)) before = at(text, group.start - 2);
        return before && CURRENCIES.has(before);
    });
}

Candidate Candidate::without_tail(int more) const {
    Candidate shorter = *this;
    shorter.tail += more;
    shorter.digits.remove_suffix(more);
    return shorter;
}

Candidates::Candidates(Str text, const NumberRun& run, int first, int offset, bool spread)
    : text_(text), run_(run), first_(first), last_(first - 1), offset_(offset), spread_(spread) {
    const int count = static_cast<int>(run.groups.size());
    bool none = first && !is_break(text, run.groups, first);
    if (!none && count > MOST_DIGITS_IN_A_ROW) {
        none = true;
        for (int place = 1; none && place < MOST_DIGITS_IN_A_ROW; ++place) none = !is_break(text, run.groups, place);
    }
    if (none) last_ = count;
}

bool Candidates::next() {
    const int count = static_cast<int>(run_.groups.size());
    while (++last_ < count) {
        size_ += static_cast<int>(run_.groups[last_].digits.size());
        if (size_ > MOST_DIGITS) {
            last_ = count;
            return false;
        }
        closed_ = last_ == count - 1 || is_break(text_, run_.groups, last_ + 1);
        if (size_ >= FEWEST_DIGITS && (closed_ || first_ == 0)) return true;
    }
    last_ = count;
    return false;
}

Candidate Candidates::candidate() {
    std::span<const DigitGroup> groups(&run_.groups[first_], last_ - first_ + 1);
    if (!plus_) {
        Str before = first_ ? slice(text_, run_.groups[first_ - 1].end, run_.groups[first_].start) : Str{};
        plus_ = first_ ? contains(before, U'+') : run_.plus();
    }
    Str digits = Str(run_.digits).substr(offset_, size_);
    return {text_, groups, digits, *plus_, closed_, spread_, start_of(text_, groups)};
}
}  // namespace habeas::phones
