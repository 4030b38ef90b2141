// Stretches of a number run that could be one telephone number, and how they are written
// (habeas/detection/phone_candidates.py).
#pragma once
#include <optional>
#include <span>

#include "numerals.hpp"

namespace habeas::phones {

// Groups of a run, read as one number. It views the run, and is good as long as that is.
// `spread`: other words stand between the groups. `closed`: the run ends or breaks behind it.
struct Candidate {
    Str text;
    std::span<const DigitGroup> groups;
    Str digits;
    bool plus, closed, spread;
    int start;      // where it begins in the folded text
    int tail = 0;   // figures at the end of the last group that do not belong to it

    int end() const { return groups.back().end - tail; }
    int count() const { return static_cast<int>(groups.size()); }
    int size(int group) const {  // how many digits a group holds
        return static_cast<int>(groups[group].digits.size()) - (group + 1 == count() ? tail : 0);
    }
    Str digits_of(int group) const { return groups[group].digits.substr(0, size(group)); }
    Str gap(int group) const { return slice(text, groups[group].end, groups[group + 1].start); }
    int shortest() const;  // min(sizes)
    int longest() const;   // max(sizes)
    bool is_disguised() const;
    bool is_glued() const;
    bool is_oddly_separated() const;
    Str label() const;
    bool has_sign() const { return at(text, start) == U'+'; }
    bool is_bare() const { return groups.size() == 1; }
    bool is_scattered() const;
    bool is_strung() const;
    int breaks() const;
    bool is_in_brackets() const;
    bool is_grouped(bool north_american) const;
    bool counts() const;
    bool is_list() const;
    bool runs_through_the_digits() const;
    bool is_placeholder() const;
    bool has_years() const;
    bool priced() const;
    Candidate without_tail(int more) const;
};

// The stretches of a run from group `first` on that end where a number may end, one after another, shortest first.
class Candidates {
public:
    Candidates(Str text, const NumberRun& run, int first, int offset, bool spread);
    bool next();  // whether there is one more: the `candidate`
    Candidate candidate();
    bool is_whole() const { return last_ - first_ + 1 == static_cast<int>(run_.groups.size()); }

private:
    Str text_;
    const NumberRun& run_;
    int first_, last_, offset_, size_ = 0;  // `offset_`: of the first digit in those of the run
    bool spread_, closed_ = false;
    std::optional<bool> plus_;
};
}  // namespace habeas::phones
