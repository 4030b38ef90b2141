"""Money of a contract that another takes over: each is paid for their own work, whatever is heard when."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.domain.journal.booking import Booked, book
from habeas.domain.journal.entries import State, balances_of
from habeas.domain.journal.facts import Fact
from habeas.domain.journal.lines import Why, list_lines
from habeas.domain.journal.parties import read_parties
from habeas.money import Money
from tests.factories.money import DAY, HOUR, NOW, fact, milestone, said, sides, usd

TAKEN_OVER = NOW + DAY
AFTER = TAKEN_OVER + HOUR


def party(*, payee: str = "gil", payer: str = "cleo", at: timedelta = DAY, move: str = "started") -> Fact:
    return fact(f"contract.{move}", at=NOW + at, contract="k1", client=payer, freelancer=payee)


def available(booked: Booked, member: str) -> Money:
    return balances_of(booked.amounts, member=member, currency="USD").available


def has(booked: Booked, member: str, state: State) -> Money:
    return getattr(balances_of(booked.amounts, member=member, currency="USD"), state.value)  # type: ignore[no-any-return]


class TestReadParties:
    def test_takes_a_start_for_who_is_a_party_and_nothing_else(self) -> None:
        offered, ended = party(payee="ona", at=-DAY, move="offered"), party(payee="fred", at=2 * DAY, move="ended")
        found = read_parties([ended, party(), sides(), offered, sides(at=NOW + HOUR)])

        assert found is not None
        assert [turn.payee for turn in found.turns] == ["fred", "gil"]
        assert (found.now.payee, found.payees, found.payers) == (
            "gil",
            frozenset({"fred", "gil"}),
            frozenset({"cleo"}),
        )
        assert [found.at(milestone("due", at=at)).payee for at in (NOW - DAY, AFTER, TAKEN_OVER)] == [
            "fred",
            "gil",
            "gil",
        ]
        fred, nobody = found.of("fred"), found.of("ona")
        assert (fred is not None and fred.payee, nobody) == ("fred", None)

    def test_without_any_start_takes_whom_was_named_first(self) -> None:
        found = read_parties([party(payee="ona", at=-DAY, move="offered"), party(move="paused")])

        assert found is not None
        assert [turn.payee for turn in found.turns] == ["ona"]
        assert read_parties([milestone("due")]) is None


class TestBookWhatWasHandedOver:
    def test_pays_who_took_it_over_what_is_released_from_then_on(self) -> None:
        """Invariant 7: what was funded before is still the client's."""
        moves = [
            milestone("funded", 500),
            milestone("released", 200, fee=said(20), at=NOW + HOUR),
            milestone("released", 300, fee=said(30), at=AFTER),
        ]
        booked = book([sides(), party(), *moves])

        assert (available(booked, "fred"), available(booked, "gil")) == (usd(180), usd(270))
        assert (has(booked, "fred", State.DEDUCTED), has(booked, "gil", State.DEDUCTED)) == (usd(20), usd(30))
        assert (has(booked, "cleo", State.PAID), has(booked, "cleo", State.HELD)) == (usd(500), usd(0))

    def test_pays_who_handed_the_work_in_before(self) -> None:
        """Nobody's earned money goes to another."""
        moves = [milestone("funded", 500), milestone("submitted", at=NOW + HOUR), milestone("released", 500, at=AFTER)]
        booked = book([sides(), party(), *moves])
        [before] = book([sides(), party(), *moves[:2]]).milestones

        assert (available(booked, "fred"), available(booked, "gil")) == (usd(500), usd(0))
        assert (before.owed_to, before.submitted_at) == ("fred", NOW + HOUR)

    @pytest.mark.parametrize(
        "own", [milestone("submitted", at=TAKEN_OVER), milestone("funded", 100, at=TAKEN_OVER)], ids=["work", "funding"]
    )
    def test_pays_who_took_it_over_for_work_of_theirs_and_for_what_was_put_in_for_it(self, own: Fact) -> None:
        moves = [
            milestone("funded", 500),
            milestone("submitted", at=NOW + HOUR),
            own,
            milestone("released", 9, at=AFTER),
        ]
        booked = book([sides(), party(), *moves])

        assert (available(booked, "fred"), available(booked, "gil")) == (usd(0), usd(9))
        assert booked.milestones[0].owed_to == "gil"

    def test_pays_whom_the_host_names_once_they_are_known_as_who_is_paid(self) -> None:
        moves = [milestone("funded", 500), milestone("released", 200, at=AFTER, member="fred")]
        named = milestone("released", 100, at=NOW + HOUR, member="gil")
        early = book([sides(), milestone("funded", 500), named])

        assert available(book([sides(), party(), *moves]), "fred") == usd(200)
        assert [(one.field, one.because) for one in early.set_aside] == [
            ("/data/member", "gil is nobody who is paid under this contract yet")
        ]
        assert available(book([sides(), milestone("funded", 500), named, party()]), "gil") == usd(100)

    def test_takes_what_is_given_back_from_who_gives_it(self) -> None:
        moves = [
            milestone("funded", 500),
            milestone("released", 200, fee=said(20), at=NOW + HOUR),
            milestone("released", 100, at=AFTER),
        ]
        back = milestone("refunded", 150, fee=said(10), member="fred", at=AFTER + HOUR)
        too_much = milestone("refunded", 201, member="fred", at=AFTER + HOUR)
        all_of_hers = milestone("refunded", 300, member="gil", at=AFTER + HOUR)
        booked = book([sides(), party(), *moves, back])

        assert (available(booked, "fred"), available(booked, "gil")) == (usd(40), usd(100))
        assert has(booked, "cleo", State.HELD) == usd(200)
        assert [one.because for one in book([sides(), party(), *moves, too_much]).set_aside] == [
            "2.01 USD is more than the 1.80 USD that is left of the milestone"
        ]
        assert available(book([sides(), party(), *moves, all_of_hers]), "gil") == usd(0)

    def test_takes_a_refund_and_a_chargeback_from_neither(self) -> None:
        """FUND-5."""
        moves = [
            milestone("funded", 300),
            milestone("released", 200, at=NOW + HOUR),
            milestone("released", 100, at=AFTER),
            milestone("refunded", 250, at=AFTER + HOUR),
            fact("chargeback.opened", at=AFTER + DAY, chargeback="b1", contract="k1", amount=said(50)),
        ]
        booked = book([sides(), party(), *moves])

        assert (available(booked, "fred"), available(booked, "gil")) == (usd(200), usd(100))
        assert has(booked, "cleo", State.PAID) == usd(0)
        assert booked.milestones[0].returned == 250

    def test_leaves_each_payer_what_they_put_in(self) -> None:
        """Another client may take a contract over, too."""
        taken = party(payee="fred", payer="carl")
        moves = [
            milestone("funded", 500),
            milestone("funded", 300, at=AFTER),
            milestone("released", 600, fee=said(550), at=AFTER),
            milestone("refunded", 100, at=AFTER + HOUR),
        ]
        booked = book([sides(), taken, *moves])
        back = [
            fact("chargeback.opened", at=AFTER + DAY, chargeback=f"b{n}", contract="k1", amount=said(n), **by)
            for n, by in ((90, {}), (400, {}), (5, {"member": "carl"}), (6, {"member": "carl"}))
        ]
        charged = book([sides(), taken, *moves, *back])

        assert (has(booked, "cleo", State.PAID), has(booked, "carl", State.PAID)) == (usd(500), usd(100))
        assert (has(booked, "cleo", State.HELD), has(booked, "carl", State.HELD)) == (usd(0), usd(100))
        assert available(booked, "fred") == usd(50)
        assert (has(charged, "cleo", State.PAID), has(charged, "carl", State.PAID)) == (usd(100), usd(5))
        assert [one.because for one in charged.set_aside] == [
            "0.06 USD is more than the 0.05 USD that was paid under the contract"
        ]
        lines = list_lines([sides(), taken, *moves, *back], member="carl")
        assert [one.money for one in lines if one.why is Why.CHARGED_BACK] == [usd(-90), usd(-5)]

    def test_shows_each_what_is_theirs(self) -> None:
        moves = [
            milestone("funded", 500),
            milestone("released", 200, at=NOW + HOUR),
            milestone("funded", 100, milestone="m2"),
            milestone("released", 100, milestone="m2", at=NOW + HOUR),
        ]
        first, done = book([sides(), party(), *moves]).milestones
        seen = {member: first.seen_by(member) for member in ("cleo", "fred", "gil")}

        assert {member: (one.held, one.released) for member, one in seen.items() if one is not None} == {
            "cleo": (300, 200),
            "fred": (0, 200),
            "gil": (300, 0),
        }
        assert done.seen_by("gil") is None


