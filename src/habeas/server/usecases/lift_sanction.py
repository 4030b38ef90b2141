"""Ends a sanction by a person's word: early, where it is in effect, or before it takes any. Its member is told."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.case import CaseMove, CaseState
from habeas.domain.sanctions.moves import Lift, Withdraw
from habeas.domain.statements.sequels import SequelKind
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.answering import correct_answer
from habeas.server.cases.operations import lock_case, move
from habeas.server.identity.staff import staff_id
from habeas.server.notices.operations import send_to_member
from habeas.server.notices.queries import was_told
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.money import end_pauses
from habeas.server.recourse.registry import lock_contested
from habeas.server.rulings import sanctions
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.models import Measure
from habeas.server.sanctions.operations import end_measures
from habeas.server.sanctions.sequels import sequel_words


@transaction.atomic
def lift_sanction(*, sanction: str, by: Actor, reasons: str, is_test: bool, now: datetime) -> None:
    """End a sanction early: from now on it binds nobody, and contracts that it paused go on, as their sides are told.

    Raises NoSuchSanction, PersonNeeded, MoveNotAllowed.
    """
    row = sanctions.lock_sanction(sanction, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    sanctions.move(row, content, Lift(by=by, at=now))
    sanctions.keep_content(row, content | {"lifted": reasons}, keys=keys)
    ended = end_measures(Measure.objects.filter(sanction=row), because="lifted", now=now)
    resumed = end_pauses(row, by=by.id, keys=keys, now=now)
    _tell(row, SequelKind.LIFTED, reasons, keys, now)
    append([*ended, *resumed, _happening("sanction.lifted", row.id, by, now)], seal=keys.seal)


@transaction.atomic
def withdraw_sanction(*, sanction: str, by: Actor, reasons: str, is_test: bool, now: datetime) -> None:
    """Take a sanction back before it took effect; whoever was told of it is told, as is who reported the member.

    Raises as lifting does.
    """
    row = sanctions.lock_sanction(sanction, is_test=is_test)
    reports = lock_contested(row.id, is_test=is_test, now=now).reports
    keys = lock_members([row.member_id], now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    sanctions.move(row, content, Withdraw(by=by, at=now))
    sanctions.keep_content(row, content | {"withdrawn": reasons}, keys=keys)
    if was_told(row.id):
        _tell(row, SequelKind.WITHDRAWN, reasons, keys, now)
    case = lock_case(row.case_id, is_test=is_test)
    if case.state == CaseState.AWAITING_APPROVAL:
        move(case, CaseMove.DECLINE, by=by, now=now, because="the decision was taken back")
    corrected = [one for one in reports if correct_answer(one, by=staff_id(by), now=now)]
    said = [Happening(at=now, action="report.corrected", actor=by.id, subject=f"report:{one}") for one in corrected]
    append([_happening("sanction.withdrawn", row.id, by, now), *said], seal=keys.seal)


def _tell(row: Sanction, kind: SequelKind, reasons: str, keys: Keyring, now: datetime) -> None:
    words = sequel_words(row, kind, at=now, reasons=reasons)
    write_messages([send_to_member(row, words, keys=keys, now=now)], now=now)


def _happening(action: str, sanction: str, by: Actor, now: datetime) -> Happening:
    return Happening(at=now, action=action, actor=by.id, subject=f"sanction:{sanction}")
