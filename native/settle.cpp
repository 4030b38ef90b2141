// Settles what several detectors say about the same characters, and puts the rest in order
// (habeas/detection/settle.py).
#include "settle.hpp"

#include <array>
#include <map>
#include <tuple>

namespace habeas {
namespace {

const WordMap<int> RANK{"settle._RANK"};
constexpr double COUNTED = 0.5;
constexpr int STANDS_THERE = 0;
constexpr int KINDS = static_cast<int>(FindingKind::INTENT_PAY_OUTSIDE) + 1;

struct Ranks {
    std::array<int, KINDS> by_kind;
    Ranks() {
        for (int kind = 0; kind < KINDS; ++kind) {
            const int* rank = RANK.find(value(static_cast<FindingKind>(kind)));
            by_kind[kind] = rank ? *rank : NONE;
        }
    }
    static constexpr int NONE = -1;
};

int rank_of(FindingKind kind) {
    static const Ranks ranks;
    return ranks.by_kind[static_cast<int>(kind)];
}

bool overlap(const Span& one, const Span& other) {
    return one.part == other.part && one.start < other.end && other.start < one.end;
}

// Spans that never overlap, in order: tells in logarithmic time whether a place is free.
class Taken {
public:
    bool is_free(const Span& span) const {
        auto after = std::lower_bound(spans_.begin(), spans_.end(), Span{span.part, span.end, 0});
        return after == spans_.begin() || !overlap(after[-1], span);
    }
    void take(const Span& span) { spans_.insert(std::upper_bound(spans_.begin(), spans_.end(), span), span); }

private:
    std::vector<Span> spans_;
};

Span first_span(const Finding& found) { return {found.part, found.start, found.end}; }

bool is_free(const Taken& taken, const Finding& found) {
    if (!taken.is_free(first_span(found))) return false;
    return std::all_of(found.continued.begin(), found.continued.end(), [&](const Span& s) { return taken.is_free(s); });
}

void take(Taken& taken, const Finding& found) {
    taken.take(first_span(found));
    for (const Span& span : found.continued) taken.take(span);
}

// What the finding claims its characters as: only equal claims exclude each other.
int claim(const Finding& candidate) {
    if (rank_of(candidate.kind) != Ranks::NONE && !candidate.asks) return STANDS_THERE;
    return 1 + 2 * static_cast<int>(candidate.kind) + candidate.asks;
}

auto finding_place(const Finding& found) {
    return std::make_tuple(found.part, found.start, found.end, value(found.kind), found.asks, Str(found.normalized));
}

auto strength(const Finding& candidate) {
    int rank = rank_of(candidate.kind);
    if (rank == Ranks::NONE) rank = static_cast<int>(RANK.words().size());
    return std::make_tuple(candidate.confidence < COUNTED, rank, -candidate.confidence,
                           candidate.start - candidate.end, finding_place(candidate));
}

auto dismissal_place(const Dismissal& dismissed) {
    return std::make_tuple(dismissed.part, dismissed.start, -dismissed.end, value(dismissed.looked_like),
                           value(dismissed.explanation));
}

std::vector<Finding> without_rivals(std::vector<Finding> findings) {
    if (findings.size() < 2) return findings;
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& one, const Finding& other) { return strength(one) < strength(other); });
    std::array<Taken, 1 + 2 * KINDS> taken;
    std::vector<Finding> kept;
    kept.reserve(findings.size());
    for (Finding& candidate : findings) {
        Taken& claimed = taken[claim(candidate)];
        if (!is_free(claimed, candidate)) continue;
        take(claimed, candidate);
        kept.push_back(std::move(candidate));
    }
    std::stable_sort(kept.begin(), kept.end(),
                     [](const Finding& one, const Finding& other) { return finding_place(one) < finding_place(other); });
    return kept;
}

// Each dismissal once, without those whose characters are contact after all.
std::vector<Dismissal> without_answered(std::vector<Dismissal> dismissals, const std::vector<Finding>& findings) {
    if (dismissals.empty() || (dismissals.size() == 1 && findings.empty())) return dismissals;
    Taken found;
    for (const Finding& finding : findings)
        if (claim(finding) == STANDS_THERE && finding.contact) take(found, finding);
    std::stable_sort(dismissals.begin(), dismissals.end(), [](const Dismissal& one, const Dismissal& other) {
        return dismissal_place(one) < dismissal_place(other);
    });
    std::map<std::pair<FindingKind, Explanation>, Taken> said;
    std::vector<Dismissal> kept;
    kept.reserve(dismissals.size());
    for (Dismissal& dismissed : dismissals) {
        Span span{dismissed.part, dismissed.start, dismissed.end};
        Taken& same = said[{dismissed.looked_like, dismissed.explanation}];
        if (!found.is_free(span) || !same.is_free(span)) continue;
        same.take(span);
        kept.push_back(std::move(dismissed));
    }
    return kept;
}
}  // namespace

Scan settle(Results results) {
    Scan scan;
    for (Result& result : results) {
        if (Finding* finding = std::get_if<Finding>(&result)) scan.findings.push_back(std::move(*finding));
        else scan.dismissals.push_back(std::move(std::get<Dismissal>(result)));
    }
    scan.findings = without_rivals(std::move(scan.findings));
    scan.dismissals = without_answered(std::move(scan.dismissals), scan.findings);
    return scan;
}
}  // namespace habeas
