"""Decides a case by a named person: the clause in force at the time, measures with ends, reasons of their own (DSA17).

Refused before anything is written: a look that was not taken, reasons that meet nothing, a statement with a part
missing. What the member is told, and when it takes effect, follows by itself (`advance_sanction`).
"""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.case import CaseMove
from habeas.domain.clocks.table import ClockId
from habeas.server.audit.operations import append
from habeas.server.cases.operations import basis_of, lock_case, move
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.parties.keys import lock_members
from habeas.server.rulings.sanctions import wait_for
from habeas.server.rulings.telling import tell_decided
from habeas.server.sanctions.deciding import draft_alone
from habeas.server.sanctions.entries import decided
from habeas.server.sanctions.ruling import Ruling


@transaction.atomic
def decide_case(*, case: str, ruling: Ruling, by: Actor, is_test: bool, now: datetime) -> str:
    """Decide a case and return the id of the sanction, which goes on by itself or waits for a second person.

    Raises NoSuchCase and every Refused of the core by name.
    """
    row = lock_case(case, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    drafted = draft_alone(row, ruling=ruling, by=by, keys=keys, now=now)
    sanction = drafted.sanction
    sanction.save(force_insert=True)
    tell_decided(sanction, now=now)
    basis = basis_of(case, relied_on=drafted.relied_on, by=by)
    move(row, CaseMove.ASK_APPROVAL if sanction.needs_approval else CaseMove.DECIDE, by=by, now=now, basis=basis)
    if sanction.needs_approval:
        wait_for(sanction, ClockId.SECOND_APPROVAL, now=now)
    else:
        set_deadline(
            kind=Kind.ADVANCE_SANCTION, subject=sanction.id, rule="decided", due_at=now, is_test=is_test, now=now
        )
    append([decided(sanction, by=by, now=now)], seal=keys.seal)
    return sanction.id
