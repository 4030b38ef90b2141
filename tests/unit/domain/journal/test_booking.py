"""Facts about money come to the same in any order, and what does not fit is set aside whole."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.domain.journal.booking import Booked, book, list_new
from habeas.domain.journal.entries import Account, Balances, State, balances_of
from habeas.domain.journal.facts import Fact, FactKind
from habeas.money import MOST, Money
from tests.factories.money import DAY, HOUR, NOW, fact, milestone, payout, said, sides, usd


def of(booked: Booked, member: str, currency: str = "USD") -> Balances:
    return balances_of(booked.amounts, member=member, currency=currency)


def reasons(booked: Booked) -> list[str]:
    return [one.because for one in booked.set_aside]


def chargeback(move: str, amount: int | None = None, **content: object) -> Fact:
    usual: dict[str, Any] = {} if amount is None else {"amount": said(amount)}
    usual.update(content)
    return fact(f"chargeback.{move}", chargeback="c1", contract="k1", **usual)


def own(kind: FactKind, amount: int | None = None, *, event: str = "") -> Fact:
    money = None if amount is None else usd(amount)
    return Fact(id=event or kind.value, kind=kind, matter="hold:h1", occurred_at=NOW, member="fred", money=money)


class TestBookMilestones:
    def test_keeps_what_is_funded_as_the_payers_held(self) -> None:
        """Invariant 7."""
        booked = book([sides(), milestone("funded", 500)])

        assert (of(booked, "cleo").held, of(booked, "cleo").credited) == (usd(500), usd(500))
        assert of(booked, "fred").credited == usd(0)

    def test_gives_the_payee_what_is_released_less_the_fee_of_the_host(self) -> None:
        booked = book([sides(), milestone("funded", 500), milestone("released", 500, fee=said(50))])

        fred, cleo = of(booked, "fred"), of(booked, "cleo")
        assert (fred.credited, fred.available, fred.deducted) == (usd(500), usd(450), usd(50))
        assert (cleo.credited, cleo.held, cleo.paid) == (usd(500), usd(0), usd(500))

    def test_gives_back_what_was_still_held_first_and_takes_what_was_released_from_nobody(self) -> None:
        """FUND-5."""
        moves = [milestone("funded", 500), milestone("released", 300), milestone("refunded", 250, at=NOW + HOUR)]
        booked = book([sides(), *moves])

        assert (of(booked, "cleo").credited, of(booked, "cleo").paid) == (usd(250), usd(250))
        assert of(booked, "cleo").held == usd(0)
        assert of(booked, "fred").available == usd(300)

    def test_takes_what_was_released_back_from_a_payee_who_gives_it(self) -> None:
        moves = [milestone("funded", 500), milestone("released", 300)]
        booked = book([sides(), *moves, milestone("refunded", 250, at=NOW + HOUR, member="fred")])

        assert (of(booked, "cleo").credited, of(booked, "cleo").held) == (usd(250), usd(0))
        assert of(booked, "fred").available == usd(250)

    @pytest.mark.parametrize(
        ("told", "freds", "held"),
        [
            ("funded 500, released 500, refunded 500, funded 500", 0, 500),
            ("funded 500, released 500, refunded 500, funded 500, released 500", 500, 0),
            ("funded 500, released 300, refunded 250, funded 250", 250, 250),
            ("released 500, funded 500, refunded 500, funded 200", 0, 200),
        ],
    )
    def test_takes_what_is_funded_again_for_the_payers(self, told: str, freds: int, held: int) -> None:
        hours = enumerate(one.split() for one in told.split(", "))
        moves = [
            milestone(move, int(amount), at=NOW + hour * HOUR, **({"member": "fred"} if move == "refunded" else {}))
            for hour, (move, amount) in hours
        ]
        booked = book([*reversed(moves), sides()])

        assert (of(booked, "fred").available, of(booked, "cleo").held) == (usd(freds), usd(held))
        assert reasons(booked) == []

    def test_sets_aside_what_would_be_more_than_is_kept_exactly(self) -> None:
        first, again = milestone("funded", MOST), milestone("funded", 1, at=NOW + HOUR)
        other = milestone("funded", MOST, milestone="m2", at=NOW + HOUR)
        euros = milestone("funded", MOST, milestone="m3", currency="EUR")
        booked = book([other, again, first, euros, sides()])

        assert [one.fact for one in booked.set_aside] == [again, other]
        assert {one.field for one in booked.set_aside} == {"/data/amount"}
        assert "more than 90,071,992,547,409.91 USD, the most that is kept exactly" in reasons(booked)[0]
        assert of(booked, "cleo").held == usd(MOST)
        assert of(booked, "cleo", "EUR").held == Money(MOST, "EUR")

    def test_returns_a_fee_where_the_host_says_so(self) -> None:
        moves = [
            milestone("funded", 500),
            milestone("released", 500, fee=said(50)),
            milestone("refunded", 500, fee=said(50), at=NOW + HOUR, member="fred"),
        ]

        assert book([sides(), *moves]).amounts == {}

    @pytest.mark.parametrize(
        ("moves", "because"),
        [
            ([milestone("released", 501)], "5.01 USD is more than the 5.00 USD that the milestone still holds"),
            (
                [milestone("released", 500), milestone("released", 500, at=NOW + HOUR)],
                "5.00 USD is more than the 0.00 USD that the milestone still holds",
            ),
            ([milestone("refunded", 501)], "5.01 USD is more than the 5.00 USD that is left of the milestone"),
            (
                [
                    milestone("released", 500, fee=said(50)),
                    milestone("refunded", 451, at=NOW + HOUR, member="fred"),
                ],
                "4.51 USD is more than the 4.50 USD that is left of the milestone",
            ),
            ([milestone("released", 5, currency="EUR")], "the milestone was funded in USD"),
        ],
    )
    def test_sets_aside_what_does_not_fit_and_books_none_of_it(self, moves: list[Fact], because: str) -> None:
        fitting = book([sides(), milestone("funded", 500), *moves[:-1]])
        booked = book([sides(), milestone("funded", 500), *moves])

        assert reasons(booked) == [because]
        assert booked.amounts == fitting.amounts
        assert list_new(booked.set_aside, causes={moves[-1].id}) == booked.set_aside
        assert list_new(booked.set_aside, causes=()) == ()

    def test_waits_for_what_is_not_known_yet(self) -> None:
        funded, released = milestone("funded", 500), milestone("released", 500)

        assert reasons(book([released, sides()])) == ["the milestone is not funded yet"]
        assert reasons(book([funded])) == ["who pays whom is not known yet"]
        assert reasons(book([released, funded, sides()])) == []

    def test_knows_when_each_is_due_and_was_handed_in(self) -> None:
        moves = [
            milestone("funded", 500, due_at="2026-03-10T00:00:00+00:00"),
            milestone("due", due_at="2026-03-16T00:00:00+00:00", at=NOW + HOUR),
            milestone("submitted", at=NOW + DAY),
        ]
        [found] = book([sides(), *moves]).milestones

        assert (found.id, found.held, found.submitted_at) == ("m1", 500, NOW + DAY)
        assert found.due_at is not None
        assert found.due_at.day == 16

    def test_of_nothing_is_nothing(self) -> None:
        assert book([]) == Booked({})


class TestBookChargebacks:
    FACTS = (sides(), milestone("funded", 500), milestone("released", 500))

    def test_takes_them_from_what_the_payer_paid_and_nothing_from_the_payee(self) -> None:
        """FUND-5."""
        booked = book([*self.FACTS, chargeback("opened", 300)])

        assert (of(booked, "cleo").credited, of(booked, "cleo").paid) == (usd(200), usd(200))
        assert of(booked, "fred").available == usd(500)

    def test_undoes_one_that_was_won(self) -> None:
        won = [*self.FACTS, chargeback("opened", 300), chargeback("closed", outcome="won")]
        lost = [*self.FACTS, chargeback("opened", 300), chargeback("closed", outcome="lost")]

        assert book(won).amounts == book(self.FACTS).amounts
        assert of(book(lost), "cleo").credited == usd(200)

    def test_lets_the_last_of_several_outcomes_stand(self) -> None:
        opened = [*self.FACTS, chargeback("opened", 300)]
        won = chargeback("closed", outcome="won", at=NOW + HOUR)
        after = [chargeback("closed", outcome=outcome, at=NOW + 2 * HOUR) for outcome in ("lost", "won")]

        assert of(book([*opened, won, after[0]]), "cleo").credited == usd(200)
        assert of(book([*opened, after[0], won, after[1]]), "cleo").credited == usd(500)

    def test_sets_aside_one_that_is_larger_than_what_was_paid(self) -> None:
        booked = book([*self.FACTS, chargeback("opened", 501)])

        assert reasons(booked) == ["5.01 USD is more than the 5.00 USD that was paid under the contract"]


class TestBookPayouts:
    def test_moves_money_on_its_way_and_there(self) -> None:
        assert of(book([payout("scheduled")]), "fred").in_transit == usd(500)
        assert of(book([payout("scheduled"), payout("paid")]), "fred").paid == usd(500)
        assert of(book([payout("paid")]), "fred").available == usd(-500)

    def test_gives_what_the_host_kept_for_it_back_with_the_rest(self) -> None:
        told = [payout("scheduled", fee=said(10)), payout("paid", at=NOW + HOUR)]
        paid = of(book(told), "fred")

        assert (paid.available, paid.paid, paid.deducted) == (usd(-500), usd(490), usd(10))
        dearer = of(book([*told, payout("paid", at=NOW + DAY, fee=said(20))]), "fred")
        assert (dearer.paid, dearer.deducted) == (usd(480), usd(20))
        assert book([*told, payout("returned", at=NOW + DAY)]).amounts == {}

    def test_makes_available_again_what_came_back(self) -> None:
        back = [payout("scheduled"), payout("paid"), payout("returned", at=NOW + HOUR)]

        assert book(back).amounts == {}
        assert of(book([*back, payout("scheduled", at=NOW + DAY)]), "fred").in_transit == usd(500)

    def test_sets_aside_what_contradicts_it(self) -> None:
        booked = book([payout("scheduled"), payout("paid", 400, at=NOW + HOUR)])

        assert reasons(booked) == ["the payout was 5.00 USD to fred before"]
        assert of(booked, "fred").in_transit == usd(500)


class TestBookHolds:
    def test_moves_what_is_held_deducted_restored_and_let_go(self) -> None:
        facts = [own(FactKind.HELD, 500)]
        assert of(book(facts), "fred").held == usd(500)
        assert of(book(facts), "fred").credited == usd(0)

        facts.append(own(FactKind.DEDUCTED, 200))
        fred = of(book(facts), "fred")
        assert (fred.held, fred.deducted, fred.available) == (usd(300), usd(200), usd(-500))

        facts.append(own(FactKind.LET_GO))
        assert of(book(facts), "fred").available == usd(-200)

        facts.append(own(FactKind.RESTORED, 200))
        assert book(facts).amounts == {}

    def test_refuses_a_move_without_amount(self) -> None:
        with pytest.raises(ValueError, match="names no amount"):
            book([own(FactKind.HELD)])


moves = st.sampled_from(["funded", "released", "refunded"])
amounts = st.integers(1, 9)
hours = st.integers(0, 5).map(lambda number: timedelta(hours=number))


@st.composite
def contracts(draw: st.DrawFn) -> list[Fact]:
    facts = [sides(at=NOW + draw(hours)) for _ in range(draw(st.integers(0, 2)))]
    for _ in range(draw(st.integers(0, 8))):
        at, amount, move = NOW + draw(hours), draw(amounts), draw(moves)
        currency = draw(st.sampled_from(["USD", "USD", "USD", "EUR"]))
        name = draw(st.sampled_from(["m1", "m2"]))
        by = {"member": "fred"} if move == "refunded" and draw(st.booleans()) else {}
        facts.append(milestone(move, amount, currency=currency, at=at, milestone=name, **by))
    facts += [chargeback("opened", draw(amounts)) for _ in range(draw(st.integers(0, 2)))]
    return facts


@given(facts=contracts(), data=st.data())
def test_comes_to_the_same_in_any_order_and_however_often_each_is_heard(facts: list[Fact], data: st.DataObject) -> None:
    again: Sequence[Fact] = data.draw(st.permutations([*facts, *facts[:3]]))

    assert book(again) == book(facts)


@st.composite
def moves_that_fit(draw: st.DrawFn) -> tuple[list[Fact], int, int]:
    """Return moves of which each fits when it happens, an hour apart, and what they leave held and with the payee."""
    facts, held, released, returned = [], 0, 0, 0
    for hour in range(draw(st.integers(1, 10))):
        left = held + released - returned
        choices = ["funded", *(["released"] if held else []), *(["refunded"] if left else [])]
        move = draw(st.sampled_from(choices))
        amount = draw(st.integers(1, {"funded": 9, "released": held, "refunded": left}[move]))
        is_payees = move == "refunded" and draw(st.booleans())
        facts.append(milestone(move, amount, at=NOW + hour * HOUR, **({"member": "fred"} if is_payees else {})))
        if move == "funded":
            held += amount
        elif move == "released":
            held, released = held - amount, released + amount
        else:
            beyond, held = max(0, amount - held), max(0, held - amount)
            released, returned = (released - beyond, returned) if is_payees else (released, returned + beyond)
    return facts, held, released


@given(told=moves_that_fit(), data=st.data())
def test_books_all_that_fits_as_it_happened_in_whatever_order_it_is_heard(
    told: tuple[list[Fact], int, int], data: st.DataObject
) -> None:
    facts, held, released = told
    booked = book(data.draw(st.permutations([sides(), *facts])))

    assert booked.set_aside == ()
    assert (of(booked, "cleo").held, of(booked, "fred").available) == (usd(held), usd(released))


@given(facts=contracts())
def test_leaves_nobody_with_less_than_nothing_and_loses_none(facts: list[Fact]) -> None:
    """FUND-1: all of it is members' money. FUND-9: none is lost."""
    booked = book(facts)

    assert {account.member for account in booked.amounts} <= {"cleo", "fred"}

    for member in ("cleo", "fred"):
        for currency in ("USD", "EUR"):
            balances = of(booked, member, currency)
            inside = [balances.available, balances.held, balances.in_transit, balances.paid, balances.deducted]
            assert sum(one.amount for one in inside) == balances.credited.amount
            assert min(one.amount for one in inside) >= 0
    held = sum(booked.amounts.get(Account("cleo", State.HELD, one), 0) for one in ("USD", "EUR"))
    assert held == sum(one.held for one in booked.milestones)
    assert Money(held, "USD") >= usd(0)
