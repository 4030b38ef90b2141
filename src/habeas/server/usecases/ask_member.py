"""Asks the member something that a case turns on. The case and its clocks of service wait, up to the cap."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.case import CaseMove
from habeas.domain.clocks.deadlines import MOST_PAUSED
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.inquiries import ask, told_member
from habeas.server.cases.languages import get_reads
from habeas.server.cases.operations import lock_case, move
from habeas.server.deadlines.clocks import pause_clocks
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import lock_members


@transaction.atomic
def ask_member(*, case: str, by: Actor, question: str, language: str, is_test: bool, now: datetime) -> str:
    """Ask a member and return the question's id. Who asks gives the case up till it is answered.

    Where no language is named it is the one that the member reads. Raises NoSuchCase, NothingAsked, PauseSpent, and
    what `move_case` refuses.
    """
    row = lock_case(case, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    move(row, CaseMove.ASK_MEMBER, by=by, now=now)
    paused = pause_clocks(case, is_test=is_test, now=now)
    until = now + MOST_PAUSED - max((one.paused_for for one in paused), default=MOST_PAUSED - MOST_PAUSED)
    language = language or get_reads(row.member_id, is_test=is_test).told
    asked = ask(row, question, by=by, to=None, until=until, language=language, keys=keys, now=now)
    set_deadline(kind=Kind.END_WAIT, subject=asked.id, rule="most_paused", due_at=until, is_test=is_test, now=now)
    write_messages([told_member(asked, row)], now=now)
    append([Happening(at=now, action="case.member_asked", actor=by.id, subject=f"case:{case}")], seal=keys.seal)
    return asked.id
