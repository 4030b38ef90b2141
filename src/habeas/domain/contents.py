"""What is kept of a judged message, as JSON and back: what was found, and the facts it was judged on.

The inverse functions give equal values, so that a message is judged again without reading it again.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind, LinkPurpose, Scan, Span
from habeas.policy.declarations import Declarations, Source
from habeas.policy.facts import Facts
from habeas.policy.unknown import UNKNOWN, Unknown, Value

Json = Mapping[str, Any]


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return every field of a finding under its own name."""
    return {
        "kind": finding.kind.value,
        "part": finding.part,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "normalized": finding.normalized,
        "confidence": finding.confidence,
        "contact": finding.contact,
        "asks": finding.asks,
        "obfuscated": finding.obfuscated,
        "because": list(finding.because),
        "purpose": None if finding.purpose is None else finding.purpose.value,
        "continued": [{"part": span.part, "start": span.start, "end": span.end} for span in finding.continued],
    }


def dismissal_as_json(dismissal: Dismissal) -> dict[str, Any]:
    """Return every field of a dismissal under its own name."""
    return {
        "looked_like": dismissal.looked_like.value,
        "part": dismissal.part,
        "start": dismissal.start,
        "end": dismissal.end,
        "text": dismissal.text,
        "explanation": dismissal.explanation.value,
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


def facts_as_json(facts: Facts) -> dict[str, Any]:
    """Return the facts, who said them, what one member claims, and what differs by clause."""
    return {
        "values": {name: _as_json(value) for name, value in facts.values.items()},
        "said": {name: source.value for name, source in facts.said.items()},
        "claims": dict(facts.claims),
        "by_clause": {clause: dict(values) for clause, values in facts.by_clause.items()},
    }


def facts_from_json(content: Json, *, declarations: Declarations) -> Facts:
    """Return the facts that `facts_as_json` wrote, under the declarations of the same policy.

    Raises UndeclaredFact for a fact that the declarations do not know.
    """
    return Facts(
        declarations,
        {name: declarations[name].read(value) for name, value in content["values"].items()},
        {name: Source(source) for name, source in content["said"].items()},
        dict(content["claims"]),
        {clause: dict(values) for clause, values in content["by_clause"].items()},
    )


def _as_json(value: Value | Unknown) -> Value | str:
    return "unknown" if value is UNKNOWN else value  # type: ignore[return-value]
