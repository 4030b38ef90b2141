"""What a case rests on: each decision that opened or joined it, with the words, what was found, and the record."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from habeas.domain.cases.favour import MemberRecord, in_favour
from habeas.policy.unknown import UNKNOWN, Unknown
from habeas.server.decisions.contents import Json, read_content
from habeas.server.decisions.models import Decision
from habeas.server.parties.keys import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One piece of evidence: what the member wrote when, and what was found there. `id` is the decision's.

    `proposal` is what the machine thinks of it, which is shown after the words.
    """

    id: str
    fact: str
    event: str
    at: datetime
    text: str
    language: str | None
    finding: str
    clause: str
    policy: str
    signals: tuple[str, ...]
    engine: str
    proposal: Mapping[str, Any]
    content: Json


def list_exhibits(case_id: str, *, keys: Keyring) -> Sequence[Exhibit]:
    """Return the evidence of a case, the oldest first; none where its member was erased."""
    return _exhibits(Decision.objects.filter(case=case_id), keys)


def list_exhibits_of(decisions: Collection[str], *, keys: Keyring) -> Sequence[Exhibit]:
    """Return these decisions as evidence, the oldest first; those of an erased member are none."""
    return _exhibits(Decision.objects.filter(pk__in=decisions), keys)


def _exhibits(chosen: QuerySet[Decision], keys: Keyring) -> Sequence[Exhibit]:
    rows = chosen.select_related("event").order_by("occurred_at", "id")
    readable = [row for row in rows if keys.has(row.member_id)]
    return [exhibit_of(row, f"f{number}", keys) for number, row in enumerate(readable, start=1)]


def exhibit_of(row: Decision, fact: str, keys: Keyring) -> Exhibit:
    """Return a decision as a piece of evidence."""
    content = read_content(keys.open(row.member_id, bytes(row.sealed)))
    answer = content["answer"]
    return Exhibit(
        id=row.id,
        fact=fact,
        event=row.event.id,
        at=row.occurred_at,
        text="\n".join(content["texts"]),
        language=content["language"],
        finding=row.finding,
        clause=row.clause,
        policy=row.policy_id,
        signals=tuple(dict.fromkeys(one["kind"] for one in answer["findings"])),
        engine=row.engine_version,
        proposal={
            "action": row.judged_action,
            "proposed": row.proposed or None,
            "rule": row.rule or None,
            "clause": row.clause or None,
            "confidence": [one["confidence"] for one in answer["findings"]],
            "reasons": answer["reasons"],
        },
        content=content,
    )


_NOTHING: Final[Json] = {"facts": {"values": {}}, "stated": {}, "answer": {"dismissals": []}}
"""What a case says of its member that rests on no message."""


def record_of(exhibits: Sequence[Exhibit], *, strikes: int) -> MemberRecord:
    """Return the member's record as it stood at the last piece of evidence; what nobody told is unknown."""
    last: Json = exhibits[-1].content if exhibits else _NOTHING
    values = last["facts"]["values"]
    declared = last["stated"].get("declared.purpose", {}).get("value")
    known_before = values.get("pair.known_before", "unknown")
    return MemberRecord(
        paid_inside=UNKNOWN,
        currency="",
        completed_contracts=_number(values.get("sender.completed_contracts", "unknown")),
        tenure_days=_number(values.get("sender.tenure_days", "unknown")),
        strikes=strikes,
        messages=_number(values.get("sender.messages_365d", "unknown")),
        declaration=declared if isinstance(declared, str) else None,
        asked_by_other=UNKNOWN,
        known_before=known_before if isinstance(known_before, bool) else UNKNOWN,
        dismissals=tuple(one["because"] for one in last["answer"]["dismissals"]),
    )


def _number(value: object) -> int | Unknown:
    return int(value) if isinstance(value, int | float) else UNKNOWN


def look_as_json(exhibits: Sequence[Exhibit], *, strikes: int) -> dict[str, Any]:
    """Return what a person reads who looks: the evidence without the machine's opinion, and what is in favour."""
    found = in_favour(record_of(exhibits, strikes=strikes))
    return {
        "evidence": [
            {
                "id": one.id,
                "fact": one.fact,
                "event": one.event,
                "at": one.at.isoformat(),
                "text": one.text,
                "finding": one.finding,
                "signals": list(one.signals),
            }
            for one in exhibits
        ],
        "in_favour": {
            "speaks": [{"favour": one.favour, "values": dict(one.values)} for one in found.speaks],
            "unknown": list(found.unknown),
        },
    }
