"""The last day to appeal lasts to its end where the member lives, and anywhere where nobody knows where that is."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from habeas.domain.appeals.windows import appeal_window, last_day_to_appeal
from habeas.domain.clocks.lengths import end_of
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId

TOLD = datetime(2026, 3, 2, 12, tzinfo=UTC)


class TestAppealWindow:
    @pytest.mark.parametrize(
        ("zone", "ends_at"),
        [
            (ZoneInfo("Europe/Madrid"), datetime(2026, 9, 2, 22, tzinfo=UTC)),
            (ZoneInfo("Pacific/Honolulu"), datetime(2026, 9, 3, 10, tzinfo=UTC)),
            (ZoneInfo("UTC"), datetime(2026, 9, 3, 12, tzinfo=UTC)),
            (UTC, datetime(2026, 9, 3, 12, tzinfo=UTC)),
        ],
    )
    def test_ends_with_its_last_day_where_the_member_lives_or_anywhere(self, zone: ZoneInfo, ends_at: datetime) -> None:
        """DSA20-1: doubt about where somebody lives is the platform's."""
        window = appeal_window("d1", informed_at=TOLD, zone=zone)

        assert (window.due_at, window.started_at) == (ends_at, TOLD)
        assert last_day_to_appeal(window, zone=zone) == date(2026, 9, 2)
        assert window.warns_at == ends_at - timedelta(days=14)

    @pytest.mark.parametrize("hours", range(-12, 15))
    @pytest.mark.parametrize(
        "at", [TOLD, TOLD.replace(hour=0), TOLD.replace(hour=23), TOLD.replace(month=2, day=28, hour=23)]
    )
    def test_ends_nowhere_later_than_where_nobody_knows(self, hours: int, at: datetime) -> None:
        clock = CLOCKS[ClockId.APPEAL_WINDOW]
        there = end_of(at, length=clock.length, counting=clock.counting, zone=timezone(timedelta(hours=hours)))

        assert there <= appeal_window("d1", informed_at=at, zone=UTC).due_at
