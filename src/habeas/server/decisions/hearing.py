"""Hears what others say of members: reports, signals of outside detectors, measures taken elsewhere. Opens cases alone.

None of it acts by itself: a person looks, whatever is said and whoever says it (S1, PWD10-5).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from habeas.detection.findings import CLEAN
from habeas.domain.decisions import Decision as Judged
from habeas.domain.decisions import decision_as_json
from habeas.domain.refusals import Refused
from habeas.domain.reports import ReportKind
from habeas.policy.evaluate import evaluate
from habeas.policy.facts import Facts
from habeas.policy.facts_json import facts_as_json
from habeas.policy.verdicts import Signal, Verdict
from habeas.server.audit.operations import Happening
from habeas.server.cases.evidence import Brought, bring_evidence, evidence_id
from habeas.server.cases.models import EvidenceKind
from habeas.server.cases.reports import Told, take_report
from habeas.server.decisions.histories import read_history
from habeas.server.decisions.operations import bring_to_case
from habeas.server.decisions.records import facts_about
from habeas.server.events.incoming import IncomingEvent
from habeas.server.parties.keys import Keyring
from habeas.server.policies.rulebook import Rulebook
from habeas.server.screening.admission import Admission

REPORTED: Final = "member.reported"
RAISED: Final = "signal.raised"
EXTERNAL: Final = "measure.external"
HEARD: Final = frozenset({REPORTED, RAISED, EXTERNAL})


@dataclass(slots=True)
class Heard:
    """What the log says of it, and why some of it opened no case, by the event's id."""

    happenings: list[Happening] = field(default_factory=list)
    aside: dict[str, tuple[str, str]] = field(default_factory=dict)


def hear_matters(
    fresh: Sequence[Admission], *, rulebook: Rulebook, keys: Keyring, is_test: bool, now: datetime
) -> Heard:
    """Bring what new events say of members to their cases. What is said of or by an erased member is not kept."""
    heard = Heard()
    told = [one.kept.event for one in fresh if one.kept.event.type in HEARD]
    told = [event for event in told if all(keys.has(party) for party in _named(event))]
    if not told:
        return heard
    members = {str(event.data["member"]) for event in told}
    history = read_history(members, rulebook=rulebook, is_test=is_test, now=now)
    for event in told:
        facts = facts_about(
            str(event.data["member"]), at=event.occurred_at, platform=event.platform, rulebook=rulebook, history=history
        )
        if event.type == REPORTED:
            _hear_report(event, facts, heard, rulebook=rulebook, keys=keys, is_test=is_test, now=now)
            continue
        brought = list(_bring(event, facts, heard, rulebook=rulebook, is_test=is_test))
        cases = bring_evidence(brought, keys=keys, is_test=is_test, now=now)
        heard.happenings += [_happening(event, case.id, now) for case in cases.values()]
    return heard


def _named(event: IncomingEvent) -> list[str]:
    return [str(event.data[name]) for name in ("member", "by") if name in event.data and event.type != EXTERNAL] or [
        str(event.data["member"])
    ]


def _told(event: IncomingEvent) -> Told:
    said = event.data
    return Told(
        kind=ReportKind(said.get("kind") or ReportKind.TERMS_REPORT),
        reporter=str(said["by"]),
        accused=str(said["member"]),
        content=str(said.get("reason") or ""),
        language=str(said.get("language") or "").lower(),
        at=event.occurred_at,
        message=str(said.get("message") or ""),
        platform=event.platform,
        names=tuple(said.get("names") or ()),
        by_trusted_flagger=bool(said.get("trusted_flagger")),
        event=event.id,
    )


def _hear_report(
    event: IncomingEvent,
    facts: Facts,
    heard: Heard,
    *,
    rulebook: Rulebook,
    keys: Keyring,
    is_test: bool,
    now: datetime,
) -> None:
    told = _told(event)
    try:
        row = take_report(
            told,
            evidence=evidence_id(event.id, is_test=is_test),
            policy=rulebook.policy.identity.digest,
            facts={"facts": facts_as_json(facts)},
            keys=keys,
            is_test=is_test,
            now=now,
        )
    except Refused as refused:
        heard.aside[event.id] = ("/data/reason", str(refused))
        return
    if row.case_id is not None and told.message:
        bring_to_case(row.case_id, event=told.message, by=told.accused, to=told.reporter, is_test=is_test)
    heard.happenings.append(_happening(event, row.id, now))


def _bring(event: IncomingEvent, facts: Facts, heard: Heard, *, rulebook: Rulebook, is_test: bool) -> Iterator[Brought]:
    """Yield the evidence of a signal that the policy names, or of what the host did elsewhere."""
    policy, said = rulebook.policy, event.data
    base: dict[str, Any] = {
        "id": evidence_id(event.id, is_test=is_test),
        "member": str(said["member"]),
        "event": event.id,
        "at": event.occurred_at,
        "policy": policy.identity.digest,
        "platform": event.platform,
    }
    kept = {"facts": facts_as_json(facts)}
    if event.type == EXTERNAL:
        yield Brought(**base, kind=EvidenceKind.EXTERNAL, says={"text": _done_elsewhere(said), **kept})
        return
    kind = str(said["kind"])
    if kind not in policy.signal_classes:
        known = ", ".join(policy.signal_classes) or "none"
        heard.aside[event.id] = ("/data/kind", f"the policy in force names no class '{kind}'; it names {known}")
        return
    verdict = _verdict(event, facts, rulebook)
    if not verdict.needs_human:
        heard.aside[event.id] = ("/data/kind", "no rule of the policy in force asks a person about this")
        return
    yield Brought(
        **base,
        kind=EvidenceKind.SIGNAL,
        says={"text": str(said.get("reason") or kind), **kept, **_signalled(event, facts, verdict)},
        clause="" if verdict.clause is None else verdict.clause.id,
        finding=kind,
    )


def _verdict(event: IncomingEvent, facts: Facts, rulebook: Rulebook) -> Verdict:
    said = event.data
    confidence = said.get("confidence")
    signal = Signal(
        kind=str(said["kind"]),
        detector=str(said["detector"]),
        confidence=1.0 if confidence is None else float(confidence),
        text=str(said.get("reason") or ""),
    )
    day = event.occurred_at.date()
    return evaluate(policy=rulebook.policy, scan=CLEAN, facts=facts, signals=(signal,), at=day)


def _signalled(event: IncomingEvent, facts: Facts, verdict: Verdict) -> dict[str, Any]:
    """Return what the detector found and what the policy proposes on it, which is shown after the words."""
    judged = decision_as_json(Judged(scan=CLEAN, facts=facts, verdict=verdict))
    proposal = {name: judged[name] for name in ("action", "proposed", "rule", "clause", "reasons")}
    return {
        "detector": str(event.data["detector"]),
        "version": str(event.data.get("version") or ""),
        "proposal": {**proposal, "confidence": [event.data.get("confidence")]},
    }


def _done_elsewhere(said: Mapping[str, Any]) -> str:
    """Return what the host says that it did, in one line."""
    times = [f"{name.replace('_at', '')} {said[name]}" for name in ("starts_at", "ends_at") if said.get(name)]
    parts = [str(said["kind"]), str(said.get("reason") or ""), *times]
    return ", ".join(part for part in parts if part)


def _happening(event: IncomingEvent, subject: str, now: datetime) -> Happening:
    action = {REPORTED: "report.received", RAISED: "signal.heard", EXTERNAL: "measure.heard"}[event.type]
    return Happening(at=now, action=action, actor="host", subject=f"{subject.partition('_')[0]}:{subject}")
