"""Claim, complete and postpone leased rows. Two workers never get the same row; a lost lease is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.db import connection, transaction
from django.db.models import Q

from habeas.server.leases.models import Leased

Row = TypeVar("Row", bound=Leased)

MOST_ATTEMPTS: Final = 12
"""With the pauses below about a day: longer than most outages, then a person has to look."""

_FIRST_PAUSE: Final = timedelta(seconds=5)
_LONGEST_PAUSE: Final = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Lease:
    """Who works until when."""

    worker: str
    until: datetime


def claim(rows: type[Row], *, lease: Lease, now: datetime, most: int) -> Sequence[Row]:
    """Return due rows that are this worker's until the lease ends, the longest due first."""
    manager: Any = rows._default_manager
    is_free = Q(leased_until=None) | Q(leased_until__lte=now)
    with transaction.atomic():
        due = manager.filter(is_free, due_at__lte=now, done_at=None, parked_at=None).order_by("due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        claimed: list[Row] = list(due[:most])
        for row in claimed:
            row.leased_until, row.leased_by, row.attempts = lease.until, lease.worker, row.attempts + 1
        manager.bulk_update(claimed, ["leased_until", "leased_by", "attempts"])
    return claimed


def complete(row: Leased, *, lease: Lease, now: datetime) -> bool:
    """Mark a row as done; return False where the lease was lost meanwhile, so that nothing is done twice."""
    return _leave(row, lease=lease, done_at=now, last_error="")


def postpone(row: Leased, *, lease: Lease, now: datetime, error: str) -> bool:
    """Give a row back to be tried later, ever more rarely; park it after `MOST_ATTEMPTS`."""
    if row.attempts >= MOST_ATTEMPTS:
        return _leave(row, lease=lease, parked_at=now, last_error=error)
    return _leave(row, lease=lease, due_at=now + pause_after(row.attempts), last_error=error)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: twice as long each time, to a limit."""
    return min(_FIRST_PAUSE * (1 << max(0, attempts - 1)), _LONGEST_PAUSE)


def _leave(row: Leased, *, lease: Lease, **changes: object) -> bool:
    manager: Any = type(row)._default_manager
    mine = manager.filter(pk=row.pk, leased_by=lease.worker, leased_until=lease.until, done_at=None)
    return bool(mine.update(leased_until=None, leased_by="", **changes))
