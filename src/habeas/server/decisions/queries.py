"""Reads of decisions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from habeas.server.decisions.answers import Told
from habeas.server.decisions.contents import read_content
from habeas.server.decisions.models import Decision
from habeas.server.parties.keys import Keyring, read_keys


def map_told(event_ids: Collection[str], *, is_test: bool, keys: Keyring) -> dict[str, Told]:
    """Return what callers were told of messages that were decided before: the decision that stands, by event id."""
    if not event_ids:
        return {}
    rows = Decision.objects.filter(event__id__in=event_ids, is_test=is_test).select_related("event").order_by("number")
    return {row.event.id: Told(row.id, open_answer(row, keys=keys)) for row in rows}


def open_answer(row: Decision, *, keys: Keyring) -> dict[str, object] | None:
    """Return the answer of a decision; None where its member was erased."""
    if not keys.has(row.member_id):
        return None
    answer: dict[str, object] = dict(read_content(keys.open(row.member_id, bytes(row.sealed)))["answer"])
    return answer


def list_in_force(case_id: str) -> Sequence[Decision]:
    """Return the decisions of a machine in a case that did something and still stand, the oldest first."""
    return _in_force(Q(case=case_id))


def list_in_force_about(decisions: Collection[str], *, words: Collection[str], keys: Keyring) -> Sequence[Decision]:
    """Return what did something and still stands of these decisions and of their rules' about the same words.

    All of them are about the same writer, whose other decisions are looked at; the oldest first.
    """
    named = Decision.objects.filter(pk__in=decisions).exclude(rule="")
    of_writer = {"member__in": named.values("member"), "is_test__in": named.values("is_test")}
    alike = _in_force(Q(rule__in=named.values("rule"), **of_writer))
    return [one for one in alike if one.id in decisions or _text_of(one, keys) in words]


def _text_of(row: Decision, keys: Keyring) -> str | None:
    if not keys.has(row.member_id):
        return None
    return "\n".join(read_content(keys.open(row.member_id, bytes(row.sealed)))["texts"])


def _in_force(which: Q) -> Sequence[Decision]:
    rows = Decision.objects.filter(which, reversed_at=None, replaced_by=None).exclude(action="none")
    return list(rows.select_related("event").order_by("occurred_at", "id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which decisions are asked for; None asks for any."""

    event_id: str | None = None
    member: str | None = None
    finding: str | None = None
    action: str | None = None
    mode: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def condition(self) -> Q:
        """Return the condition that the rows meet. `until` is not in the time any more."""
        asked = {
            "event__id": self.event_id,
            "member": self.member,
            "finding": self.finding,
            "action": self.action,
            "mode": self.mode,
            "decided_at__gte": self.since,
            "decided_at__lt": self.until,
        }
        return Q(**{field: value for field, value in asked.items() if value is not None})


def list_decisions(
    wanted: Wanted, *, is_test: bool, after: tuple[datetime, str] | None, most: int
) -> Sequence[dict[str, Any]]:
    """Return decisions as interfaces show them, the newest first, from behind a place in that order."""
    behind = Q() if after is None else Q(decided_at__lt=after[0]) | Q(decided_at=after[0], id__lt=after[1])
    rows = Decision.objects.filter(wanted.condition, behind, is_test=is_test).order_by("-decided_at", "-id")
    return _shown(rows.select_related("event", "replaced_by")[:most])


def get_decision(decision_id: str, *, is_test: bool) -> dict[str, Any] | None:
    """Return a decision as interfaces show it; None where there is none of this id."""
    found = Decision.objects.filter(id=decision_id, is_test=is_test).select_related("event", "replaced_by")
    return next(iter(_shown(found)), None)


def _shown(rows: Iterable[Decision]) -> list[dict[str, Any]]:
    listed = list(rows)
    keys = read_keys({row.member_id for row in listed})
    return [_as_json(row, keys) for row in listed]


def _as_json(row: Decision, keys: Keyring) -> dict[str, Any]:
    """Return a decision with what it rests on; of an erased member's, what is left."""
    answer = open_answer(row, keys=keys)
    replaced_by = getattr(row, "replaced_by", None)
    return {
        **({"reasons": [], "findings": [], "dismissals": []} if answer is None else answer),
        "id": row.id,
        "event_id": row.event.id,
        "member": row.member_id,
        "mode": row.mode,
        "occurred_at": row.occurred_at.isoformat(),
        "decided_at": row.decided_at.isoformat(),
        "finding": row.finding,
        "allowed": row.allowed,
        "action": row.action,
        "rule": row.rule or None,
        "clause": row.clause or None,
        "case": row.case_id,
        "replaces": row.replaces_id,
        "replaced_by": None if replaced_by is None else replaced_by.id,
        "reversed_at": None if row.reversed_at is None else row.reversed_at.isoformat(),
        "erased": answer is None,
    }
