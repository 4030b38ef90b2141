"""Working time is counted where people work, and nowhere else."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from habeas.domain.clocks.calendars import (
    BusinessCalendar,
    NobodyEverWorks,
    Period,
    PeriodsOverlap,
    add_working_time,
    working_time_between,
)

MADRID = ZoneInfo("Europe/Madrid")
SPLIT_DAY = (Period(time(9), time(14)), Period(time(16), time(19)))
OFFICE = BusinessCalendar(
    zone=MADRID, periods=dict.fromkeys(range(5), SPLIT_DAY), holidays=frozenset({date(2026, 5, 1)})
)


def madrid(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 4, day, hour, minute, tzinfo=MADRID)


class TestAddWorkingTime:
    @pytest.mark.parametrize(
        ("start", "hours", "end"),
        [
            (madrid(27, 9), 2, madrid(27, 11)),
            (madrid(27, 13), 2, madrid(27, 17)),
            (madrid(27, 15), 1, madrid(27, 17)),
            (madrid(27, 20), 1, madrid(28, 10)),
            (madrid(27, 9), 5, madrid(27, 14)),
            (madrid(27, 9), 8, madrid(27, 19)),
            # Thursday's last hour, a holiday, a weekend, Monday's first hour.
            (madrid(30, 18), 2, datetime(2026, 5, 4, 10, tzinfo=MADRID)),
        ],
    )
    def test_skips_what_lies_between_periods_and_holidays(self, start: datetime, hours: int, end: datetime) -> None:
        assert add_working_time(start, duration=timedelta(hours=hours), calendar=OFFICE) == end

    def test_reaches_to_the_end_of_the_day_where_work_does(self) -> None:
        nights = BusinessCalendar(zone=UTC, periods={0: (Period(time(22)),), 1: (Period(time(0), time(6)),)})
        end = add_working_time(datetime(2026, 4, 27, 21, tzinfo=UTC), duration=timedelta(hours=3), calendar=nights)

        assert end == datetime(2026, 4, 28, 1, tzinfo=UTC)

    def test_refuses_a_calendar_in_which_nobody_ever_works(self) -> None:
        with pytest.raises(NobodyEverWorks, match="no working period within 366 days"):
            add_working_time(
                madrid(27, 9), duration=timedelta(hours=1), calendar=BusinessCalendar(zone=UTC, periods={})
            )


class TestWorkingTimeBetween:
    @pytest.mark.parametrize(
        ("start", "end", "hours"),
        [
            (madrid(27, 10), madrid(27, 12), 2),
            (madrid(27, 13), madrid(27, 17), 2),
            (madrid(27, 14), madrid(27, 16), 0),
            (madrid(27, 19), madrid(28, 9), 0),
            (madrid(27, 10), madrid(27, 10), 0),
            # A holiday and a weekend lie between Thursday's last hour and Monday's first.
            (madrid(30, 18), datetime(2026, 5, 4, 10, tzinfo=MADRID), 2),
        ],
    )
    def test_counts_only_while_people_work(self, start: datetime, end: datetime, hours: int) -> None:
        assert working_time_between(start, end, calendar=OFFICE) == timedelta(hours=hours)


class TestBusinessCalendar:
    @pytest.mark.parametrize(
        "periods",
        [
            (Period(time(9), time(9)),),
            (Period(time(9), time(14)), Period(time(13), time(18))),
            (Period(time(9)), Period(time(10), time(11))),
        ],
    )
    def test_refuses_periods_out_of_order(self, periods: tuple[Period, ...]) -> None:
        with pytest.raises(PeriodsOverlap, match="on weekday 2"):
            BusinessCalendar(zone=UTC, periods={2: periods})
