"""A length ends where the calendar of the person it concerns says so."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from habeas.domain.clocks.lengths import Counting, Length, Unit, add_months, end_of, last_day

MADRID = ZoneInfo("Europe/Madrid")
SYDNEY = ZoneInfo("Australia/Sydney")
SIX_MONTHS = Length(6, Unit.MONTHS)
THIRTY_DAYS = Length(30, Unit.DAYS)


class TestAddMonths:
    @pytest.mark.parametrize(
        ("day", "months", "later"),
        [
            (date(2026, 3, 15), 6, date(2026, 9, 15)),
            (date(2026, 8, 31), 6, date(2027, 2, 28)),
            (date(2027, 8, 31), 6, date(2028, 2, 29)),
            (date(2026, 8, 30), 6, date(2027, 2, 28)),
            (date(2026, 12, 31), 6, date(2027, 6, 30)),
            (date(2028, 2, 29), 12, date(2029, 2, 28)),
            (date(2026, 7, 1), 6, date(2027, 1, 1)),
            (date(2026, 6, 30), 6, date(2026, 12, 30)),
        ],
    )
    def test_keeps_the_day_or_takes_the_last_one(self, day: date, months: int, later: date) -> None:
        assert add_months(day, months) == later


class TestEndOf:
    @pytest.mark.parametrize(
        ("zone", "start", "end"),
        [
            # 23:30 in UTC is the next day in Madrid, and later still in Sydney.
            (UTC, datetime(2026, 8, 31, 23, 30, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)),
            (MADRID, datetime(2026, 8, 30, 23, 30, tzinfo=UTC), datetime(2027, 2, 28, 23, tzinfo=UTC)),
            (SYDNEY, datetime(2026, 8, 31, 15, tzinfo=UTC), datetime(2027, 3, 1, 13, tzinfo=UTC)),
        ],
    )
    def test_six_months_end_with_the_last_day_in_the_zone_of_the_member(
        self, zone: ZoneInfo, start: datetime, end: datetime
    ) -> None:
        """DSA20-1: the last calendar day counts to its end."""
        assert end_of(start, length=SIX_MONTHS, counting=Counting.TO_END_OF_DAY, zone=zone) == end

    @pytest.mark.parametrize("start", [datetime(2026, month, 15, tzinfo=UTC) for month in range(1, 13)])
    def test_six_months_are_181_to_184_days_and_the_rest_of_the_last(self, start: datetime) -> None:
        lasts = end_of(start, length=SIX_MONTHS, counting=Counting.TO_END_OF_DAY, zone=UTC) - start

        assert timedelta(days=182) <= lasts <= timedelta(days=185)

    @pytest.mark.parametrize(
        ("start", "elapsed"),
        [
            (datetime(2026, 3, 10, 9, tzinfo=MADRID), timedelta(days=30)),
            (datetime(2026, 10, 10, 9, tzinfo=MADRID), timedelta(days=30, hours=1)),
            (datetime(2026, 6, 10, 9, tzinfo=MADRID), timedelta(days=30)),
        ],
    )
    def test_a_notice_is_no_shorter_by_the_wall_clock_nor_by_hours(self, start: datetime, elapsed: timedelta) -> None:
        """P2B4-2: where clocks change, the later of both counts."""
        assert (
            end_of(start, length=THIRTY_DAYS, counting=Counting.AT_LEAST, zone=MADRID) - start.astimezone(UTC)
            == elapsed
        )

    def test_what_restrains_ends_after_elapsed_time_whatever_clocks_do(self) -> None:
        start = datetime(2026, 10, 24, 9, tzinfo=MADRID)
        end = end_of(start, length=Length(7, Unit.DAYS), counting=Counting.AT_MOST, zone=MADRID)

        assert end - start.astimezone(UTC) == timedelta(days=7)

    def test_months_may_be_a_notice_as_well(self) -> None:
        end = end_of(
            datetime(2026, 1, 31, 9, tzinfo=UTC), length=Length(1, Unit.MONTHS), counting=Counting.AT_LEAST, zone=UTC
        )

        assert end == datetime(2026, 2, 28, 9, tzinfo=UTC)

    @pytest.mark.parametrize("counting", [Counting.AT_LEAST, Counting.AT_MOST])
    def test_hours_are_hours(self, counting: Counting) -> None:
        start = datetime(2026, 10, 24, 9, tzinfo=MADRID)
        end = end_of(start, length=Length(72, Unit.HOURS), counting=counting, zone=MADRID)

        assert end - start.astimezone(UTC) == timedelta(hours=72)

    def test_hours_counted_to_the_end_of_a_day_are_whole_days(self) -> None:
        end = end_of(
            datetime(2026, 5, 1, 9, tzinfo=UTC),
            length=Length(24, Unit.HOURS),
            counting=Counting.TO_END_OF_DAY,
            zone=UTC,
        )

        assert end == datetime(2026, 5, 3, tzinfo=UTC)


class TestLastDay:
    def test_is_the_day_to_write_out_for_the_member(self) -> None:
        """DSA17-3f: the last date is a date."""
        assert last_day(datetime(2027, 2, 28, 23, tzinfo=UTC), zone=MADRID) == date(2027, 2, 28)
        assert str(SIX_MONTHS) == "6 months"
