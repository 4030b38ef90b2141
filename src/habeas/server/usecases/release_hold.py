"""Frees money that waited: by a person's word, or by the clock alone. Once, whatever crashes."""

from datetime import datetime

from django.db import transaction

from habeas.domain.holds.hold import ReleasedBecause, is_due
from habeas.server.audit.operations import append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline
from habeas.server.holds.foreseeing import Foreseen, foresee_release
from habeas.server.holds.models import Hold
from habeas.server.holds.operations import CLOCK, free_hold, hold_as_placed
from habeas.server.notices.money import read_of_free, tell_of_free
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import NOBODY, lock_members, read_keys


@transaction.atomic
def release_hold(*, hold: str, because: ReleasedBecause, by: str, now: datetime) -> bool:
    """Free a hold and tell the host and its member, whoever did it.

    Return False where there is none that waits, or its time is not yet over.
    """
    found = Hold.objects.select_related("owner").filter(id=hold, released_at=None)
    keys = lock_members([one.owner.party for one in found], now=now)  # before the hold, as events lock them
    row = found.select_for_update(of=("self",)).first()
    if row is None:
        return False
    if because is ReleasedBecause.TIME and not is_due(hold_as_placed(row), now=now):
        return False
    left = hold_as_placed(row).left
    freed = free_hold(row, because=because, by=by, now=now)
    if by != CLOCK:
        cancel_deadline(kind=Kind.RELEASE_HOLD, subject=row.id, is_test=row.is_test, now=now)
    write_messages(tell_of_free(row, left, keys=keys, now=now), now=now)
    append([freed], seal=NOBODY.seal)
    return True


def preview_release(*, hold: str, because: ReleasedBecause, now: datetime) -> Foreseen:
    """Return what the member would read as a hold is let go, and all that would follow: nothing where none waits."""
    row = Hold.objects.select_related("owner").filter(id=hold, released_at=None).first()
    if row is None:
        return Foreseen(effects=())
    left = hold_as_placed(row).left
    reads = read_of_free(row, left, because=because, keys=read_keys([row.owner.party]), now=now)
    return foresee_release(row, left, reads, now=now)
