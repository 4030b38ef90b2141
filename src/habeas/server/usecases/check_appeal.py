"""Goes on with an appeal whose member does not answer: nobody waits past the time to answer (DSA20-4, invariant 12)."""

from datetime import datetime

from django.db import transaction

from habeas.domain.appeals.appeal import AppealState
from habeas.domain.appeals.hearing import go_on
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.operations import close_question, standing_of, take_over
from habeas.server.audit.operations import Happening, append
from habeas.server.parties.keys import lock_members, read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.registry import lock_contested


@transaction.atomic
def check_appeal(*, appeal: str, is_test: bool, now: datetime) -> None:
    """Close the question whose time to answer is over, once; its appeal goes on without."""
    row = Appeal.objects.select_for_update().filter(id=appeal, is_test=is_test, ended_at=None).first()
    question = None if row is None else row.questions.filter(closed_at=None, answer_by__lte=now).first()
    if row is None or question is None or not read_keys([row.member_id]).has(row.member_id):
        return
    lock_contested(row.decision, is_test=is_test, now=now)
    keys = lock_members([row.member_id], now=now)
    if not keys.has(row.member_id):
        return
    close_question(row, at=question.answer_by, answered=False)
    if row.state == AppealState.MORE_ASKED:
        content = open_content(row.member_id, row.sealed, keys=keys)
        take_over(row, go_on(standing_of(row, content)), content, keys=keys)
    append([Happening(at=now, action="appeal.went_on", actor="clock", subject=f"appeal:{row.id}")], seal=keys.seal)
