"""Reads of deadlines, for whoever looks after parked ones."""

from collections.abc import Sequence
from datetime import datetime

from habeas.server.deadlines.models import Deadline
from habeas.server.leases import Backlog, get_backlog


def list_parked(*, most: int) -> Sequence[Deadline]:
    """Return deadlines that were given up and wait for a person, the longest parked first."""
    return list(Deadline.objects.filter(parked_at__isnull=False, done_at=None).order_by("parked_at", "pk")[:most])


def list_open(*, subject: str) -> Sequence[Deadline]:
    """Return the clocks that run for one subject, the next first."""
    return list(Deadline.objects.filter(subject=subject, done_at=None).order_by("due_at", "pk"))


def get_deadlines_backlog(*, now: datetime) -> Backlog:
    """Return how many deadlines wait, and since when."""
    return get_backlog(Deadline, now=now)
