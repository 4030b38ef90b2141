"""Build findings and dismissals from places in the folded text."""

from habeas.detection.documents import Document
from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind, LinkPurpose, Span


def locate(document: Document, start: int, end: int) -> tuple[Span, ...]:
    """Return the spans of the original that folded `start` to `end` come from, one for each message."""
    first, last = document.original_span(start, end)
    if len(document.part_starts) == 1:
        return (Span(0, first, last),)
    spans = []
    for part in range(document.part_of(first), document.part_of(last - 1) + 1):
        base = document.part_starts[part]
        limit = document.part_starts[part + 1] - 1 if part + 1 < len(document.part_starts) else len(document.original)
        spans.append(Span(part, max(first, base) - base, min(last, limit) - base))
    return tuple(span for span in spans if span.end > span.start)


def _text_at(document: Document, span: Span) -> str:
    base = document.part_starts[span.part]
    return document.original[base + span.start : base + span.end]


def finding(
    document: Document,
    start: int,
    end: int,
    *,
    kind: FindingKind,
    normalized: str,
    confidence: float,
    contact: bool,
    asks: bool = False,
    obfuscated: bool = False,
    because: tuple[str, ...] = (),
    purpose: LinkPurpose | None = None,
) -> Finding:
    """Return a finding for the folded characters `start` to `end`."""
    span, *continued = locate(document, start, end)
    return Finding(
        kind=kind,
        part=span.part,
        start=span.start,
        end=span.end,
        text=_text_at(document, span),
        normalized=normalized,
        confidence=confidence,
        contact=contact,
        asks=asks,
        obfuscated=obfuscated,
        because=because,
        purpose=purpose,
        continued=tuple(continued),
    )


def dismissal(
    document: Document, start: int, end: int, *, looked_like: FindingKind, explanation: Explanation, because: str
) -> Dismissal:
    """Return a dismissal for the folded characters `start` to `end`; of several messages, the first."""
    span = locate(document, start, end)[0]
    text = _text_at(document, span)
    return Dismissal(looked_like, span.part, span.start, span.end, text, explanation, because)
