"""How long a clock runs, and the instant at which it is over, in the calendar of the person it concerns.

Knows no clock by name. An end is exclusive: what happens before it is in time.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

MONTHS_A_YEAR: Final = 12
ONE_DAY: Final = timedelta(days=1)


class Unit(StrEnum):
    """What a length is counted in."""

    MONTHS = "months"
    DAYS = "days"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Length:
    """So many calendar months, days or hours."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        """Return it as people write it."""
        return f"{self.count} {self.unit}"


class Counting(StrEnum):
    """Whom doubt favours where calendars and hours differ.

    `to_end_of_day`: the last calendar day counts to its end. `at_least`: no shorter by the wall clock nor by elapsed
    time. `at_most`: elapsed time, which no time zone lengthens.
    """

    TO_END_OF_DAY = "to_end_of_day"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, the last of the month where that has no such day."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of(start: datetime, *, length: Length, counting: Counting, zone: tzinfo) -> datetime:
    """Return, in UTC, the instant at which a clock that started is over, in the zone of whom it concerns."""
    local = start.astimezone(zone)
    if counting is Counting.TO_END_OF_DAY:
        last = _later_day(local.date(), length)
        return datetime.combine(last + ONE_DAY, time(), tzinfo=zone).astimezone(UTC)
    elapsed = start.astimezone(UTC) + _longest(local.date(), length)
    if counting is Counting.AT_MOST or length.unit is Unit.HOURS:
        return elapsed
    # Adding to a local time moves the wall clock; where clocks change that is an hour more or less than elapsed time.
    by_the_wall = datetime.combine(_later_day(local.date(), length), local.time(), tzinfo=zone)
    return max(elapsed, by_the_wall.astimezone(UTC))


def _later_day(day: date, length: Length) -> date:
    if length.unit is Unit.MONTHS:
        return add_months(day, length.count)
    return day + _longest(day, length)


def _longest(day: date, length: Length) -> timedelta:
    """Return the length as elapsed time, its months as they are from this day on."""
    if length.unit is Unit.MONTHS:
        return add_months(day, length.count) - day
    return timedelta(days=length.count) if length.unit is Unit.DAYS else timedelta(hours=length.count)


def last_day(ends_at: datetime, *, zone: tzinfo) -> date:
    """Return the last calendar day on which an act is in time: the date to write out for a reader."""
    return (ends_at.astimezone(zone) - timedelta(microseconds=1)).date()