moves = st.sampled_from(["funded", "funded", "released", "refunded", "submitted"])
days = st.integers(0, 3).map(lambda days: days * DAY)


@st.composite
def contracts(draw: st.DrawFn) -> list[Fact]:
    """Return a contract that freelancers and clients hand over to each other."""
    people = st.sampled_from(["cleo", "carl"]), st.sampled_from(["fred", "gil", "hal"])
    facts = [sides()]
    facts += [
        party(payer=draw(people[0]), payee=draw(people[1]), at=draw(days)) for _ in range(draw(st.integers(1, 3)))
    ]
    for _ in range(draw(st.integers(1, 9))):
        move = draw(moves)
        amount = None if move == "submitted" else draw(st.integers(1, 9))
        more: dict[str, Any] = {}
        if move in {"released", "refunded"}:
            more |= {"member": draw(people[1])} if draw(st.booleans()) else {}
            more |= {"fee": said(1)} if draw(st.booleans()) else {}
        facts.append(milestone(move, amount, at=NOW + draw(days), **more))
    opened: dict[str, Any] = {"contract": "k1", "amount": said(draw(st.integers(1, 9)))}
    facts += [fact("chargeback.opened", at=NOW + draw(days), chargeback=f"b{n}", **opened) for n in range(2)]
    return facts


@given(facts=contracts(), data=st.data())
def test_comes_to_the_same_in_any_order_and_leaves_nobody_with_less_than_nothing(
    facts: list[Fact], data: st.DataObject
) -> None:
    """FUND-9: conservation for each member, whoever had the contract when. FUND-1: all of it is members' money."""
    booked = book(facts)

    assert book(data.draw(st.permutations([*facts, *facts[:3]]))) == booked
    everybody = {account.member for account in booked.amounts}
    assert everybody <= {"cleo", "carl", "fred", "gil", "hal"}
    for member in everybody:
        balances = balances_of(booked.amounts, member=member, currency="USD")
        inside = [balances.available, balances.held, balances.in_transit, balances.paid, balances.deducted]
        assert sum(one.amount for one in inside) == balances.credited.amount
        assert min(one.amount for one in inside) >= 0
        lines = list_lines(facts, member=member)
        for state in (State.HELD, State.PAID, State.DEDUCTED):
            assert sum(one.money.amount for one in lines if one.state is state) == has(booked, member, state).amount
