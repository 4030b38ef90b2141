"""Takes the answer of a member, or of a colleague, to what was asked about a case: it goes on with it."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import MACHINE, Actor
from habeas.domain.cases.case import CaseMove, CaseState
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.inquiries import NoSuchInquiry, answer, lock_inquiry, told_member
from habeas.server.cases.operations import lock_case, move, note
from habeas.server.deadlines.clocks import resume_clocks
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import lock_members


@transaction.atomic
def answer_as_member(*, inquiry: str, member: str, words: str, is_test: bool, now: datetime) -> None:
    """Take a member's answer; their case waits for somebody again, and its clocks run on.

    Raises NoSuchInquiry, also for another member's, and what `answer` refuses.
    """
    row = lock_inquiry(inquiry, is_test=is_test)
    if row.member_id != member or row.to_id is not None:
        raise NoSuchInquiry(inquiry)
    keys = lock_members([member], now=now)
    answer(row, words, by=None, keys=keys, now=now)
    cancel_deadline(kind=Kind.END_WAIT, subject=inquiry, is_test=is_test, now=now)
    write_messages([told_member(row, row.case)], now=now)
    _go_on(row.case_id, "the member has answered", is_test=is_test, now=now)
    append([_happening("case.member_answered", row.case_id, "member", now)], seal=keys.seal)


@transaction.atomic
def answer_as_colleague(*, inquiry: str, by: Actor, words: str, is_test: bool, now: datetime) -> None:
    """Take a colleague's answer. Raises NoSuchInquiry and what `answer` refuses."""
    row = lock_inquiry(inquiry, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    answer(row, words, by=by, keys=keys, now=now)
    note(lock_case(row.case_id, is_test=is_test), "colleague_answered", by=by, now=now, item=inquiry)
    append([_happening("case.colleague_answered", row.case_id, by.id, now)], seal=keys.seal)


@transaction.atomic
def end_wait(*, inquiry: str, is_test: bool, now: datetime) -> None:
    """Let a case go on whose member has not answered in time: that speaks neither for nor against them."""
    row = lock_inquiry(inquiry, is_test=is_test)
    if row.answered_at is not None or row.lapsed_at is not None:
        return
    keys = lock_members([row.member_id], now=now)
    row.lapsed_at = now
    row.save(update_fields=["lapsed_at"])
    _go_on(row.case_id, "nobody answered in time", is_test=is_test, now=now)
    append([_happening("case.wait_ended", row.case_id, "clock", now)], seal=keys.seal)


def _go_on(case: str, because: str, *, is_test: bool, now: datetime) -> None:
    row = lock_case(case, is_test=is_test)
    resume_clocks(case, is_test=is_test, now=now)
    if row.state == CaseState.WAITING_ON_MEMBER:
        move(row, CaseMove.HEAR_MEMBER, by=MACHINE, now=now, because=because)


def _happening(action: str, case: str, actor: str, now: datetime) -> Happening:
    return Happening(at=now, action=action, actor=actor, subject=f"case:{case}")
