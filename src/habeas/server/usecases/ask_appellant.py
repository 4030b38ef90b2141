"""Asks a member something while their appeal is heard: the clock of service stands still, up to its cap."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.hearing import ask_more, check_reviewer
from habeas.domain.clocks.deadlines import MOST_PAUSED
from habeas.domain.clocks.table import ClockId
from habeas.domain.refusals import Refused
from habeas.server.appeals.access import reviewer_of
from habeas.server.appeals.models import Appeal, Question
from habeas.server.appeals.operations import as_message, lock_appeal, standing_of, take_over
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.clocks import pause_clock
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.parties.keys import lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.registry import RECOURSES, lock_contested


class QuestionMissing(Refused):
    """A question without words."""

    rule = "DSA20-4"
    says = "write what you want to know from the member about the appeal {appeal}"


@transaction.atomic
def ask_appellant(*, appeal: str, by: Actor, words: str, is_test: bool, now: datetime) -> datetime:
    """Ask the member, and return until when the answer is waited for.

    Raises NoSuchAppeal, QuestionMissing, NotYourAppeal, AppealMoveNotAllowed, ReviewerNotQualified, PauseSpent,
    ClockNotRunning.
    """
    if not words.strip():
        raise QuestionMissing(appeal=appeal)
    row = lock_appeal(appeal, is_test=is_test)
    contested = lock_contested(row.decision, is_test=is_test, now=now)
    keys = lock_members([row.member_id], now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    moved = ask_more(standing_of(row, content), by=by)
    check_reviewer(reviewer_of(by, decision=row.decision), decision=row.decision, took_part=(), now=now)
    until = _stop_clock(appeal, is_test=is_test, now=now)
    number = row.questions.count() + 1
    Question.objects.create(appeal=row, number=number, asked_at=now, answer_by=until)
    content.setdefault("questions", []).append({"number": number, "text": words})
    take_over(row, moved, content, keys=keys)
    set_deadline(
        kind=Kind.CHECK_APPEAL, subject=appeal, rule=f"question_{number}", due_at=until, is_test=is_test, now=now
    )
    told = {
        "kind": "question",
        "language": contested.language,
        "appeal": appeal,
        "question": number,
        "text": words,
        "answer_by": until.isoformat(),
    }
    notice = RECOURSES[contested.matter].tell(contested.id, told, number=_told_before(row), keys=keys, now=now)
    payload = {**as_message(row), "question": number, "answer_by": until.isoformat()}
    asked = NewMessage(
        type=WebhookType.APPEAL_ASKED, payload=payload, key=f"{appeal}:question_{number}", is_test=is_test
    )
    write_messages([notice, asked], now=now)
    append([Happening(at=now, action="appeal.asked", actor=by.id, subject=f"appeal:{appeal}")], seal=keys.seal)
    return until


def _stop_clock(appeal: str, *, is_test: bool, now: datetime) -> datetime:
    """Let the clock of service stand still, and return until when it does if nobody answers."""
    paused = pause_clock(ClockId.APPEAL_TIMELY, subject=appeal, is_test=is_test, now=now)
    return now + MOST_PAUSED - paused.paused_for


def _told_before(row: Appeal) -> int:
    """Return which question about the decision it is, over all appeals against it: each is a notice of its own."""
    return Question.objects.filter(appeal__decision=row.decision, appeal__member=row.member_id).count()
