"""Claims that events tell of are about what was paid, and never for more."""

from datetime import timedelta

import pytest

from habeas.domain.holds.claims import Claim, ClaimKind
from habeas.domain.holds.told import contract_of, is_contested, list_claims
from habeas.domain.journal.booking import book
from habeas.domain.journal.facts import Fact
from habeas.domain.journal.set_aside import SetAside
from tests.factories.money import HOUR, NOW, fact, milestone, said, sides, usd

PAID = (sides(), milestone("funded", 500), milestone("released", 500))
EUROS = (
    milestone("funded", 700, currency="EUR", milestone="m2"),
    milestone("released", 700, currency="EUR", milestone="m2"),
)


def dispute(move: str, *, after: timedelta = HOUR, **content: object) -> Fact:
    usual: dict[str, object] = {"dispute": "d1", "contract": "k1", **content}
    return fact(f"dispute.{move}", at=NOW + after, **usual)  # type: ignore[arg-type]  # an event's own


def claims(*facts: Fact) -> list[Claim | SetAside]:
    return list(list_claims(facts, book(facts)))


def claim(*facts: Fact) -> Claim:
    [found] = claims(*facts)
    assert isinstance(found, Claim)
    return found


class TestListClaims:
    def test_name_who_claims_what_of_whom(self) -> None:
        found = claim(*PAID, dispute("opened", amount=said(300)))

        assert (found.kind, found.member, found.claimant) == (ClaimKind.DISPUTE, "fred", "cleo")
        assert (found.id, found.reference) == ("k1/dispute:d1", "d1")
        assert (found.amount, found.transaction, found.is_open) == (usd(300), usd(500), True)

    def test_without_an_amount_are_for_all_that_was_paid(self) -> None:
        assert claim(*PAID, dispute("opened")).amount == usd(500)

    def test_are_told_of_once(self) -> None:
        assert len(claims(*PAID, dispute("opened"), dispute("opened", after=2 * HOUR))) == 1

    def test_for_more_are_set_aside(self) -> None:
        [found] = claims(*PAID, dispute("opened", amount=said(501)))

        assert isinstance(found, SetAside)
        assert "claim no more than that" in found.because

    @pytest.mark.parametrize(
        ("outcome", "upheld"), [("won", False), ("rejected", False), ("upheld", True), ("client", True)]
    )
    def test_are_decided_as_their_outcome_says(self, outcome: str, upheld: bool) -> None:
        found = claim(*PAID, dispute("opened"), dispute("resolved", outcome=outcome, after=2 * HOUR))

        assert (found.upheld, found.closed_at) == (upheld, NOW + 2 * HOUR)

    def test_are_none_while_nobody_is_known_to_have_been_paid(self) -> None:
        assert claims(dispute("opened", amount=said(5))) == []
        assert claims(sides(), dispute("opened", amount=said(5))) == []

    def test_in_a_currency_in_which_nothing_was_paid_are_set_aside(self) -> None:
        [found] = claims(*PAID, dispute("opened", amount=said(5, "EUR")))

        assert isinstance(found, SetAside)
        assert (found.field, found.because) == (
            "/data/amount/currency",
            "nothing was paid in EUR under this contract yet",
        )

    def test_are_none_where_the_currency_is_not_clear(self) -> None:
        assert claims(*PAID, *EUROS, dispute("opened")) == []
        assert claim(*PAID, *EUROS, dispute("opened", amount=said(700, "EUR"))).amount.currency == "EUR"


class TestIsContested:
    def test_tells_of_a_claim_that_is_undecided_or_upheld_and_paid_or_not(self) -> None:
        opened, lost = dispute("opened"), dispute("resolved", outcome="won", after=2 * HOUR)
        upheld = dispute("resolved", outcome="upheld", after=3 * HOUR)
        unpaid = (sides(), milestone("funded", 500))
        told = [(*unpaid, opened), (*PAID, opened), (*PAID, upheld, opened, lost), (*PAID, opened, lost), PAID]

        assert [is_contested(facts) for facts in told] == [True, True, True, False, False]


class TestContractOf:
    def test_is_read_from_the_name_of_a_claim_that_an_event_told_of_alone(self) -> None:
        told = claim(*PAID, dispute("opened"))

        assert contract_of(told.id, kind=told.kind, reference=told.reference) == "k1"
        assert contract_of("dispute:d1", kind=ClaimKind.DISPUTE, reference="d1") == ""
