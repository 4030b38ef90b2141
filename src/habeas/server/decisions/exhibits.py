"""What a case rests on: each decision that opened or joined it, with the words, what was found, and the record."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from habeas.server.cases.models import CaseEntry, Evidence, EvidenceKind
from habeas.server.decisions.contents import Json, read_content
from habeas.server.decisions.models import Decision
from habeas.server.parties.keys import Keyring
from habeas.server.parties.sealed import open_content

MESSAGE: Final = "message"
"""The kind of evidence that a policy's tests can be made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One piece of evidence: what the member wrote when, and what was found there. `id` is the decision's.

    `proposal` is what the machine thinks of it, which is shown after the words. `kind` says whether it is a judged
    message, or what else it is.
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
    kind: str = MESSAGE


def list_exhibits(case_id: str, *, keys: Keyring) -> Sequence[Exhibit]:
    """Return the evidence of a case, the oldest first; none where its member was erased."""
    judged = Decision.objects.filter(case=case_id).select_related("event")
    brought = Evidence.objects.filter(case=case_id)
    found = [exhibit_of(row, "", keys) for row in judged if keys.has(row.member_id)]
    found += [_brought(row, keys) for row in brought if keys.has(row.member_id)]
    # The first time that something joined comes last here, and stays.
    joined = CaseEntry.objects.filter(case=case_id, what="join").order_by("-id")
    return _numbered(found, came=dict(joined.values_list("item", "id")))


def list_exhibits_of(decisions: Collection[str], *, keys: Keyring) -> Sequence[Exhibit]:
    """Return these decisions as evidence, the oldest first; those of an erased member are none."""
    rows = Decision.objects.filter(pk__in=decisions).select_related("event")
    return _numbered((exhibit_of(row, "", keys) for row in rows if keys.has(row.member_id)), came={})


def _numbered(found: Iterable[Exhibit], *, came: Mapping[str, int]) -> Sequence[Exhibit]:
    """Return evidence in the order of time. It is numbered as it came: what somebody wrote of `f1` stays true."""
    listed = sorted(found, key=lambda one: (one.at, one.id))
    arrived = sorted(listed, key=lambda one: came.get(one.id, 0))
    number = {one.id: f"f{place}" for place, one in enumerate(arrived, start=1)}
    return [replace(one, fact=number[one.id]) for one in listed]


def _brought(row: Evidence, keys: Keyring) -> Exhibit:
    """Return what a report, a signal or the host says as a piece of evidence; a signal is a detector's."""
    says = open_content(row.member_id, row.sealed, keys=keys)
    return Exhibit(
        id=row.id,
        fact="",
        event=row.event or row.id,
        at=row.at,
        text=says["text"],
        language=says.get("language"),
        finding=row.finding,
        clause=row.clause,
        policy=row.policy_id,
        signals=(says["detector"],) if "detector" in says else (),
        engine=says.get("version", ""),
        proposal=says.get("proposal", {}),
        content={**_NOTHING, **says},
        kind=row.kind,
    )


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


def unmarked(exhibit: Exhibit) -> Exhibit:
    """Return evidence of the random sample as its author's reader has it: nothing says what a machine found, or not."""
    content = {**exhibit.content, "answer": _NOTHING["answer"]}
    return replace(exhibit, kind=EvidenceKind.SAMPLE, signals=(), content=content)


_NOTHING: Final[Json] = {"facts": {"values": {}}, "stated": {}, "answer": {"dismissals": []}}
"""What a case says of its member that rests on no message."""
