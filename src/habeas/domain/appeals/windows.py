"""How long a decision can be appealed: six calendar months, the last day to its end where the member lives (DSA20-1).

Nobody tells the platform where most members live. Doubt is then the platform's: the last day that is written out to
them is that of UTC, and their time ends once six months are over wherever on Earth they may live.
"""

from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Final

from habeas.domain.clocks.deadlines import Deadline, ends_at
from habeas.domain.clocks.lengths import end_of, last_day
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId

NOBODY_KNOWS: Final = "UTC"
"""The name of the zone that stands for none: nobody lives by it."""

_WEST, _EAST, _STEP = -12 * 60, 14 * 60, 15
EVERYWHERE: Final = tuple(timezone(timedelta(minutes=east)) for east in range(_WEST, _EAST + _STEP, _STEP))
"""The zones in which people may live, from west to east: clocks differ by quarters of an hour."""


def appeal_window(subject: str, *, informed_at: datetime, zone: tzinfo) -> Deadline:
    """Return the clock within which a decision can be appealed by who was informed of it, in the zone they live in."""
    zones = EVERYWHERE if str(zone) == NOBODY_KNOWS else (zone,)
    due_at = max(_counted(informed_at, one) for one in zones)
    return ends_at(CLOCKS[ClockId.APPEAL_WINDOW], subject=subject, started_at=informed_at, due_at=due_at)


def last_day_to_appeal(window: Deadline, *, zone: tzinfo) -> date:
    """Return the last calendar day of a window: the date to write out for its reader."""
    return last_day(_counted(window.started_at, zone), zone=zone)


def _counted(informed_at: datetime, zone: tzinfo) -> datetime:
    clock = CLOCKS[ClockId.APPEAL_WINDOW]
    return end_of(informed_at, length=clock.length, counting=clock.counting, zone=zone)
