"""Looks at a clock when it is due: what the table says follows, before its end and at it (invariant 12)."""

from datetime import datetime

from django.db import transaction

from habeas.domain.clocks.deadlines import tick
from habeas.server.deadlines.clocks import lock_clock, standing_of, take_over
from habeas.server.watching.following import follow


@transaction.atomic
def tick_clock(*, clock: int, is_test: bool, now: datetime) -> None:
    """Do what follows from a clock now, each thing once; nothing where it is met, or waits for the member."""
    row = lock_clock(clock, is_test=is_test)
    if row is None:
        return
    ticked = tick(standing_of(row), now=now)
    take_over(row, ticked.deadline, now=now)
    if ticked.consequences:
        follow(row, ticked.consequences, now=now)
