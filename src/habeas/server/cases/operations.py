"""Writes of cases: one open case for each member and reason, which more of the same joins, and their moves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import part_in_case
from habeas.domain.cases.case import Case as CaseStanding
from habeas.domain.cases.case import CaseMove, CaseState, Subject, move_case
from habeas.domain.cases.evidence import Shown
from habeas.domain.cases.routing import Routed, route
from habeas.domain.clocks.deadlines import start
from habeas.domain.clocks.policy_clocks import clocks_under
from habeas.domain.clocks.table import ClockId
from habeas.domain.reports import ReportOutcome
from habeas.server.cases.answering import answer_reports
from habeas.server.cases.models import OVER, Case, CaseEntry, Reason
from habeas.server.deadlines.clocks import keep_clocks, meet_clocks
from habeas.server.identity.staff import actor_of, staff_id
from habeas.server.independence.operations import note_part
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.policies.rulebook import read_rulebook


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked about: a member, why, and the decision or evidence that asked first.

    `language`, `clause` and `platform` say where it is routed to, empty where nobody knows.
    """

    member: str
    reason: Reason
    source: str
    language: str = ""
    clause: str = ""
    platform: str = ""
    alleges_illegality: bool = False
    by_trusted_flagger: bool = False


def open_cases(
    questions: Iterable[Question], *, is_test: bool, now: datetime
) -> tuple[Mapping[tuple[str, Reason], Case], frozenset[str]]:
    """Return the open case for each member and reason, and the ids of those that were opened now.

    Each waits in the queue that takes it, and its clock runs from now on by when people work there.
    """
    asked = list(questions)
    first: dict[tuple[str, Reason], Question] = {}
    for question in asked:
        first.setdefault((question.member, question.reason), question)
    open_now = Case.objects.filter(closed_at=None, is_test=is_test, member__in={member for member, _ in first})
    found = {(case.member_id, Reason(case.reason)): case for case in open_now}
    opened = [new_case(question, is_test=is_test, now=now) for key, question in first.items() if key not in found]
    joined = [one for one in asked if (one.member, one.reason) in found or one is not first[one.member, one.reason]]
    begin_cases(opened, now=now)
    found |= {(case.member_id, Reason(case.reason)): case for case in opened}
    _join(joined, found, now)
    return found, frozenset(case.id for case in opened)


def new_case(question: Question, *, is_test: bool, now: datetime) -> Case:
    """Return a case about a question, not yet written, in the queue that takes it."""
    routed = Routed(
        reason=question.reason.value,
        language=question.language,
        clause=question.clause or None,
        platform=question.platform or None,
        is_notice_of_illegality=question.alleges_illegality,
    )
    return Case(
        id=_case_id(question),
        member_id=question.member,
        reason=question.reason,
        is_test=is_test,
        opened_at=now,
        queue=route(routed, rules=settings.HABEAS.casework.rules),
        language=question.language,
        clause=question.clause,
        platform=question.platform,
        alleges_illegality=question.alleges_illegality,
        by_trusted_flagger=question.by_trusted_flagger,
    )


def begin_cases(cases: Sequence[Case], *, now: datetime) -> None:
    """Write cases that are new: they wait from now on, and their clocks run."""
    Case.objects.bulk_create(cases)
    CaseEntry.objects.bulk_create([CaseEntry(case=case, at=now, what=CaseMove.QUEUE) for case in cases])
    _start_clocks(cases, now=now)
    write_messages([_told(WebhookType.CASE_OPENED, case) for case in cases], now=now)


def _join(joined: Iterable[Question], cases: Mapping[tuple[str, Reason], Case], now: datetime) -> None:
    """Keep that more of the same came; what somebody says is illegal comes first from then on."""
    entries = []
    for question in joined:
        case = cases[question.member, question.reason]
        entries.append(CaseEntry(case=case, at=now, what="join", item=question.source))
        if question.alleges_illegality and not (case.alleges_illegality and case.by_trusted_flagger):
            case.alleges_illegality = True
            case.by_trusted_flagger |= question.by_trusted_flagger
            case.save(update_fields=["alleges_illegality", "by_trusted_flagger"])
    CaseEntry.objects.bulk_create(entries)


def _start_clocks(cases: Sequence[Case], *, now: datetime) -> None:
    """Let the clocks of service run by which somebody looks at cases (invariant 12)."""
    if not cases:
        return
    clock, casework = clocks_under(read_rulebook().policy.clocks)[ClockId.CASE_REVIEWED], settings.HABEAS.casework
    started = [
        (
            start(clock, subject=one.id, started_at=now, zone=UTC, calendar=casework.calendar_of(one.queue)),
            one.member_id,
        )
        for one in cases
    ]
    keep_clocks(started, is_test=cases[0].is_test, now=now)


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


def move(row: Case, what: CaseMove, *, by: Actor, now: datetime, because: str = "", to: Actor | None = None) -> None:
    """Move a case, and keep that it moved. Raises what `move_case` refuses."""
    moved = move_case(standing_of(row), move=what, by=by, now=now, because=because, to=to)
    was_over = row.closed_at is not None
    row.state, row.moved_at = moved.state, moved.moved_at
    row.holder_id = None if moved.holder is None else staff_id(moved.holder)
    row.held_until = moved.held_until
    row.closed_at = now if moved.state in OVER else None
    row.save(update_fields=["state", "moved_at", "holder", "held_until", "closed_at"])
    person = staff_id(by) if by.is_human else None
    CaseEntry.objects.create(case=row, at=now, what=what, by_id=person, because=because)
    note_part(row.id, part_in_case(what, by=by), by=by, now=now)
    if moved.state in _REVIEWED:
        meet_clocks(row.id, is_test=row.is_test, now=now, but=[ClockId.PROMISE])
    elif was_over or what is CaseMove.DECLINE:
        _start_clocks([row], now=now)
    if row.closed_at is not None and not was_over:
        acted = ReportOutcome.ACTED if moved.state is CaseState.DECIDED else ReportOutcome.NOT_ACTED
        answer_reports(row, acted, now=now)
        write_messages([_told(WebhookType.CASE_CLOSED, row)], now=now)


def note(row: Case, what: str, *, by: Actor | None, now: datetime, item: str = "", because: str = "") -> None:
    """Keep that something happened in a case which moved it nowhere."""
    person = None if by is None else staff_id(by)
    CaseEntry.objects.create(case=row, at=now, what=what, by_id=person, item=item, because=because)


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


def _told(kind: WebhookType, case: Case) -> NewMessage:
    payload: dict[str, Any] = {
        "case": case.id,
        "member": case.member_id,
        "reason": case.reason,
        "queue": case.queue,
        "state": case.state,
        "opened_at": case.opened_at.isoformat(),
        "closed_at": None if case.closed_at is None else case.closed_at.isoformat(),
    }
    key = case.id if case.closed_at is None else f"{case.id}:{case.closed_at.isoformat()}"
    return NewMessage(type=kind, payload=payload, key=key, is_test=case.is_test)


def _case_id(question: Question) -> str:
    source = question.source.removeprefix("dec_").removeprefix("evi_")
    return f"case_{source}_{question.reason.value[:4]}"
