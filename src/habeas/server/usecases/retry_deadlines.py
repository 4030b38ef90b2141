"""Lets deadlines that were given up be tried again: what parked them is mended, and nothing is done twice."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from habeas.server.deadlines.models import Deadline
from habeas.server.leases import revive


class NothingChosen(ValueError):
    """Neither ids were given nor all were meant."""


def retry_deadlines(*, ids: Collection[int] = (), every: bool = False, now: datetime) -> int:
    """Make deadlines due again that were given up, those named or all; return how many. Raises NothingChosen."""
    if not ids and not every:
        raise NothingChosen("name the deadlines' ids, or say --all; `habeas deadlines list --parked` lists them")
    chosen = Q() if every else Q(pk__in=ids)
    return revive(Deadline, among=chosen & Q(parked_at__isnull=False, done_at=None), now=now)
