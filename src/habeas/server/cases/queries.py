"""Reads of cases: the queue with why it stands in that order, one case with what happened in it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from habeas.domain.cases.case import CaseState
from habeas.domain.cases.evidence import Opened, Shown
from habeas.domain.cases.priority import Priority, Stakes, order_key, priority_of
from habeas.server.cases.models import Case, CaseEntry
from habeas.server.identity.staff import actor_of

_OPENED = "opened_"


def list_queue(
    *, is_test: bool, now: datetime, restrained: Collection[str], states: Collection[CaseState]
) -> Sequence[Mapping[str, Any]]:
    """Return the cases in these states in the order in which they are looked at, each with its breakdown.

    `restrained` are the members under a measure meanwhile.
    """
    rows = Case.objects.filter(is_test=is_test, state__in=states)
    stakes = [(row, Stakes(opened_at=row.opened_at, is_restrained=row.member_id in restrained)) for row in rows]
    stakes.sort(key=lambda one: order_key(one[1], case=one[0].id, now=now))
    return [case_as_json(row, priority_of(one, now=now)) for row, one in stakes]


def list_members(*, is_test: bool) -> frozenset[str]:
    """Return the members about whom a case is not over."""
    return frozenset(Case.objects.filter(is_test=is_test, closed_at=None).values_list("member", flat=True))


def get_case(case_id: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a case with what happened in it; None where there is none of this id."""
    row = Case.objects.filter(id=case_id, is_test=is_test).first()
    if row is None:
        return None
    entries = CaseEntry.objects.filter(case=row).order_by("at", "id")
    return {**case_as_json(row), "entries": [_entry(entry) for entry in entries]}


def list_opened(case_id: str) -> Sequence[Opened]:
    """Return what people opened of a case."""
    entries = CaseEntry.objects.filter(case=case_id, what__startswith=_OPENED).order_by("at", "id")
    return [
        Opened(by=actor_of(entry.by_id), at=entry.at, what=Shown(entry.what.removeprefix(_OPENED)), item=entry.item)
        for entry in entries
        if entry.by_id is not None
    ]


def case_as_json(row: Case, priority: Priority | None = None) -> dict[str, Any]:
    """Return a case as interfaces show it, with the parts of its priority where they are given."""
    shown: dict[str, Any] = {
        "id": row.id,
        "member": row.member_id,
        "reason": row.reason,
        "state": row.state,
        "opened_at": row.opened_at.isoformat(),
        "closed_at": None if row.closed_at is None else row.closed_at.isoformat(),
        "holder": None if row.holder_id is None else actor_of(row.holder_id).id,
        "held_until": None if row.held_until is None else row.held_until.isoformat(),
    }
    if priority is not None:
        parts = [{"part": one.part, "points": one.points, "because": one.because} for one in priority.parts]
        shown["priority"] = {"points": priority.points, "parts": parts}
    return shown


def _entry(entry: CaseEntry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "what": entry.what,
        "by": None if entry.by_id is None else actor_of(entry.by_id).id,
        "item": entry.item or None,
        "because": entry.because or None,
    }
