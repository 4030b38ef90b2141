// Findings and dismissals from places in the folded text (habeas/detection/locating.py).
#pragma once
#include "documents.hpp"
#include "findings.hpp"

namespace habeas {

struct FindingParts {  // what `locating.finding` takes by name
    FindingKind kind;
    String normalized;
    double confidence;
    bool contact;
    bool asks = false;
    bool obfuscated = false;
    std::vector<String> because = {};
    std::optional<LinkPurpose> purpose = {};
};

std::vector<Span> locate(const Document& document, int start, int end);
Finding finding(const Document& document, int start, int end, FindingParts parts);
Dismissal dismissal(const Document& document, int start, int end, FindingKind looked_like, Explanation explanation,
                    String because);
}  // namespace habeas
