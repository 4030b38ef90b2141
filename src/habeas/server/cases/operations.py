"""Writes of cases: their moves, and what people do in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import part_in_case
from habeas.domain.cases.case import CaseMove, CaseState, move_case
from habeas.domain.cases.evidence import Shown
from habeas.domain.clocks.table import ClockId
from habeas.server.cases.answering import answer_reports
from habeas.server.cases.models import OVER, Case, CaseEntry
from habeas.server.cases.opening import set_apart, start_clocks, told_of_case
from habeas.server.cases.standing import standing_of
from habeas.server.deadlines.clocks import meet_clocks
from habeas.server.identity.staff import is_above, staff_id
from habeas.server.independence.operations import note_part
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_messages


def lock_case(case_id: str, *, is_test: bool) -> Case:
    """Return a case, locked till the transaction ends. Raises NoSuchCase."""
    # Without its key: whoever takes events in may point at the case meanwhile, and holds its member already.
    row = Case.objects.select_for_update(no_key=True).filter(id=case_id, is_test=is_test).first()
    if row is None:
        raise NoSuchCase(case_id)
    return row


class NoSuchCase(LookupError):
    """A case that is not there."""


_REVIEWED = frozenset({CaseState.DECIDED, CaseState.CLOSED, CaseState.AWAITING_APPROVAL})
"""Where a case stands when a person has looked at it: its clock of service is met."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a decision rests on: the evidence that it relies on, and all that its decider looked at."""

    relied_on: frozenset[str]
    seen: frozenset[str]


def basis_of(case: str, *, relied_on: Iterable[str], by: Actor) -> Basis:
    """Return what a decision rests on that a person took in a case."""
    opened = CaseEntry.objects.filter(case=case, what=f"opened_{Shown.EVIDENCE}", by=staff_id(by))
    chosen = frozenset(relied_on)
    return Basis(chosen, chosen | frozenset(opened.values_list("item", flat=True)))


def move(
    row: Case,
    what: CaseMove,
    *,
    by: Actor,
    now: datetime,
    because: str = "",
    to: Actor | None = None,
    basis: Basis | None = None,
) -> None:
    """Move a case, and keep that it moved. Raises what `move_case` refuses.

    With a `basis` a case that is decided takes nothing along that nobody looked at, and only those reports were acted
    on that the decision relies on.
    """
    standing = standing_of(row)
    is_senior = standing.escalated_by is not None and is_above(by, standing.escalated_by)
    moved = move_case(standing, move=what, by=by, now=now, because=because, to=to, is_senior=is_senior)
    was_over = row.closed_at is not None
    row.state, row.moved_at, row.topic = moved.state, moved.moved_at, moved.subject.topic
    row.holder_id = None if moved.holder is None else staff_id(moved.holder)
    row.held_until = moved.held_until
    row.closed_at = now if moved.state in OVER else None
    row.save(update_fields=["state", "moved_at", "topic", "holder", "held_until", "closed_at"])
    person = staff_id(by) if by.is_human else None
    CaseEntry.objects.create(case=row, at=now, what=what, by_id=person, because=because)
    note_part(row.id, part_in_case(what, by=by), by=by, now=now)
    if moved.state in _REVIEWED:
        meet_clocks(row.id, is_test=row.is_test, now=now, only=[ClockId.CASE_REVIEWED])
    elif was_over or what is CaseMove.DECLINE:
        start_clocks([row], now=now)
    if row.closed_at is not None and not was_over:
        _end(row, basis, now)


def _end(row: Case, basis: Basis | None, now: datetime) -> None:
    """Let go what was not looked at, answer who reported the rest, and tell the host that the case is over."""
    if basis is not None:
        set_apart(row, seen=basis.seen, now=now)
    answer_reports(row, acted_on=frozenset() if basis is None else basis.relied_on, now=now)
    write_messages([told_of_case(WebhookType.CASE_CLOSED, row)], now=now)


def note(row: Case, what: str, *, by: Actor | None, now: datetime, item: str = "", because: str = "") -> None:
    """Keep that something happened in a case which moved it nowhere."""
    person = None if by is None else staff_id(by)
    CaseEntry.objects.create(case=row, at=now, what=what, by_id=person, item=item, because=because)


def note_opened(row: Case, shown: Shown, *, by: Actor, now: datetime, items: Iterable[str] = ("",)) -> None:
    """Keep that a person opened parts of a case."""
    CaseEntry.objects.bulk_create(
        [CaseEntry(case=row, at=now, what=f"opened_{shown}", by_id=staff_id(by), item=item) for item in items]
    )
