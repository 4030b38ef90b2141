"""What was found in a message, as JSON and back: every interface writes it like this."""

from collections.abc import Mapping, Sequence
from typing import Any

from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind, LinkPurpose, Scan, Span

Json = Mapping[str, Any]


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return every field of a finding under its own name."""
    return {
        "kind": finding.kind,
        "part": finding.part,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "normalized": finding.normalized,
        "confidence": finding.confidence,
        "contact": finding.contact,
        "asks": finding.asks,
        "obfuscated": finding.obfuscated,
        "because": finding.because,
        "purpose": finding.purpose,
        "continued": [{"part": span.part, "start": span.start, "end": span.end} for span in finding.continued],
    }


def dismissal_as_json(dismissal: Dismissal) -> dict[str, Any]:
    """Return every field of a dismissal under its own name."""
    return {
        "looked_like": dismissal.looked_like,
        "part": dismissal.part,
        "start": dismissal.start,
        "end": dismissal.end,
        "text": dismissal.text,
        "explanation": dismissal.explanation,
        "because": dismissal.because,
    }


def scan_from_json(findings: Sequence[Json], dismissals: Sequence[Json]) -> Scan:
    """Return what was found, from what `finding_as_json` and `dismissal_as_json` wrote."""
    return Scan(tuple(map(_finding, findings)), tuple(map(_dismissal, dismissals)))


def _finding(content: Json) -> Finding:
    purpose = content["purpose"]
    return Finding(
        **{
            **content,
            "kind": FindingKind(content["kind"]),
            "because": tuple(content["because"]),
            "purpose": None if purpose is None else LinkPurpose(purpose),
            "continued": tuple(Span(**span) for span in content["continued"]),
        }
    )


def _dismissal(content: Json) -> Dismissal:
    kind, explanation = FindingKind(content["looked_like"]), Explanation(content["explanation"])
    return Dismissal(**{**content, "looked_like": kind, "explanation": explanation})
