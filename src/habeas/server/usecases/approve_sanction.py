"""The second person's word on a sanction (invariant 5): it goes on, or it is taken back and the case waits again."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.case import CaseMove, CaseState
from habeas.domain.cases.evidence import check_opened
from habeas.domain.clocks.table import ClockId
from habeas.domain.sanctions.lifecycle import advance
from habeas.domain.sanctions.moves import Approve, Decline, Withdraw
from habeas.domain.sanctions.sanction import State
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.operations import basis_of, lock_case, move
from habeas.server.cases.queries import list_opened
from habeas.server.deadlines.clocks import meet_clocks
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.identity.staff import actor_of
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.rulings import sanctions
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.operations import prolong_measures

CONFIRMED: Final = "imminent_harm_approval:given"
"""The clock by which a measure ends from then on."""


@transaction.atomic
def approve_sanction(*, sanction: str, by: Actor, reasons: str, is_test: bool, now: datetime) -> None:
    """Agree to a sanction, having looked at all that it relies on.

    Raises NoSuchSanction, ApproverIsDecider, OwnReasonsMissing, EvidenceNotOpened, FavourNotOpened, MoveNotAllowed.
    """
    row, content, keys = _read(sanction, is_test=is_test, now=now)
    advance(sanctions.standing_of(row, content), move=Approve(by=by, at=now, reasons=reasons))
    check_opened(relied_on=content["relied_on"], by=by, opened=list_opened(row.case_id))
    moved = sanctions.move(row, content, Approve(by=by, at=now, reasons=reasons))
    meet_clocks(row.id, is_test=is_test, now=now, only=[ClockId.SECOND_APPROVAL])
    content["approval"] = reasons
    sanctions.keep_content(row, content, keys=keys)
    case = lock_case(row.case_id, is_test=is_test)
    if case.state == CaseState.AWAITING_APPROVAL:
        basis = basis_of(case.id, relied_on=content["relied_on"], by=actor_of(row.decided_by_id))
        move(case, CaseMove.DECIDE, by=by, now=now, basis=basis)
    set_deadline(kind=Kind.ADVANCE_SANCTION, subject=row.id, rule="approved", due_at=now, is_test=is_test, now=now)
    # In effect is what could not wait for a second person: confirmed, it lasts as its statement says.
    in_effect = moved.state is State.EFFECTIVE
    prolonged = prolong_measures(row, moved, rule=CONFIRMED, now=now) if in_effect else []
    append([*prolonged, _happening("sanction.approved", row, by, now)], seal=keys.seal)


@transaction.atomic
def decline_sanction(*, sanction: str, by: Actor, reasons: str, is_test: bool, now: datetime) -> None:
    """Disagree: the sanction is taken back before anybody was told, and its case waits again. Raises as approving."""
    row, content, keys = _read(sanction, is_test=is_test, now=now)
    advance(sanctions.standing_of(row, content), move=Decline(by=by, at=now, reasons=reasons))
    sanctions.move(row, content, Withdraw(by=by, at=now))
    content["declined"] = reasons
    sanctions.keep_content(row, content, keys=keys)
    move(lock_case(row.case_id, is_test=is_test), CaseMove.DECLINE, by=by, now=now, because="a second person disagrees")
    append([_happening("sanction.declined", row, by, now)], seal=keys.seal)


def _read(sanction: str, *, is_test: bool, now: datetime) -> tuple[Sanction, dict[str, Any], Keyring]:
    row = sanctions.lock_sanction(sanction, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    return row, open_content(row.member_id, row.sealed, keys=keys), keys


def _happening(action: str, row: Sanction, by: Actor, now: datetime) -> Happening:
    return Happening(at=now, action=action, actor=by.id, subject=f"sanction:{row.id}")
