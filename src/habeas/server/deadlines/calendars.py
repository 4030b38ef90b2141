"""The calendar that a clock was computed by, as its row keeps it: a later declaration changes no clock that runs."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from habeas.domain.clocks.calendars import BusinessCalendar, Period


def calendar_as_json(calendar: BusinessCalendar) -> dict[str, Any]:
    """Return a calendar as it is kept."""
    return {
        "zone": str(calendar.zone),
        "periods": {
            str(weekday): [[one.opens.isoformat(), one.closes and one.closes.isoformat()] for one in periods]
            for weekday, periods in calendar.periods.items()
        },
        "holidays": sorted(day.isoformat() for day in calendar.holidays),
    }


def calendar_from_json(kept: dict[str, Any]) -> BusinessCalendar:
    """Return a calendar that was kept."""
    return BusinessCalendar(
        zone=ZoneInfo(kept["zone"]),
        periods={int(weekday): tuple(_period(*one) for one in each) for weekday, each in kept["periods"].items()},
        holidays=frozenset(date.fromisoformat(day) for day in kept["holidays"]),
    )


def _period(opens: str, closes: str | None) -> Period:
    return Period(time.fromisoformat(opens), None if closes is None else time.fromisoformat(closes))
