"""Findings and dismissals as JSON."""

from habeas.detection.findings import Dismissal, Finding

Json = dict[str, object]


def finding_as_json(finding: Finding) -> Json:
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


def dismissal_as_json(dismissal: Dismissal) -> Json:
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
