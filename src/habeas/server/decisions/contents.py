"""What is kept of a decision beside its row: everything it rests on, sealed under the member's key."""

import json
from collections.abc import Mapping
from typing import Any

from habeas.detection.findings import Scan
from habeas.detection.findings_json import dismissal_as_json, finding_as_json, scan_from_json
from habeas.domain.decisions import Decision as Judged
from habeas.domain.decisions import Engine, decision_as_json
from habeas.domain.screenings import Screening, Writing
from habeas.policy.declarations import Declarations
from habeas.policy.facts import Fact, Facts
from habeas.policy.facts_json import facts_as_json, facts_from_json
from habeas.policy.records import read_fact
from habeas.policy.texts import write_nudge
from habeas.policy.unknown import UNKNOWN

Json = Mapping[str, Any]


def answer_of(judged: Judged, *, engine: Engine, language: str | None) -> dict[str, Any]:
    """Return what is said of a decision on every interface: as `habeas decide` writes it."""
    return {
        **decision_as_json(judged, language=language),
        "engine": {"version": engine.version, "digest": engine.digest},
        "findings": [finding_as_json(finding) for finding in judged.scan.findings],
        "dismissals": [dismissal_as_json(dismissal) for dismissal in judged.scan.dismissals],
    }


def nudge_of(judged: Judged, *, language: str | None) -> str | None:
    """Return the hint for the writer, where the rule that decided has one."""
    reported = judged.verdict.reported
    return None if reported is None or reported.fired is not True else write_nudge(reported, language=language)


def content_of(screening: Screening, writing: Writing, *, answer: Json, language: str | None) -> bytes:
    """Return all that a decision rests on, as canonical bytes."""
    content = {
        "answer": answer,
        "texts": list(writing.own_texts),
        "stated": _facts_said(writing.stated),
        "context": _facts_said(writing.context),
        "language": language,
        "concerns": screening.concerns,
        "facts": facts_as_json(screening.decision.facts),
        "disagreements": [
            {"fact": one.name, "caller": one.caller, "timeline": one.timeline} for one in screening.disagreements
        ],
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _facts_said(facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {
        name: {"value": "unknown" if fact.value is UNKNOWN else fact.value, "source": fact.source.value}
        for name, fact in facts.items()
    }


def facts_said(content: Json, *, declarations: Declarations) -> dict[str, Fact]:
    """Return single facts that were stated, from what was kept of them."""
    return {name: read_fact(name, said, declarations=declarations) for name, said in content.items()}


def read_content(content: bytes) -> Json:
    """Return what `content_of` wrote."""
    read: Json = json.loads(content)
    return read


def scan_of(content: Json) -> Scan:
    """Return what was found."""
    return scan_from_json(content["answer"]["findings"], content["answer"]["dismissals"])


def facts_of(content: Json, *, declarations: Declarations) -> Facts:
    """Return the facts that were judged on."""
    return facts_from_json(content["facts"], declarations=declarations)
