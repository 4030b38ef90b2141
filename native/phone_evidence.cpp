// Weighs what speaks for a telephone number, and says it in words a member can read
// (habeas/detection/phone_evidence.py).
#include "phone_evidence.hpp"

#include "tables.hpp"

namespace habeas::phones {
namespace {

constexpr int WITHOUT_AREA = 8;
constexpr int MOST_DIGITS_AT_HOME = 12;
constexpr int FEW_GROUPS = 2;
constexpr int SHORTEST_PIECE = 3, FEWEST_SPELLED = 3;

std::vector<String> read_texts(const Json& json) {
    std::vector<String> texts;
    for (const Json& text : json.items()) texts.push_back(text.as_text());
    return texts;
}

const WordSet NORTH_AMERICA{"phone_evidence._NORTH_AMERICA"};
const Loaded<std::vector<String>> LABELS{"phone_evidence._LABELS", read_texts};
const Loaded<std::vector<String>> REASONS{"phone_evidence._REASONS", read_texts};

bool is_in_one_piece(const Evidence& evidence) {
    const Candidate& candidate = evidence.candidate;
    bool plain = !(evidence.is_hidden() || candidate.is_scattered() || evidence.instructed);
    return !plain || (candidate.breaks() == 0 && !candidate.priced()) || candidate.is_in_brackets();
}

double weigh_announced(const Evidence& evidence) {
    const int size = static_cast<int>(evidence.candidate.digits.size());
    switch (evidence.telephone.standing) {
        case Standing::VALID: return evidence.is_obfuscated() ? 0.93 : 0.98;
        case Standing::POSSIBLE: return 0.88;
        case Standing::PLAUSIBLE:
            if (is_in_one_piece(evidence) && (size <= MOST_DIGITS_AT_HOME || evidence.is_dialled_far())) {
                bool sure = size > WITHOUT_AREA && (evidence.is_hidden() || evidence.is_written_like_a_phone());
                return sure ? 0.85 : 0.7;
            }
            return 0.4;
        default: return 0.4;
    }
}

double weigh_hinted(const Evidence& evidence) {
    const Candidate& candidate = evidence.candidate;
    switch (evidence.telephone.standing) {
        case Standing::VALID:
            return candidate.is_bare() && !(evidence.is_international() || evidence.is_national()) ? 0.6 : 0.9;
        case Standing::POSSIBLE:
            return evidence.is_written_like_a_phone() || candidate.is_disguised() ? 0.75 : 0.4;
        case Standing::PLAUSIBLE: {
            bool long_enough = static_cast<int>(candidate.digits.size()) > WITHOUT_AREA;
            return evidence.is_international() || (candidate.is_disguised() && long_enough) ? 0.6 : 0.4;
        }
        default: return 0.4;
    }
}

bool is_like_one_number(const Evidence& evidence) {
    const Candidate& candidate = evidence.candidate;
    if (candidate.is_scattered()) return candidate.is_strung();
    return candidate.breaks() == 0 && !candidate.has_years() && (candidate.shortest() > 1 || evidence.is_national());
}

double weigh_valid(const Evidence& evidence) {
    const Candidate& candidate = evidence.candidate;
    const Telephone& telephone = evidence.telephone;
    if (evidence.is_international()) return 0.88;
    if (evidence.is_hidden()) return 0.85;
    if (evidence.is_written_like_a_phone() && (telephone.mobile || telephone.free_of_charge || evidence.is_national()))
        return 0.85;
    if (evidence.instructed || (evidence.alone && is_like_one_number(evidence))) return 0.7;
    if (candidate.is_bare() && (evidence.is_national() || evidence.country == U"CN")) return 0.75;
    return 0.4;
}

double weigh_possible(const Evidence& evidence) {
    const Candidate& candidate = evidence.candidate;
    if (evidence.plus) return 0.7;
    const bool like_a_phone = evidence.is_written_like_a_phone();
    if (like_a_phone && candidate.is_in_brackets()) return 0.75;
    if (evidence.is_hidden()) {
        auto not_plain = std::count_if(candidate.groups.begin(), candidate.groups.end(),
                                       [](const DigitGroup& group) { return group.style != DigitStyle::PLAIN; });
        return not_plain > 1 || evidence.split ? 0.82 : 0.6;
    }
    if (like_a_phone && (evidence.alone || NORTH_AMERICA.has(evidence.country))) return 0.6;
    return evidence.alone && evidence.is_national() ? 0.55 : 0.3;
}

double weigh_by_itself(const Evidence& evidence) {
    const Candidate& candidate = evidence.candidate;
    switch (evidence.telephone.standing) {
        case Standing::VALID: return weigh_valid(evidence);
        case Standing::POSSIBLE: return weigh_possible(evidence);
        case Standing::PLAUSIBLE:
            if (evidence.is_international() && evidence.plus) return 0.6;
            if (evidence.is_national() && candidate.is_in_brackets()) return 0.6;
            [[fallthrough]];
        default: {
            bool odd = candidate.is_disguised() || candidate.has_sign();
            return evidence.alone && evidence.is_national() && !odd ? 0.55 : 0.2;
        }
    }
}

double weigh_spread(const Evidence& evidence) {
    const Candidate& candidate = evidence.candidate;
    const bool announced = evidence.announcement.strength == Strength::DIRECT;
    if (evidence.telephone.standing == Standing::VALID && !announced) {
        auto spelled = std::count_if(candidate.groups.begin(), candidate.groups.end(),
                                     [](const DigitGroup& group) { return group.style == DigitStyle::SPELLED; });
        if (spelled >= FEWEST_SPELLED) return 0.7;
        bool plain = candidate.shortest() >= SHORTEST_PIECE && !candidate.is_disguised();
        return plain && !contains(slice(candidate.text, candidate.start, candidate.end()), U'\n') ? 0.6 : 0.3;
    }
    if (evidence.telephone.standing == Standing::VALID) return 0.85;
    if (evidence.telephone.standing == Standing::POSSIBLE && announced) return 0.8;
    return 0.3;
}
}  // namespace

bool Evidence::is_obfuscated() const {
    bool written = is_hidden() || candidate.is_scattered() || candidate.spread || candidate.priced();
    return written || odd || instructed;
}

bool Evidence::is_part_of_a_code() const {
    Str label = candidate.label();
    if (label.empty()) return candidate.is_glued() && announcement.strength != Strength::DIRECT;
    return std::none_of(LABELS->begin(), LABELS->end(), [&](const String& word) { return ends_with(label, word); });
}

bool Evidence::is_dialled_far() const {
    return is_international() || (is_national() && candidate.count() > FEW_GROUPS);
}

bool Evidence::is_written_like_a_phone() const {
    if (candidate.is_glued() || candidate.is_scattered()) return false;
    bool north_american = NORTH_AMERICA.has(telephone.region) || NORTH_AMERICA.has(country);
    if (north_american && !is_international() && !is_national()) return candidate.is_grouped(true);
    return candidate.is_grouped(false) || (!candidate.is_bare() && candidate.is_in_brackets());
}

double weigh(const Evidence& evidence) {
    if (evidence.candidate.spread) return weigh_spread(evidence);
    if (evidence.is_part_of_a_code()) return 0.2;
    const Strength strength = evidence.announcement.strength;
    if (strength != Strength::DIRECT && evidence.candidate.priced()) return 0.2;
    if (strength == Strength::DIRECT) return weigh_announced(evidence);
    if (strength == Strength::INDIRECT) return std::max(weigh_hinted(evidence), weigh_by_itself(evidence));
    return weigh_by_itself(evidence);
}

std::vector<String> explain(const Evidence& evidence) {
    const Candidate& candidate = evidence.candidate;
    const Standing standing = evidence.telephone.standing;
    const bool scattered = candidate.is_scattered();
    const bool holds[] = {
        standing == Standing::VALID,
        standing == Standing::POSSIBLE,
        evidence.announcement.strength != Strength::NONE,
        evidence.is_international(),
        candidate.is_disguised(),
        candidate.spread || evidence.split,
        scattered && !candidate.spread,
        evidence.instructed,
        evidence.is_written_like_a_phone(),
    };
    std::vector<String> reasons;
    for (size_t place = 0; place < REASONS->size(); ++place)
        if (holds[place]) reasons.push_back(replace((*REASONS)[place], U"{}", evidence.announcement.word));
    return reasons;
}
}  // namespace habeas::phones
