"""What waits by ground and age, and per month what waited, wrongly, and past its date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.freezes import LegalBasis
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.lessening import Lessening
from habeas.domain.holds.report import (
    Frozen,
    Lost,
    Month,
    Move,
    Period,
    PlanGround,
    Standing,
    Wait,
    Wrong,
    list_months,
    report_money,
)
from habeas.domain.holds.reversal import Missing, cost_of
from habeas.money import Money
from tests.factories.money import DAY, NOW, usd

MARCH = Period(start=datetime(2026, 3, 1, tzinfo=UTC), end=datetime(2026, 4, 1, tzinfo=UTC))
APRIL = Period(start=MARCH.end, end=datetime(2026, 5, 1, tzinfo=UTC))


def a_wait(**changes: object) -> Wait:
    """Return $2 that wait for a dispute from 2 March at noon till a fortnight later."""
    usual: dict[str, Any] = {
        "ground": ClaimKind.DISPUTE,
        "money": usd(200),
        "placed_at": NOW,
        "release_at": NOW + 14 * DAY,
    }
    return Wait(**usual | changes)


def a_loss(**changes: object) -> Lost:
    """Return $2 that a wrong hold for a dispute kept for three days, for which 14 cents are owed."""
    ended = NOW + 3 * DAY
    usual: dict[str, Any] = {
        "ground": ClaimKind.DISPUTE,
        "money": usd(200),
        "since": NOW,
        "until": ended,
        "owed": usd(14),
        "recorded_at": ended,
    }
    return Lost(**usual | changes)


def report(*waits: Wait, lost: Sequence[Lost] = (), at: datetime = NOW + 60 * DAY) -> list[Month]:
    return list(report_money(waits, periods=[MARCH, APRIL], at=at, lost=lost).months)


class TestListMonths:
    def test_ends_with_the_month_that_it_is(self) -> None:
        assert list_months(until=NOW, count=3)[-1] == MARCH
        assert [one.start.month for one in list_months(until=NOW, count=5)] == [11, 12, 1, 2, 3]
        assert list_months(until=datetime(2026, 12, 31, tzinfo=UTC), count=1)[0].end.year == 2027


class TestStanding:
    def test_counts_what_waits_by_ground_currency_and_age(self) -> None:
        waits = [
            a_wait(),
            a_wait(money=usd(50), placed_at=NOW + DAY),
            a_wait(placed_at=NOW - 10 * DAY),
            a_wait(ground=ClaimKind.CHARGEBACK, money=Money(7, "EUR")),
            a_wait(placed_at=NOW + 9 * DAY),
            a_wait(released_at=NOW + DAY),
        ]
        found = report_money(waits, periods=[], at=NOW + 2 * DAY).standing

        assert found == (
            Standing(ground=ClaimKind.CHARGEBACK, currency="EUR", days=7, holds=1, amount=7),
            Standing(ground=ClaimKind.DISPUTE, currency="USD", days=7, holds=2, amount=250),
            Standing(ground=ClaimKind.DISPUTE, currency="USD", days=14, holds=1, amount=200),
        )

    def test_has_a_place_for_what_nobody_released_for_years(self) -> None:
        waits = [a_wait(), a_wait(placed_at=NOW + 899 * DAY)]
        found = report_money(waits, periods=[], at=NOW + 900 * DAY).standing

        assert [one.days for one in found] == [7, None]

    def test_is_known_as_each_month_ended_with_what_ended_later(self) -> None:
        gone = a_wait(released_at=APRIL.start + 3 * DAY)
        ended_with_it = a_wait(placed_at=MARCH.end - DAY, money=usd(3), released_at=MARCH.end)
        over = a_wait(released_at=NOW + DAY)
        came_later = a_wait(ground=ClaimKind.CHARGEBACK, placed_at=APRIL.start)
        march, april = report(gone, ended_with_it, over, came_later, at=APRIL.start + 9 * DAY)

        assert march.standing == (
            Standing(ground=ClaimKind.DISPUTE, currency="USD", days=7, holds=1, amount=3),
            Standing(ground=ClaimKind.DISPUTE, currency="USD", days=30, holds=1, amount=200),
        )
        assert april.standing == (Standing(ground=ClaimKind.CHARGEBACK, currency="USD", days=14, holds=1, amount=200),)


def a_freeze(basis: LegalBasis = LegalBasis.COURT_ORDER, **changes: object) -> Frozen:
    """Return a freeze of Fred's $5, of which $2 leave in April, and of euros that he has spent."""
    moves = [
        Move(at=NOW - DAY, currency="USD", amount=500),
        Move(at=NOW - DAY, currency="EUR", amount=70),
        Move(at=NOW, currency="EUR", amount=-70),
        Move(at=APRIL.start + DAY, currency="USD", amount=-200),
    ]
    usual: dict[str, Any] = {"member": "fred", "placed_at": NOW, "lifted_at": None, "moves": moves}
    return Frozen(basis=basis, **usual | changes)


