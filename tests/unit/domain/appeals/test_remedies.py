"""What was taken wrongly is owed, with a date."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from habeas.domain.appeals.remedies import (
    Estimate,
    FeeKept,
    Loss,
    OwedRemedy,
    RemedyKind,
    days_lost,
    lost_period,
    remedy_owed,
)
from habeas.domain.clocks.table import ClockId
from habeas.policy.unknown import UNKNOWN
from tests.factories.appeals import DAY, TOLD


def loss(**changes: object) -> Loss:
    usual: dict[str, Any] = {"effective_at": TOLD, "undone_at": TOLD + 6 * DAY, "fees": (), "earned_before": {}}
    usual.update(changes)
    return Loss(**usual)


class TestDaysLost:
    @pytest.mark.parametrize(
        ("hours", "zone", "days"),
        [(0, UTC, 1), (11, UTC, 1), (12, UTC, 2), (-5, UTC, 1), (10, ZoneInfo("Europe/Madrid"), 2)],
    )
    def test_counts_calendar_days_of_the_member(self, hours: int, zone: ZoneInfo, days: int) -> None:
        assert days_lost(effective_at=TOLD, undone_at=TOLD + timedelta(hours=hours), zone=zone) == days


class TestLostPeriod:
    def test_is_made_of_whole_days_of_the_member(self) -> None:
        madrid = ZoneInfo("Europe/Madrid")
        begins, ends = lost_period(
            effective_at=datetime(2026, 3, 28, 9, tzinfo=UTC),
            lasted_until=datetime(2026, 3, 29, 9, tzinfo=UTC),
            zone=madrid,
        )

        # Clocks go forward on the second day.
        assert (begins.isoformat(), ends.isoformat()) == ("2026-03-27T23:00:00+00:00", "2026-03-29T22:00:00+00:00")


class TestRemedyOwed:
    def test_restores_badge_and_ranking_and_credits_fees_contract_by_contract(self) -> None:
        """DSA20-4, FUND-8."""
        fees = (FeeKept("c2", 300, "USD"), FeeKept("c1", 1200, "USD"), FeeKept("c1", 0, "EUR"))
        owed = remedy_owed(loss(badges=("top",), rankings=("design",), fees=fees), subject="d1", zone=UTC)

        assert owed.owed == (
            OwedRemedy(RemedyKind.BADGE, "top"),
            OwedRemedy(RemedyKind.RANKING, "design"),
            OwedRemedy(RemedyKind.FEE_CREDIT, "c1", 1200, "USD"),
            OwedRemedy(RemedyKind.FEE_CREDIT, "c2", 300, "USD"),
        )
        assert owed.days_lost == 7
        assert owed.deadline.clock is ClockId.REINSTATE

    def test_estimates_lost_earnings_in_favour_of_the_member(self) -> None:
        """PWD11-3: lost-earnings estimate; else compensation."""
        owed = remedy_owed(loss(earned_before={"USD": 100_000, "EUR": 0}), subject="d1", zone=UTC, is_worker=True)

        # 100 000 over 90 days, for seven days: 7 777.7..., rounded up.
        how = Estimate(earned=100_000, in_days=90, days_lost=7)
        assert owed.owed == (OwedRemedy(RemedyKind.LOST_EARNINGS, amount=7778, currency="USD", estimate=how),)
        assert owed.deadline.clock is ClockId.WORKER_RECTIFY

    def test_says_what_nobody_knows_instead_of_nothing(self) -> None:
        owed = remedy_owed(loss(earned_before=UNKNOWN, fees=UNKNOWN), subject="d1", zone=UTC)

        assert (owed.owed, owed.unknown) == ((), ("earned_before", "fees"))

    @pytest.mark.parametrize(("here", "in_days"), [(10 * DAY, 10), (DAY / 2, 1), (900 * DAY, 90)])
    def test_estimates_by_the_days_on_which_somebody_could_earn(self, here: timedelta, in_days: int) -> None:
        """FUND-8: who joined lately had no ninety days."""
        owed = remedy_owed(loss(earned_before={"USD": 900}, joined_at=TOLD - here), subject="d1", zone=UTC)

        assert [one.estimate for one in owed.owed] == [Estimate(earned=900, in_days=in_days, days_lost=7)]

    def test_counts_no_day_after_it_was_over_by_itself(self) -> None:
        owed = remedy_owed(loss(ended_at=TOLD + timedelta(hours=1)), subject="d1", zone=UTC)

        assert owed.days_lost == 1
        assert owed.deadline.started_at > TOLD + timedelta(days=1)
