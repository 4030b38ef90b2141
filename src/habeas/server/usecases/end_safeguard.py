"""Ends a safeguard: by the account's owner in one step, by a person, or by itself when its time is over."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.independence import Part
from habeas.domain.sanctions.safeguards import recover
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline
from habeas.server.independence.operations import note_part
from habeas.server.notices.safeguards import tell_of_end
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import NOBODY, read_keys
from habeas.server.safeguards.models import Safeguard
from habeas.server.safeguards.standing import CLOCK, OWNER, end, lock_safeguard, standing_of


@transaction.atomic
def recover_account(*, safeguard: str, member: str, is_test: bool, now: datetime) -> bool:
    """Let the owner end a safeguard; return False where it is over already. Raises NoSuchSafeguard, NotTheOwner."""
    row = lock_safeguard(safeguard, is_test=is_test)
    recover(standing_of(row), by=Actor(member), now=now)
    return _end(row, by=OWNER, action="safeguard.recovered", actor="member", now=now)


@transaction.atomic
def lift_safeguard(*, safeguard: str, by: Actor, is_test: bool, now: datetime) -> bool:
    """Let a person end a safeguard; return False where it is over already. Raises NoSuchSafeguard."""
    row = lock_safeguard(safeguard, is_test=is_test)
    note_part(row.id, Part.LIFTED, by=by, now=now)
    return _end(row, by=by.id, action="safeguard.lifted", actor=by.id, now=now)


@transaction.atomic
def run_out(*, safeguard: str, is_test: bool, now: datetime) -> bool:
    """End a safeguard whose time is over, once."""
    row = Safeguard.objects.select_for_update().filter(id=safeguard, is_test=is_test, ends_at__lte=now).first()
    return row is not None and _end(row, by=CLOCK, action="safeguard.ended", actor=CLOCK, now=now)


def _end(row: Safeguard, *, by: str, action: str, actor: str, now: datetime) -> bool:
    if row.ended_at is not None:
        return False
    ended, keys = end(row, by=by, at=now), read_keys([row.member_id])
    told = [tell_of_end(row, keys=keys, now=now)] if keys.has(row.member_id) else []
    write_messages([ended, *told], now=now)
    cancel_deadline(kind=Kind.END_SAFEGUARD, subject=row.id, is_test=row.is_test, now=now)
    append([Happening(at=now, action=action, actor=actor, subject=f"safeguard:{row.id}")], seal=NOBODY.seal)
    return True
