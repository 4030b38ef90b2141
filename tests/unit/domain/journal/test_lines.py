"""Each amount has its state, why and dates, and the lines sum to what the journal has."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from habeas.domain.journal.booking import book
from habeas.domain.journal.entries import INSIDE, Balances, State, balances_of
from habeas.domain.journal.facts import Fact, FactKind
from habeas.domain.journal.lines import Line, Why, complete_lines, list_lines
from habeas.money import Money
from tests.factories.money import DAY, HOUR, NOW, fact, milestone, payout, said, sides, usd


def shown(lines: tuple[Line, ...]) -> list[tuple[State, Why, int, str]]:
    return [(line.state, line.why, line.money.amount, line.part) for line in lines]


def own(kind: FactKind, amount: int | None = None, *, hours: int = 0) -> Fact:
    return Fact(
        id=f"{kind.value}-{hours}",
        kind=kind,
        matter="hold:h1",
        occurred_at=NOW + hours * HOUR,
        member="fred",
        money=None if amount is None else usd(amount),
    )


def balances(facts: list[Fact], member: str) -> Balances:
    return balances_of(book(facts).amounts, member=member, currency="USD")


class TestListLines:
    FACTS = (
        sides(),
        milestone("funded", 500, due_at="2026-03-16T00:00:00+00:00"),
        milestone("released", 300, fee=said(30), at=NOW + HOUR),
    )

    def test_of_a_contract_name_what_each_side_has_in_it(self) -> None:
        payer, payee = list_lines(self.FACTS, member="cleo"), list_lines(self.FACTS, member="fred")

        assert shown(payer) == [(State.HELD, Why.MILESTONE, 200, "m1"), (State.PAID, Why.WORK, 300, "m1")]
        assert shown(payee) == [(State.DEDUCTED, Why.FEE, 30, "m1")]
        assert payer[0].until is not None
        assert (payer[0].until.day, payer[1].until, payer[1].since) == (16, None, NOW + HOUR)
        assert list_lines(self.FACTS, member="somebody") == ()

    def test_of_a_chargeback_take_it_from_what_was_paid(self) -> None:
        taken = fact("chargeback.opened", chargeback="c1", contract="k1", amount=said(100))
        lines = list_lines([*self.FACTS, taken], member="cleo")

        assert shown(lines)[-1] == (State.PAID, Why.CHARGED_BACK, -100, "c1")

    def test_of_a_payout_say_when_it_should_be_there(self) -> None:
        due_at = "2026-03-05T00:00:00+00:00"
        [moving] = list_lines([payout("scheduled", due_at=due_at)], member="fred")
        [there] = list_lines([payout("scheduled", due_at=due_at), payout("paid", at=NOW + DAY)], member="fred")

        assert (moving.state, moving.until and moving.until.day) == (State.IN_TRANSIT, 5)
        assert (there.state, there.since, there.until) == (State.PAID, NOW + DAY, None)
        kept = list_lines([payout("paid", fee=said(10))], member="fred")
        assert shown(kept) == [(State.PAID, Why.PAYOUT, 490, ""), (State.DEDUCTED, Why.FEE, 10, "")]

    def test_of_a_hold_name_what_waits_and_what_was_taken(self) -> None:
        facts = [own(FactKind.HELD, 200), own(FactKind.DEDUCTED, 50, hours=1)]

        assert shown(list_lines(facts, member="fred")) == [
            (State.HELD, Why.CLAIM, 150, ""),
            (State.DEDUCTED, Why.DEDUCTION, 50, ""),
        ]
        assert list_lines([*facts, own(FactKind.LET_GO, hours=2)], member="fred")[0].since == NOW + 2 * HOUR

    def test_of_nothing_known_are_none(self) -> None:
        assert list_lines([], member="fred") == ()
        assert list_lines([milestone("funded", 500)], member="cleo") == ()


class TestCompleteLines:
    def test_add_what_is_available_and_what_is_not_listed(self) -> None:
        facts = list(TestListLines.FACTS)
        listed = list_lines(facts, member="fred")
        lines = complete_lines(listed, {"USD": balances(facts, "fred")})

        assert shown(lines) == [*shown(listed), (State.AVAILABLE, Why.FREE, 270, "")]
        [free, earlier] = complete_lines((), {"USD": balances(facts, "fred")})
        assert (free.why, earlier.why, earlier.money) == (Why.FREE, Why.EARLIER, usd(30))

    @given(
        amounts=st.lists(st.tuples(st.sampled_from(["released", "refunded"]), st.integers(1, 300)), max_size=5),
        fee=st.integers(0, 3),
    )
    def test_sum_to_the_journal_whatever_happened(self, amounts: list[tuple[str, int]], fee: int) -> None:
        moves = [
            milestone(move, amount, fee=said(min(fee, amount)), at=NOW + hours * HOUR)
            for hours, (move, amount) in enumerate(amounts, start=1)
        ]
        facts = [sides(), milestone("funded", 500), *moves]
        for member in ("cleo", "fred"):
            have = balances(facts, member)
            lines = complete_lines(list_lines(facts, member=member), {"USD": have})
            sums = Counter[State]()
            for line in lines:
                assert line.why is not Why.EARLIER
                sums[line.state] += line.money.amount
            assert all(Money(sums[state], "USD") == getattr(have, state.value) for state in INSIDE)
