// What else a number that looks like a phone could be, and whether that wins (habeas/detection/phone_rivals.py).
#include "phone_rivals.hpp"

#include "tables.hpp"

namespace habeas::phones {
namespace {

constexpr double ENOUGH_MASKED = 0.4, ALL_BUT_SIGNS = 0.9;
constexpr int MOST_MASKS_OVER_ONE = 12;
constexpr int SHORTEST_DATE = 8;

Rival read_rival(const Json& json) { return {explanation(json[0].as_text()), json[1].as_text()}; }

const Loaded<Rival> COUNTED{"phone_rivals._COUNTED", read_rival}, PLACEHOLDER{"phone_rivals._PLACEHOLDER", read_rival},
    PRESENTED{"phone_rivals._PRESENTED", read_rival}, EMERGENCY{"phone_rivals._EMERGENCY", read_rival};

bool is_listing(const Evidence& evidence) {
    const Candidate& candidate = evidence.candidate;
    if (candidate.is_list() && !evidence.is_national()) return true;
    bool announced = evidence.announcement.strength == Strength::DIRECT;
    return candidate.counts() || (!announced && candidate.runs_through_the_digits());
}

using Place = std::vector<Mask>::const_iterator;

// The first mask that ends at a place or behind it.
Place first_ending(const std::vector<Mask>& masks, int end) {
    return std::lower_bound(masks.begin(), masks.end(), end, [](const Mask& mask, int end) { return mask.end < end; });
}

// Whether every group lies in a strong mask.
bool lies_in(const NumberRun& run, Place mask, Place last) {
    for (const DigitGroup& group : run.groups) {
        while (mask != last && mask->end < group.end) ++mask;
        if (mask == last || mask->start > group.start || !mask->strong) return false;
    }
    return true;
}

bool wins(const Mask& mask, const Evidence& evidence) {
    if (evidence.instructed && evidence.announcement.strength != Strength::NONE) return false;
    bool doubtful = evidence.telephone.standing < Standing::POSSIBLE;
    if (doubtful && !(evidence.is_obfuscated() || evidence.is_written_like_a_phone())) return true;
    return mask.strong || evidence.announcement.strength != Strength::DIRECT;
}

// The mask that covers a good part of the candidate.
const Mask* mask_over(const std::vector<Mask>& masks, const Candidate& candidate) {
    const int start = candidate.start, end = candidate.end();
    Place mask = first_ending(masks, start);
    for (int left = MOST_MASKS_OVER_ONE; left > 0 && mask != masks.end(); --left, ++mask) {
        int covered = std::min(mask->end, end) - std::max(mask->start, start);
        double enough = mask->explanation == Explanation::COUNTING ? ALL_BUT_SIGNS : ENOUGH_MASKED;
        if (covered >= enough * (end - start)) return &*mask;
    }
    return nullptr;
}
}  // namespace

std::optional<Rival> find_rival(const Evidence& evidence, const std::vector<Mask>& masks) {
    const Candidate& candidate = evidence.candidate;
    if (is_listing(evidence)) return *COUNTED;
    if (candidate.is_placeholder()) return *PLACEHOLDER;
    const Mask* mask = mask_over(masks, candidate);
    if (mask && wins(*mask, evidence)) return Rival{mask->explanation, mask->because};
    if (!evidence.is_obfuscated() && is_example(candidate.text, candidate.start, candidate.end())) return *PRESENTED;
    if (evidence.telephone.free_of_charge && is_emergency(candidate.text, candidate.start)) return *EMERGENCY;
    return {};
}

const Mask* find_cover(const NumberRun& run, const std::vector<Mask>& masks) {
    Place first = first_ending(masks, run.start + 1);
    if (first == masks.end() || first->start > run.start) return nullptr;
    for (const DigitGroup& group : run.groups)
        if (group.style == DigitStyle::SPELLED || group.style == DigitStyle::LEET) return nullptr;
    return first->end >= run.end || lies_in(run, first, masks.end()) ? &*first : nullptr;
}

int count_dated(const NumberRun& run, int first, const std::vector<Mask>& masks) {
    const int start = run.groups[first].start;
    Place mask = first_ending(masks, start + 1);
    if (mask == masks.end() || mask->start > start || !mask->strong) return 0;
    if (mask->explanation != Explanation::DATE || mask->end >= run.end || mask->end - start < SHORTEST_DATE) return 0;
    int dated = 0;
    for (const DigitGroup& group : run.groups) dated += start <= group.start && group.start < mask->end;
    return dated;
}
}  // namespace habeas::phones
