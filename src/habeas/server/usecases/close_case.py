"""Closes a case without a sanction: a person looked at all of it, and says why nothing is done to the member."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.case import CaseMove
from habeas.domain.cases.evidence import check_opened
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.operations import lock_case, move
from habeas.server.cases.queries import list_opened
from habeas.server.cases.reports import note_for_reporters
from habeas.server.decisions.exhibits import list_exhibits
from habeas.server.parties.keys import lock_members


@transaction.atomic
def close_case(*, case: str, by: Actor, because: str, is_test: bool, now: datetime, to_reporters: str = "") -> None:
    """Close a case; `to_reporters` is written to those who reported it, beside what came of their report.

    Raises NoSuchCase, EvidenceNotOpened, FavourNotOpened, and what `move_case` refuses.
    """
    row = lock_case(case, is_test=is_test)
    reports = list(row.reports.filter(answered_at=None).order_by("id"))
    keys = lock_members([row.member_id, *(one.reporter for one in reports)], now=now)
    exhibits = list_exhibits(case, keys=keys)
    check_opened(relied_on=[one.id for one in exhibits], by=by, opened=list_opened(case))
    note_for_reporters(reports, to_reporters, keys=keys)
    move(row, CaseMove.TAKE_NO_ACTION, by=by, now=now, because=because)
    append([Happening(at=now, action="case.closed", actor=by.id, subject=f"case:{case}")], seal=keys.seal)
