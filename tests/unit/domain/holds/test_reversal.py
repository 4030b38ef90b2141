"""Undoing a decision frees its money once and writes down what the wait cost."""

from dataclasses import replace
from fractions import Fraction

from habeas.domain.holds.claims import close_claim
from habeas.domain.holds.deductions import deduct
from habeas.domain.holds.hold import ReleasedBecause, release_hold
from habeas.domain.holds.rests import cap_hold
from habeas.domain.holds.reversal import reverse_money
from tests.factories.claims import ANA, BEN, a_claim, a_hold, an_item
from tests.factories.money import DAY, HOUR, NOW, usd

UPHELD = close_claim(a_claim(), upheld=True, now=NOW + DAY)
MADE = deduct(
    a_hold(),
    deduction="x1",
    decision="dec2",
    claim=UPHELD,
    items=[an_item(150)],
    by=ANA,
    approved_by=BEN,
    now=NOW + 2 * DAY,
)


class TestReverseMoney:
    def test_frees_what_the_decision_held_and_nothing_else(self) -> None:
        """FUND-8."""
        other = a_hold(hold="h2", decision="dec9")
        undone = reverse_money(
            decision="dec1", holds=[a_hold(), other], deductions=[], recorded=(), yearly_rate=500, now=NOW + 3 * DAY
        )

        [hold] = undone.released
        [loss] = undone.losses
        assert (hold.id, hold.released_at, hold.released_because) == ("h1", NOW + 3 * DAY, ReleasedBecause.REVERSED)
        assert (loss.about, loss.money_days) == ("h1", Fraction(600))
        assert loss.owed == usd(1)

    def test_asked_again_does_nothing_more(self) -> None:
        first = reverse_money(
            decision="dec1", holds=[a_hold()], deductions=[], recorded=(), yearly_rate=500, now=NOW + DAY
        )
        again = reverse_money(
            decision="dec1", holds=first.released, deductions=[], recorded={"h1"}, yearly_rate=500, now=NOW + 2 * DAY
        )

        assert (again.released, again.restored, again.losses) == ((), (), ())

    def test_counts_a_hold_that_had_ended_for_as_long_as_it_ran(self) -> None:
        over = release_hold(a_hold(), because=ReleasedBecause.TIME, now=NOW + 36 * HOUR)
        undone = reverse_money(
            decision="dec1", holds=[over], deductions=[], recorded=(), yearly_rate=0, now=NOW + 30 * DAY
        )

        assert undone.released == ()
        assert [(one.money_days, one.owed) for one in undone.losses] == [(Fraction(300), usd(0))]

    def test_counts_over_each_stretch_of_time_what_then_waited(self) -> None:
        """FUND-8: of what its claim freed on the way, the days before count, too."""
        claim = a_claim(amount=usd(200))
        once = cap_hold(a_hold(), claim=replace(claim, lessened=usd(50)), now=NOW + DAY)
        twice = cap_hold(once, claim=replace(claim, lessened=usd(190)), now=NOW + 36 * HOUR)
        undone = reverse_money(
            decision="dec1", holds=[twice], deductions=[], recorded=(), yearly_rate=10_000, now=NOW + 4 * DAY
        )

        [loss] = undone.losses
        assert (loss.amount, loss.lessenings) == (usd(200), twice.lessenings)
        assert (loss.money_days, loss.owed) == (Fraction(200 + 75 + 25), usd(1))

    def test_of_the_hold_gives_back_what_was_deducted_from_it(self) -> None:
        undone = reverse_money(
            decision="dec1",
            holds=[MADE.hold],
            deductions=[MADE.deduction],
            recorded=(),
            yearly_rate=0,
            now=NOW + 4 * DAY,
        )

        assert [one.id for one in undone.restored] == ["x1"]
        assert {one.about: one.money_days for one in undone.losses} == {"h1": 50 * 4, "x1": 150 * 4}

    def test_of_the_deduction_alone_leaves_the_hold(self) -> None:
        undone = reverse_money(
            decision="dec2",
            holds=[MADE.hold],
            deductions=[MADE.deduction],
            recorded=(),
            yearly_rate=0,
            now=NOW + 4 * DAY,
        )

        assert undone.released == ()
        assert [one.restored_at for one in undone.restored] == [NOW + 4 * DAY]
        assert {one.about: one.money_days for one in undone.losses} == {"x1": 150 * 2}
