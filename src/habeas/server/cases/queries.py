"""Reads of cases: the queue with why it stands in that order, one case with what happened in it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from habeas.domain.cases.case import CaseState
from habeas.domain.cases.evidence import Opened, Shown
from habeas.domain.cases.priority import Part, Priority, Stakes, order_key, priority_of
from habeas.server.cases.inquiries import inquiry_as_json, words_of
from habeas.server.cases.models import Case, CaseEntry, Inquiry
from habeas.server.deadlines.queries import list_clocks, list_promised, map_due
from habeas.server.identity.staff import actor_of
from habeas.server.parties.keys import read_keys

_OPENED = "opened_"
_LATEST: Final = "9999"
"""Sorts behind every time that is written out."""


class Order(StrEnum):
    """By what a queue is sorted; by one part of the priority, the priority itself settles the rest."""

    PRIORITY = "priority"
    HARM = "harm"
    DUE = "due"
    HARDSHIP = "hardship"
    MONEY = "money"
    AGE = "age"


_PARTS: Final = {Order.HARM: Part.HARM, Order.HARDSHIP: Part.HARDSHIP, Order.MONEY: Part.MONEY}


def list_queue(
    *,
    is_test: bool,
    now: datetime,
    restrained: Collection[str],
    states: Collection[CaseState],
    held: Mapping[str, int] | None = None,
    queue: str | None = None,
    by: Order = Order.PRIORITY,
) -> Sequence[Mapping[str, Any]]:
    """Return the cases in these states in the order in which they are looked at, each with its breakdown.

    `restrained` are the members under a measure meanwhile, `held` how much money waits of each, in minor units.
    """
    rows = Case.objects.filter(is_test=is_test, state__in=states)
    listed = list(rows if queue is None else rows.filter(queue=queue))
    due = map_due([row.id for row in listed], is_test=is_test, now=now)
    stakes = [(row, _stakes(row, restrained, held or {}, due.get(row.id))) for row in listed]
    stakes.sort(key=lambda one: order_key(one[1], case=one[0].id, now=now))
    beside = _map_beside(listed, is_test=is_test)
    shown = [
        {**case_as_json(row, priority_of(one, now=now), due_at=one.due_at), "related": beside[row.id]}
        for row, one in stakes
    ]
    return shown if by is Order.PRIORITY else sorted(shown, key=_KEYS[by])


def _map_beside(rows: Sequence[Case], *, is_test: bool) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return the other open cases about the member of each case: a sample, a campaign, something looked at anew."""
    open_now = Case.objects.filter(member__in={row.member_id for row in rows}, is_test=is_test, closed_at=None)
    by_member: dict[str, list[Case]] = {}
    for one in open_now.order_by("opened_at", "id"):
        by_member.setdefault(one.member_id, []).append(one)
    return {row.id: [_related(one) for one in by_member.get(row.member_id, ()) if one.id != row.id] for row in rows}


def _stakes(row: Case, restrained: Collection[str], held: Mapping[str, int], due_at: datetime | None) -> Stakes:
    return Stakes(
        opened_at=row.opened_at,
        due_at=due_at,
        harms_others=row.harms_others,
        alleges_illegality=row.alleges_illegality,
        by_trusted_flagger=row.by_trusted_flagger,
        is_restrained=row.member_id in restrained,
        is_sole_income=row.is_sole_income,
        held=held.get(row.member_id, 0),
    )


def _by_part(part: Part) -> Callable[[Mapping[str, Any]], Any]:
    def key(shown: Mapping[str, Any]) -> int:
        return -sum(int(one["points"]) for one in shown["priority"]["parts"] if one["part"] == part)

    return key


_KEYS: Final[Mapping[Order, Callable[[Mapping[str, Any]], Any]]] = {
    **{order: _by_part(part) for order, part in _PARTS.items()},
    Order.DUE: lambda shown: shown["due_at"] or _LATEST,
    Order.AGE: lambda shown: shown["opened_at"],
}


def count_queues(*, is_test: bool, now: datetime) -> Mapping[str, Mapping[str, Any]]:
    """Return of each queue how many cases wait in it, since when the oldest, how many are overdue and held."""
    rows = list(Case.objects.filter(is_test=is_test, closed_at=None).order_by("queue", "opened_at", "id"))
    due = map_due([row.id for row in rows], is_test=is_test, now=now)
    by_queue: dict[str, list[Case]] = {}
    for row in rows:
        by_queue.setdefault(row.queue, []).append(row)
    return {queue: _counted(mine, due, now) for queue, mine in by_queue.items()}


def _counted(rows: Sequence[Case], due: Mapping[str, datetime], now: datetime) -> Mapping[str, Any]:
    return {
        "open": len(rows),
        "waiting": sum(row.state in {CaseState.QUEUED, CaseState.ESCALATED} for row in rows),
        "held": sum(row.state == CaseState.CLAIMED for row in rows),
        "oldest_at": rows[0].opened_at.isoformat(),
        "overdue": sum(due.get(row.id, now) < now for row in rows),
    }


def list_members(*, is_test: bool) -> frozenset[str]:
    """Return the members about whom a case is not over."""
    return frozenset(Case.objects.filter(is_test=is_test, closed_at=None).values_list("member", flat=True))


