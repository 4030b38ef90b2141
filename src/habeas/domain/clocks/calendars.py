"""When people work: several periods a day, holidays, in a time zone. For promises of service, never for legal dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from habeas.domain.refusals import Refused

LONGEST_WITHOUT_WORK: Final = 366
"""Days without a working period after which a calendar is a mistake: nobody would ever answer."""


class PeriodsOverlap(Refused):
    """A period of work that ends before it begins, or begins before the one before it ended."""

    rule = "invariant 12"
    says = "on weekday {weekday} the period from {opens} to {closes} overlaps or is empty; list periods in order"


class NobodyEverWorks(Refused):
    """A calendar in which no working time comes."""

    rule = "invariant 12"
    says = "no working period within {days} days after {start}; give the calendar a period that is no holiday"


@dataclass(frozen=True, slots=True)
class Period:
    """Work from one time of the day to another; `closes` is None for the end of the day."""

    opens: time
    closes: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCalendar:
    """Working periods by weekday (Monday is 0), and the days on which nobody works. Raises PeriodsOverlap."""

    zone: tzinfo
    periods: Mapping[int, tuple[Period, ...]]
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Refuse periods that are not in order."""
        for weekday, periods in self.periods.items():
            before: time | None = time()
            for period in periods:
                is_empty = period.closes is not None and period.closes <= period.opens
                if before is None or period.opens < before or is_empty:
                    raise PeriodsOverlap(weekday=weekday, opens=period.opens, closes=period.closes)
                before = period.closes

    def spans_of(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield the working spans of a day, in UTC."""
        if day in self.holidays:
            return
        for period in self.periods.get(day.weekday(), ()):
            opens = datetime.combine(day, period.opens, tzinfo=self.zone)
            if period.closes is None:
                closes = datetime.combine(day + timedelta(days=1), time(), tzinfo=self.zone)
            else:
                closes = datetime.combine(day, period.closes, tzinfo=self.zone)
            yield opens.astimezone(UTC), closes.astimezone(UTC)


def add_working_time(start: datetime, *, duration: timedelta, calendar: BusinessCalendar) -> datetime:
    """Return, in UTC, when so much working time has passed. Raises NobodyEverWorks."""
    left, idle, day = duration, 0, start.astimezone(calendar.zone).date()
    while idle <= LONGEST_WITHOUT_WORK:
        idle += 1
        for opens, closes in calendar.spans_of(day):
            begins = max(opens, start)
            if begins >= closes:
                continue
            if begins + left <= closes:
                return (begins + left).astimezone(UTC)
            left, idle = left - (closes - begins), 0
        day += timedelta(days=1)
    raise NobodyEverWorks(days=LONGEST_WITHOUT_WORK, start=start.isoformat())


def working_time_between(start: datetime, end: datetime, *, calendar: BusinessCalendar) -> timedelta:
    """Return how long people work from one instant to another that is not before it."""
    day, last, worked = start.astimezone(calendar.zone).date(), end.astimezone(calendar.zone).date(), timedelta(0)
    while day <= last:
        for opens, closes in calendar.spans_of(day):
            worked += max(timedelta(0), min(closes, end) - max(opens, start))
        day += timedelta(days=1)
    return worked
