"""Claim, complete and postpone leased rows. Two workers never get the same row; a lost lease is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import F, Q

from habeas.server.leases.models import Leased

Row = TypeVar("Row", bound=Leased)

MOST_ATTEMPTS: Final = 18
"""With the pauses below about a day: longer than most outages, then a person has to look."""

_FIRST_PAUSE: Final = timedelta(seconds=5)
_LONGEST_PAUSE: Final = timedelta(hours=4)
_LONGEST_ERROR: Final = 2_000
"""Characters kept of what went wrong: enough to tell the cause."""

_NEVER_ANSWERED: Final = "each worker that tried it ended before it could say how it went"


@dataclass(frozen=True, slots=True)
class Lease:
    """Who works until when. A worker's name is its own, or another could take its rows for theirs."""

    worker: str
    until: datetime


def claim(rows: type[Row], *, lease: Lease, now: datetime, most: int, among: Q | None = None) -> Sequence[Row]:
    """Return due rows that are this worker's until the lease ends, the longest due first.

    A row that outlived a worker is given out alone: if it is what ended it, it takes none of the others along.
    One whose every attempt ended so is parked here, for nobody was left to do it.
    """
    manager: Any = rows._default_manager
    is_free = Q(leased_until=None) | Q(leased_until__lte=now)
    with transaction.atomic():
        # SQLite knows no row locks; there the transaction itself has begun as the only writer.
        due = manager.select_for_update(skip_locked=True).filter(
            is_free, among or Q(), due_at__lte=now, done_at=None, parked_at=None
        )
        found: list[Row] = list(due.order_by("due_at", "pk")[:most])
        outlived = [row for row in found if row.leased_until is not None]
        found = outlived[:1] or found
        hopeless = [row.pk for row in found if row.attempts >= MOST_ATTEMPTS]
        claimed = [row for row in found if row.attempts < MOST_ATTEMPTS]
        if hopeless:
            manager.filter(pk__in=hopeless).update(
                leased_until=None, leased_by="", parked_at=now, last_error=_NEVER_ANSWERED
            )
        if claimed:
            manager.filter(pk__in=[row.pk for row in claimed]).update(
                leased_until=lease.until, leased_by=lease.worker, attempts=F("attempts") + 1
            )
    for row in claimed:
        row.leased_until, row.leased_by, row.attempts = lease.until, lease.worker, row.attempts + 1
    return claimed


def complete(row: Leased, *, lease: Lease, now: datetime) -> bool:
    """Mark a row as done; return False where the lease was lost or ran out, so that nothing is done twice."""
    return bool(complete_all([row], lease=lease, now=now))


def complete_all(rows: Sequence[Leased], *, lease: Lease, now: datetime) -> int:
    """Mark rows of one table as done at once; return how many: those are left whose lease was lost or ran out."""
    return _leave(rows, lease=lease, now=now, done_at=now, last_error="") if rows else 0


def postpone(row: Leased, *, lease: Lease, now: datetime, error: str) -> bool:
    """Give a row back to be tried later, ever more rarely; park it after `MOST_ATTEMPTS`."""
    said = error[:_LONGEST_ERROR]
    if row.attempts >= MOST_ATTEMPTS:
        return bool(_leave([row], lease=lease, now=now, parked_at=now, last_error=said))
    return bool(_leave([row], lease=lease, now=now, due_at=now + pause_after(row.attempts), last_error=said))


def wait(row: Leased, *, lease: Lease, now: datetime, until: datetime, error: str) -> bool:
    """Give a row back that was taken and waits for somebody's word till an instant; park it after `MOST_ATTEMPTS`."""
    if row.attempts >= MOST_ATTEMPTS:
        return postpone(row, lease=lease, now=now, error=error)
    return bool(_leave([row], lease=lease, now=now, due_at=until, last_error=error))


def revive(rows: type[Leased], *, among: Q, now: datetime) -> int:
    """Make rows due once more as if they were never tried, done and parked ones, too; return how many.

    A row that a worker holds is left to it.
    """
    manager: Any = rows._default_manager
    free = manager.filter(among, Q(leased_until=None) | Q(leased_until__lte=now))
    return int(
        free.update(
            due_at=now, attempts=0, done_at=None, parked_at=None, leased_until=None, leased_by="", last_error=""
        )
    )


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: twice as long each time, to a limit."""
    return min(_FIRST_PAUSE * (1 << min(max(0, attempts - 1), 30)), _LONGEST_PAUSE)


def _leave(rows: Sequence[Leased], *, lease: Lease, now: datetime, **changes: object) -> int:
    manager: Any = type(rows[0])._default_manager
    held = manager.filter(leased_by=lease.worker, leased_until=lease.until, leased_until__gt=now)
    mine = held.filter(pk__in=[row.pk for row in rows], done_at=None, parked_at=None)
    return int(mine.update(leased_until=None, leased_by="", **changes))
