"""Writes of cases: one open case for each member and reason, which more of the same joins, and their moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from habeas.domain.actors import Actor
from habeas.domain.cases.case import Case as CaseStanding
from habeas.domain.cases.case import CaseMove, CaseState, Subject, move_case
from habeas.domain.cases.evidence import Shown
from habeas.server.cases.models import OVER, Case, CaseEntry, Reason
from habeas.server.identity.staff import actor_of, staff_id


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked about: a member, why, and the decision that asked first."""

    member: str
    reason: Reason
    decision: str


def open_cases(
    questions: Iterable[Question], *, is_test: bool, now: datetime
) -> tuple[Mapping[tuple[str, Reason], Case], frozenset[str]]:
    """Return the open case for each member and reason, and the ids of those that were opened now."""
    first: dict[tuple[str, Reason], Question] = {}
    for question in questions:
        first.setdefault((question.member, question.reason), question)
    open_now = Case.objects.filter(closed_at=None, is_test=is_test, member__in={member for member, _ in first})
    found = {(case.member_id, Reason(case.reason)): case for case in open_now}
    opened = [
        Case(id=_case_id(question), member_id=member, reason=reason, is_test=is_test, opened_at=now)
        for (member, reason), question in first.items()
        if (member, reason) not in found
    ]
    Case.objects.bulk_create(opened)
    CaseEntry.objects.bulk_create([CaseEntry(case=case, at=now, what=CaseMove.QUEUE) for case in opened])
    found |= {(case.member_id, Reason(case.reason)): case for case in opened}
    return found, frozenset(case.id for case in opened)


def lock_case(case_id: str, *, is_test: bool) -> Case:
    """Return a case, locked till the transaction ends. Raises NoSuchCase."""
    row = Case.objects.select_for_update().filter(id=case_id, is_test=is_test).first()
    if row is None:
        raise NoSuchCase(case_id)
    return row


class NoSuchCase(LookupError):
    """A case that is not there."""


def move(row: Case, what: CaseMove, *, by: Actor, now: datetime, because: str = "", to: Actor | None = None) -> None:
    """Move a case, and keep that it moved. Raises what `move_case` refuses."""
    moved = move_case(standing_of(row), move=what, by=by, now=now, because=because, to=to)
    row.state, row.moved_at = moved.state, moved.moved_at
    row.holder_id = None if moved.holder is None else staff_id(moved.holder)
    row.held_until = moved.held_until
    row.closed_at = now if moved.state in OVER else None
    row.save(update_fields=["state", "moved_at", "holder", "held_until", "closed_at"])
    person = staff_id(by) if by.is_human else None
    CaseEntry.objects.create(case=row, at=now, what=what, by_id=person, because=because)


def note_opened(row: Case, shown: Shown, *, by: Actor, now: datetime, items: Iterable[str] = ("",)) -> None:
    """Keep that a person opened parts of a case."""
    CaseEntry.objects.bulk_create(
        [CaseEntry(case=row, at=now, what=f"opened_{shown}", by_id=staff_id(by), item=item) for item in items]
    )


def standing_of(row: Case) -> CaseStanding:
    """Return a case as the core moves it."""
    return CaseStanding(
        id=row.id,
        subject=Subject(member=row.member_id, reason=row.reason),
        opened_at=row.opened_at,
        state=CaseState(row.state),
        holder=None if row.holder_id is None else actor_of(row.holder_id),
        held_until=row.held_until,
        moved_at=row.moved_at,
    )


def _case_id(question: Question) -> str:
    return f"case_{question.decision.removeprefix('dec_')}_{question.reason.value[:4]}"
