"""Settle what several detectors say about the same characters, and put the rest in order."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

from habeas.detection.findings import CLEAN, Dismissal, Finding, FindingKind, Scan, Span

_RANK = {
    FindingKind.PAYMENT: 0,
    FindingKind.EMAIL: 1,
    FindingKind.LINK: 2,
    FindingKind.PHONE: 3,
    FindingKind.HANDLE: 4,
    FindingKind.POSTAL_ADDRESS: 5,
}
"""Which reading of the same characters wins: an account in a payment link is a payment, the host of
an address is no link, a name inside a link is no handle. Intents and questions overlap freely: they
say what the author wants, not what stands there."""

_COUNTED = 0.5
"""The confidence from which a finding counts (verdict semantics, S1)."""


def settle(results: Iterable[Finding | Dismissal]) -> Scan:
    """Return the findings that stand and the dismissals beside them, each in order of place."""
    findings: list[Finding] = []
    dismissals: list[Dismissal] = []
    for result in results:
        if isinstance(result, Finding):
            findings.append(result)
        else:
            dismissals.append(result)
    if not findings:
        return Scan((), _without_answered(dismissals, findings)) if dismissals else CLEAN
    kept = _without_rivals(findings)
    return Scan(tuple(sorted(kept, key=_finding_place)), _without_answered(dismissals, kept))


class _Taken:
    """Spans that never overlap, in order: tells in logarithmic time whether a place is free."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def is_free(self, span: Span) -> bool:
        """Whether no span that was taken shares a character with this one."""
        after = bisect_left(self._spans, Span(span.part, span.end, 0))
        return after == 0 or not _overlap(self._spans[after - 1], span)

    def take(self, spans: Iterable[Span]) -> None:
        """Take spans that are free."""
        for span in spans:
            insort(self._spans, span)


def _without_rivals(findings: list[Finding]) -> list[Finding]:
    if len(findings) == 1:
        return findings
    taken: defaultdict[object, _Taken] = defaultdict(_Taken)
    kept: list[Finding] = []
    for candidate in sorted(findings, key=_strength):
        spans = _spans(candidate)
        claimed = taken[_claim(candidate)]
        if all(map(claimed.is_free, spans)):
            claimed.take(spans)
            kept.append(candidate)
    return kept


def _claim(candidate: Finding) -> object:
    """Return what the finding claims its characters as: only equal claims exclude each other."""
    stands_there = candidate.kind in _RANK and not candidate.asks
    return "stands there" if stands_there else (candidate.kind, candidate.asks)


def _strength(candidate: Finding) -> tuple[object, ...]:
    return (
        candidate.confidence < _COUNTED,
        _RANK.get(candidate.kind, len(_RANK)),
        -candidate.confidence,
        candidate.start - candidate.end,
        _finding_place(candidate),
    )


def _spans(found: Finding) -> tuple[Span, ...]:
    return (Span(found.part, found.start, found.end), *found.continued)


def _overlap(one: Span, other: Span) -> bool:
    return one.part == other.part and one.start < other.end and other.start < one.end


def _without_answered(dismissals: list[Dismissal], findings: list[Finding]) -> tuple[Dismissal, ...]:
    """Return each dismissal once, without those whose characters are contact after all."""
    if len(dismissals) == 1 and not findings:
        return tuple(dismissals)
    found = _Taken()
    for finding in findings:
        if _claim(finding) == "stands there" and finding.contact:
            found.take(_spans(finding))
    said: defaultdict[object, _Taken] = defaultdict(_Taken)
    kept: list[Dismissal] = []
    for dismissed in sorted(dismissals, key=_dismissal_place):
        span = Span(dismissed.part, dismissed.start, dismissed.end)
        same = said[dismissed.looked_like, dismissed.explanation]
        if found.is_free(span) and same.is_free(span):
            same.take([span])
            kept.append(dismissed)
    return tuple(kept)


def _finding_place(found: Finding) -> tuple[int, int, int, str, bool, str]:
    return found.part, found.start, found.end, found.kind.value, found.asks, found.normalized


def _dismissal_place(dismissed: Dismissal) -> tuple[int, int, int, str, str]:
    return dismissed.part, dismissed.start, -dismissed.end, dismissed.looked_like.value, dismissed.explanation.value
