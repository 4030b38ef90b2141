// Findings and dismissals from places in the folded text (habeas/detection/locating.py).
#include "locating.hpp"

namespace habeas {
namespace {

Str text_at(const Document& document, const Span& span) {
    int base = document.part_starts[span.part];
    return slice(document.original, base + span.start, base + span.end);
}
}  // namespace

std::vector<Span> locate(const Document& document, int start, int end) {
    auto [first, last] = document.original_span(start, end);
    if (document.part_starts.size() == 1) return {{0, first, last}};
    const std::vector<int>& starts = document.part_starts;
    std::vector<Span> spans;
    for (int part = document.part_of(first); part <= document.part_of(last - 1); ++part) {
        int base = starts[part];
        bool is_last = part + 1 == static_cast<int>(starts.size());
        int limit = is_last ? static_cast<int>(document.original.size()) : starts[part + 1] - 1;
        Span span{part, std::max(first, base) - base, std::min(last, limit) - base};
        if (span.end > span.start) spans.push_back(span);
    }
    if (spans.empty()) spans.push_back({document.part_of(first), 0, 0});  // Python would fail: nothing stands there
    return spans;
}

Finding finding(const Document& document, int start, int end, FindingParts parts) {
    std::vector<Span> spans = locate(document, start, end);
    Span span = spans[0];
    spans.erase(spans.begin());
    return Finding{
        .kind = parts.kind,
        .part = span.part,
        .start = span.start,
        .end = span.end,
        .text = String(text_at(document, span)),
        .normalized = std::move(parts.normalized),
        .confidence = parts.confidence,
        .contact = parts.contact,
        .asks = parts.asks,
        .obfuscated = parts.obfuscated,
        .because = std::move(parts.because),
        .purpose = parts.purpose,
        .continued = std::move(spans),
    };
}

Dismissal dismissal(const Document& document, int start, int end, FindingKind looked_like, Explanation explanation,
                    String because) {
    Span span = locate(document, start, end)[0];
    String text(text_at(document, span));
    return {looked_like, span.part, span.start, span.end, std::move(text), explanation, std::move(because)};
}
}  // namespace habeas
