// Tells which runs of digits are telephone numbers that a reader could dial, and what the others are
// (habeas/detection/phone_search.py).
#pragma once
#include "findings.hpp"
#include "phone_evidence.hpp"
#include "readings.hpp"

namespace habeas::phones {

inline constexpr int FEWEST_DIGITS = 7;

struct Judgement;

class PhoneSearch {
public:
    explicit PhoneSearch(Reading& reading);
    Reading& reading;
    const Str text;

    bool is_free(const NumberRun& run) const;
    void read(const NumberRun& run, bool spread, Results& results);

private:
    bool instructs();
    bool speaks_of_phones();
    bool says_nothing(const NumberRun& run);
    bool is_announced_after_all(const NumberRun& run, const Mask& cover);
    bool may_speak_for_itself(const NumberRun& run) const;
    void read_groups(const NumberRun& run, const std::vector<Mask>& masks, bool spread, Results& results);
    std::optional<Judgement> best_from(const NumberRun& run, int first, int offset, bool spread);
    Announcement announce(int start, int end);
    std::optional<Judgement> judge(Candidate candidate, const Announcement& announcement);

    void tell_of(Evidence& evidence) const;
    const Announcement& announcement_of(int start, int end);

    const Document& document_;
    std::vector<std::pair<int, int>> told_;
    std::optional<bool> instructs_, speaks_of_phones_;
    std::pair<int, int> announced_{-1, -1};  // what `announcement_` is of: the place that was asked of last
    Announcement announcement_;
};
}  // namespace habeas::phones