def get_case(case_id: str, *, is_test: bool, now: datetime) -> Mapping[str, Any] | None:
    """Return a case with what happened in it, its clocks and questions; None where there is none of this id.

    `related` are the member's other cases that are not over, with who looks at them.
    """
    row = Case.objects.filter(id=case_id, is_test=is_test).first()
    if row is None:
        return None
    entries = CaseEntry.objects.filter(case=row).order_by("at", "id")
    others = Case.objects.filter(member=row.member_id, is_test=is_test, closed_at=None).exclude(id=row.id)
    clocks = list_clocks(subject=row.id, is_test=is_test, now=now)
    due = map_due([row.id], is_test=is_test, now=now)
    return {
        **case_as_json(row, due_at=due.get(row.id)),
        "entries": [_entry(entry) for entry in entries],
        "clocks": list(clocks),
        "inquiries": [inquiry_as_json(one) for one in row.inquiries.order_by("asked_at", "id")],
        "related": [_related(one) for one in others.order_by("opened_at", "id")],
    }


def get_priority(
    case_id: str, *, is_test: bool, now: datetime, restrained: Collection[str], held: Mapping[str, int]
) -> Mapping[str, Any] | None:
    """Return the priority of a case with what adds to it, as its queue shows it; None once the case is over.

    `restrained` and `held` are those of `list_queue`.
    """
    row = Case.objects.filter(id=case_id, is_test=is_test, closed_at=None).first()
    if row is None:
        return None
    due = map_due([row.id], is_test=is_test, now=now)
    return priority_as_json(priority_of(_stakes(row, restrained, held, due.get(row.id)), now=now))


def _related(row: Case) -> dict[str, Any]:
    """Return another case of the same member: why it is there, and who may be deciding about them meanwhile."""
    shown = ("id", "reasons", "state", "holder", "held_until", "opened_at")
    whole = case_as_json(row)
    return {name: whole[name] for name in shown}


def list_opened(case_id: str) -> Sequence[Opened]:
    """Return what people opened of a case."""
    entries = CaseEntry.objects.filter(case=case_id, what__startswith=_OPENED).order_by("at", "id")
    return [
        Opened(by=actor_of(entry.by_id), at=entry.at, what=Shown(entry.what.removeprefix(_OPENED)), item=entry.item)
        for entry in entries
        if entry.by_id is not None
    ]


def list_inquiries(
    *, is_test: bool, member: str | None = None, to: int | None = None, is_open: bool | None = None, most: int = 100
) -> Sequence[Mapping[str, Any]]:
    """Return questions with their words, the oldest first: those to a member, or to one of the staff by number."""
    rows = Inquiry.objects.filter(case__is_test=is_test).select_related("case")
    rows = rows if member is None else rows.filter(member=member, to=None)
    rows = rows if to is None else rows.filter(to=to)
    if is_open is not None:
        waits = {"answered_at": None, "lapsed_at": None}
        rows = rows.filter(**waits) if is_open else rows.exclude(**waits)
    return _with_words(rows.order_by("asked_at", "id")[:most])


def get_inquiry(inquiry: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a question with its words; None where there is none of this id."""
    return next(iter(_with_words(Inquiry.objects.filter(id=inquiry, case__is_test=is_test))), None)


def _with_words(rows: Iterable[Inquiry]) -> Sequence[Mapping[str, Any]]:
    found = list(rows)
    keys = read_keys({row.member_id for row in found})
    return [{**inquiry_as_json(row), "question": "", "answer": None, **words_of(row, keys=keys)} for row in found]


def case_as_json(row: Case, priority: Priority | None = None, *, due_at: datetime | None = None) -> dict[str, Any]:
    """Return a case as interfaces show it, with the parts of its priority where they are given.

    What the machine holds against the member stays with its proposal, which is shown after the evidence (GDPR22-b),
    until the case is over.
    """
    shown: dict[str, Any] = {
        "id": row.id,
        "member": row.member_id,
        "reason": row.reason,
        "reasons": row.reasons,
        "state": row.state,
        "queue": row.queue,
        "routed_by": _shown_rule(row),
        "language": row.language or None,
        "language_source": row.language_source or None,
        "clause": None if row.closed_at is None else row.clause or None,
        "harms_others": row.harms_others,
        "is_sole_income": row.is_sole_income,
        "alleges_illegality": row.alleges_illegality,
        "by_trusted_flagger": row.by_trusted_flagger,
        "opened_at": row.opened_at.isoformat(),
        "due_at": None if due_at is None else due_at.isoformat(),
        "closed_at": None if row.closed_at is None else row.closed_at.isoformat(),
        "holder": None if row.holder_id is None else actor_of(row.holder_id).id,
        "held_until": None if row.held_until is None else row.held_until.isoformat(),
    }
    if priority is not None:
        shown["priority"] = priority_as_json(priority)
    return shown


def _shown_rule(row: Case) -> dict[str, Any] | None:
    """Return what the rule asks for that routed a case; by which clause, as the clause itself, once it is over."""
    if row.routed_by is None or row.closed_at is not None:
        return row.routed_by
    return {name: asked for name, asked in row.routed_by.items() if name != "clauses"}


def priority_as_json(priority: Priority) -> dict[str, Any]:
    """Return a priority with what adds to it, as interfaces show it."""
    parts = [{"part": one.part, "points": one.points, "because": one.because} for one in priority.parts]
    return {"points": priority.points, "parts": parts}


def _entry(entry: CaseEntry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "what": entry.what,
        "by": None if entry.by_id is None else actor_of(entry.by_id).id,
        "item": entry.item or None,
        "reason": entry.reason or None,
        "because": entry.because or None,
    }


def list_promises(member: str, *, now: datetime) -> Sequence[Mapping[str, Any]]:
    """Return what a member was promised and what was not kept yet, the next first."""
    keys = read_keys([member])
    if not keys.has(member):
        return []
    return [
        {
            "promised": keys.open(member, sealed).decode(),
            "due_at": due_at.isoformat(),
            "is_late": due_at <= now,
        }
        for due_at, sealed in list_promised(member)
    ]