class TestFrozen:
    """FUND-11."""

    def test_stands_by_the_law_that_binds_with_what_was_there_then(self) -> None:
        sanctions = a_freeze(LegalBasis.SANCTIONS, lifted_at=APRIL.start)
        found = report_money([], periods=[MARCH, APRIL], at=NOW + 120 * DAY, frozen=[a_freeze(), sanctions])
        march, april = found.months

        assert [(one.ground, one.days, one.holds, one.amount) for one in march.standing] == [
            (LegalBasis.COURT_ORDER, 30, 1, 500),
            (LegalBasis.SANCTIONS, 30, 1, 500),
        ]
        assert [(one.ground, one.days, one.amount) for one in april.standing] == [(LegalBasis.COURT_ORDER, 60, 300)]
        assert [(one.currency, one.days) for one in found.standing] == [("USD", None)]

    def test_counts_the_money_of_a_second_order_on_the_same_basis_once(self) -> None:
        frozen = [a_freeze(placed_at=NOW + 20 * DAY), a_freeze(), a_freeze(member="gina")]
        [found] = report_money([], periods=[], at=NOW + 21 * DAY, frozen=frozen).standing

        assert (found.days, found.holds, found.amount) == (30, 2, 1_000)


class TestMonths:
    def test_count_minor_units_times_days_in_the_month_in_which_they_waited(self) -> None:
        placed = MARCH.end - 2 * DAY
        march, april = report(a_wait(placed_at=placed, release_at=placed + 14 * DAY, released_at=placed + 5 * DAY))

        assert (march.waited, april.waited) == (400, 600)
        assert (march.placed, april.placed) == (1, 0)
        assert (march.waited_wrongly, april.waited_wrongly) == (0, 0)

    def test_name_what_waited_wrongly_and_what_is_owed_for_it(self) -> None:
        wrong = a_wait(released_at=NOW + 3 * DAY, because=ReleasedBecause.REVERSED)
        march, april = report(wrong, a_wait(money=Money(1, "EUR")), a_wait(), lost=[a_loss()])[1::2]

        assert (march.currency, march.waited_wrongly, march.owed) == ("USD", 600, 14)
        assert (april.waited_wrongly, april.owed, april.wrongly) == (0, 0, ())
        assert march.released == {ReleasedBecause.REVERSED: 1}

    def test_count_what_was_deducted_wrongly_in_the_months_in_which_it_was_missing(self) -> None:
        """FUND-8."""
        since, until = MARCH.end - 2 * DAY, MARCH.end + 3 * DAY
        taken = a_wait(placed_at=since - DAY, release_at=until, released_at=since)
        span: dict[str, Any] = {"until": until, "recorded_at": until, "waits_from": since, "owed": usd(2)}
        march, april = report(taken, lost=[a_loss(money=usd(150), since=since, **span)])

        assert (march.waited, march.waited_wrongly, march.owed) == (200 + 300, 300, 0)
        assert (april.waited, april.waited_wrongly, april.owed) == (450, 450, 2)
        from_the_start = [a_loss(since=since - DAY, **span)]
        assert [one.waited_wrongly for one in report(taken, lost=from_the_start)] == [600, 600]

    def test_say_on_what_ground_and_in_which_currency_plans_that_fell_cost_how_much(self) -> None:
        """FUND-8: of what a plan kept no hold was there, and nothing else may have waited in its currency."""
        until = MARCH.end + 2 * DAY
        back = a_loss(ground=PlanGround.REFUNDED, since=MARCH.end - DAY, until=until, recorded_at=until)
        later = a_loss(ground=PlanGround.PAID_LATER, money=Money(10, "JPY"), owed=Money(1, "JPY"), waits_from=NOW)
        yen, _, usd_in_march, usd_in_april = sorted(
            report(a_wait(released_at=NOW + 3 * DAY), lost=[a_loss(), replace(back, waits_from=back.since), later]),
            key=lambda one: one.currency,
        )

        assert (yen.waited, yen.wrongly) == (30, (Wrong(ground=PlanGround.PAID_LATER, waited=30, owed=1),))
        assert usd_in_march.wrongly == (
            Wrong(ground=ClaimKind.DISPUTE, waited=600, owed=14),
            Wrong(ground=PlanGround.REFUNDED, waited=200, owed=0),
        )
        assert (usd_in_march.waited, usd_in_march.waited_wrongly, usd_in_march.owed) == (800, 800, 14)
        assert usd_in_april.wrongly == (Wrong(ground=PlanGround.REFUNDED, waited=400, owed=14),)

    def test_sum_to_what_the_member_reads_wherever_a_month_cuts_a_day(self) -> None:
        """FUND-8: rounded in each month by itself, a minor unit would be lost or made."""
        since, until = MARCH.end - timedelta(hours=30), MARCH.end + timedelta(hours=31)
        parts = [a_loss(money=usd(cents), since=since, until=until, recorded_at=until) for cents in (1, 2, 3)]
        told = sum(round(cost_of(Missing("h", "ana", one.money, since, until), 0).money_days) for one in parts)
        march, april = report(a_wait(money=usd(6), placed_at=since, released_at=until), lost=parts)

        assert march.waited_wrongly + april.waited_wrongly == told
        assert min(one.waited - one.waited_wrongly for one in (march, april)) == 0

    def test_count_what_was_freed_on_the_way_till_then(self) -> None:
        """FUND-8: as a month ended, what then waited stood, whatever became of it since."""
        since, until = MARCH.end - 2 * DAY, MARCH.end + 3 * DAY
        less = (
            Lessening(amount=usd(50), at=since + DAY),
            Lessening(amount=usd(100), at=MARCH.end + DAY),
        )
        waited = a_wait(placed_at=since, released_at=until, lessenings=less)
        lost = a_loss(money=usd(200), since=since, until=until, recorded_at=until, lessenings=less)
        march, april = report(waited, lost=[lost])

        assert [(one.waited, one.waited_wrongly) for one in (march, april)] == [(350, 350), (250, 250)]
        assert [one.amount for one in march.standing] == [150]

    def test_name_every_release_past_its_date_and_none_that_was_punctual(self) -> None:
        due, time = NOW + 14 * DAY, ReleasedBecause.TIME
        punctual = a_wait(released_at=due + timedelta(seconds=30), because=time)
        late = a_wait(released_at=due + timedelta(hours=1), because=time)
        forgotten = a_wait()

        assert [one.late for one in report(punctual)] == [0, 0]
        assert [one.late for one in report(punctual, late, forgotten)] == [2, 0]
        assert [one.late for one in report(forgotten, at=due)] == [0, 0]

    def test_are_none_where_nothing_waited(self) -> None:
        assert report() == []
