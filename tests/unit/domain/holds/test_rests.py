"""A claim that is answered in part is for the rest, and no hold for it is of more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from habeas.domain.holds.claims import Claim
from habeas.domain.holds.hold import HoldBeyondClaim, Provider, ReleasedBecause, place_hold, release_hold
from habeas.domain.holds.rests import cap_hold, list_rests
from habeas.domain.holds.told import list_claims
from habeas.domain.journal.booking import book
from habeas.domain.journal.facts import Fact
from habeas.domain.journal.set_aside import SetAside
from habeas.money import Money
from tests.factories.claims import ANA, a_claim
from tests.factories.money import DAY, HOUR, NOW, fact, milestone, said, sides, usd

PAID = (sides(), milestone("funded", 500), milestone("released", 500))


def dispute(move: str, amount: int | None = None, *, name: str = "d1", hours: int = 2, **content: object) -> Fact:
    money = {} if amount is None else {"amount": said(amount)}
    told: dict[str, Any] = {"dispute": name, "contract": "k1", **money, **content}
    return fact(f"dispute.{move}", at=NOW + hours * HOUR, **told)


def back(amount: int, *, by: str = "", hours: int = 3, **content: object) -> Fact:
    named: dict[str, object] = {"member": by} if by else {}
    return milestone("refunded", amount, at=NOW + hours * HOUR, **(named | content))  # type: ignore[arg-type]


def claims(facts: Sequence[Fact]) -> dict[str, Claim]:
    found = list_claims(facts, book(facts))
    return {one.reference: one for one in found if isinstance(one, Claim)}


def rests(*facts: Fact) -> dict[str, int]:
    told = {f"dispute:{name}": one for name, one in claims(facts).items()}
    ordered = sorted(facts, key=lambda one: one.place)
    return {part.partition(":")[2]: rest.amount for part, rest in list_rests(told, ordered, book(facts)).items()}


class TestListRests:
    @pytest.mark.parametrize(
        ("answers", "rest"),
        [
            ([], 300),
            ([back(100)], 200),
            ([back(100, by="fred")], 200),
            ([back(100, by="fred"), back(50, hours=4)], 150),
            ([back(400, by="fred")], 0),
            ([back(100, by="fred", hours=1)], 300),
            ([dispute("opened", 120, hours=5)], 120),
            ([dispute("opened", 400, hours=5)], 300),
            ([dispute("opened", hours=5)], 300),
            ([dispute("resolved", 120, outcome="partly_upheld")], 120),
            ([dispute("resolved", 120, outcome="rejected")], 300),
            ([dispute("resolved", 120, outcome="upheld", hours=4), dispute("resolved", outcome="won", hours=5)], 300),
            ([dispute("resolved", outcome="upheld"), back(100, hours=4)], 300),
            ([dispute("resolved", outcome="upheld"), back(100, by="fred", hours=4)], 200),
            ([dispute("resolved", outcome="rejected"), back(100, by="fred", hours=4)], 300),
            ([dispute("resolved", outcome="upheld", hours=9), back(100, hours=4)], 200),
        ],
    )
    def test_say_what_is_left_of_a_claim(self, answers: list[Fact], rest: int) -> None:
        """FUND-4."""
        assert rests(*PAID, dispute("opened", 300), *answers) == {"d1": rest}

    def test_let_what_went_back_answer_the_claim_that_was_opened_first(self) -> None:
        both = (dispute("opened", 100), dispute("opened", 200, name="d2", hours=2))

        assert rests(*PAID, *both, back(150, by="fred")) == {"d1": 0, "d2": 150}

    def test_count_nothing_that_a_milestone_still_held(self) -> None:
        """Nobody claims what nobody was paid."""
        more = milestone("funded", 400, at=NOW + HOUR)

        assert rests(*PAID, more, dispute("opened", 300), back(400)) == {"d1": 300}

    def test_count_no_other_currency(self) -> None:
        euros = [milestone(move, 90, currency="EUR", milestone="m2") for move in ("funded", "released")]
        gone = milestone("refunded", 90, currency="EUR", milestone="m2", at=NOW + 4 * HOUR)
        other = dispute("opened", hours=5)
        other = replace(other, money=Money(10, "EUR"))

        assert rests(*PAID, *euros, dispute("opened", 300), gone, other) == {"d1": 300}

    def test_know_what_a_person_decided_of_a_claim_that_no_event_closed(self) -> None:
        facts = (*PAID, dispute("opened", 300), back(100, hours=6))
        [claim] = claims(facts).values()
        closed = replace(claim, closed_at=NOW + 4 * HOUR, upheld=True)
        ordered = sorted(facts, key=lambda one: one.place)

        assert list_rests({"dispute:d1": closed}, ordered, book(facts))["dispute:d1"] == usd(300)


class TestAgainstWhom:
    TAKEN = fact("contract.started", at=NOW + DAY, contract="k1", client="cleo", freelancer="gil")
    MORE = milestone("funded", 100, milestone="m2", at=NOW + DAY)

    def later(self, move: str = "released", *, after: timedelta = DAY + HOUR) -> Fact:
        return milestone(move, 100, milestone="m2", at=NOW + after)

    def test_is_who_was_paid_last_when_it_was_opened(self) -> None:
        """FUND-4: a claim is about payments to whom it is against, and no others."""
        early, late = dispute("opened", 300), dispute("opened", 80, name="d2", hours=30)
        between = dispute("opened", 70, name="d3", hours=24)
        found = claims([*PAID, self.TAKEN, self.MORE, self.later(), early, late, between])

        assert {name: (one.member, one.transaction) for name, one in found.items()} == {
            "d1": ("fred", usd(500)),
            "d2": ("gil", usd(100)),
            "d3": ("fred", usd(500)),
        }

    def test_is_whose_turn_it_was_where_nobody_was_paid_by_then(self) -> None:
        facts = [sides(), self.TAKEN, self.MORE, self.later()]

        assert claims([*facts, dispute("opened", 50)]) == {}
        assert claims([*facts, dispute("opened", 50, hours=24)])["d1"].member == "gil"

    def test_is_whom_it_names(self) -> None:
        facts = [*PAID, self.TAKEN, self.MORE, self.later()]
        strange = [*facts, dispute("opened", 10, against="zoe")]
        [aside] = list_claims(strange, book(strange))

        assert claims([*facts, dispute("opened", 80, hours=40, against="fred")])["d1"].member == "fred"
        assert isinstance(aside, SetAside)
        assert aside.because == "zoe is nobody who is paid under this contract yet"

    def test_is_answered_by_what_they_give_back_themselves(self) -> None:
        facts = [*PAID, self.TAKEN, self.MORE, self.later()]

        assert rests(*facts, dispute("opened", 300), back(100, by="gil", hours=40, milestone="m2")) == {"d1": 300}

    def test_is_nobody_where_who_took_it_over_claims(self) -> None:
        assert claims([*PAID, self.TAKEN, dispute("opened", 10, hours=30, member="gil")]) == {}
        swapped = fact("contract.started", at=NOW + DAY, contract="k1", client="fred", freelancer="gil")
        assert claims([*PAID, swapped, dispute("opened", 10, hours=30, member="fred")])["d1"].claimant == "cleo"


class TestCapHold:
    def test_frees_what_is_above_the_rest_of_its_claim(self) -> None:
        """FUND-4."""
        claim = a_claim(amount=usd(300), transaction=usd(500))
        hold = place_hold(
            hold="h1",
            decision="h1",
            claim=claim,
            member="fred",
            amount=usd(200),
            available=usd(500),
            provider=Provider(name="Paywell"),
            funds_since=NOW,
            by=ANA,
            because="the client shows an invoice",
            now=NOW,
        )
        once = cap_hold(hold, claim=replace(claim, lessened=usd(150)), now=NOW + HOUR)
        twice = cap_hold(once, claim=replace(claim, lessened=usd(260)), now=NOW + DAY)
        over = release_hold(once, because=ReleasedBecause.TIME, now=NOW + DAY)

        assert cap_hold(hold, claim=replace(claim, lessened=usd(100)), now=NOW) == hold
        assert [one.left for one in (once, twice)] == [usd(150), usd(40)]
        assert [(one.amount, one.at) for one in twice.lessenings] == [(usd(50), NOW + HOUR), (usd(110), NOW + DAY)]
        assert cap_hold(over, claim=replace(claim, lessened=usd(260)), now=NOW) == over

    def test_lets_no_more_wait_than_the_rest(self) -> None:
        claim = a_claim(amount=usd(300), transaction=usd(500), lessened=usd(250))

        with pytest.raises(HoldBeyondClaim, match=r"the 0\.50 USD that"):
            place_hold(
                hold="h1",
                decision="h1",
                claim=claim,
                member="fred",
                amount=usd(51),
                available=usd(500),
                provider=Provider(name="Paywell"),
                funds_since=NOW,
                by=ANA,
                because="the client shows an invoice",
                now=NOW,
            )
