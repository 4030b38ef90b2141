"""Claims that events tell of are about what was paid, and never for more."""

from datetime import timedelta

import pytest

from habeas.domain.holds.claims import Claim, ClaimKind
from habeas.domain.holds.told import Outcome, contract_of, is_contested, list_claims, list_outcomes
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

    def test_are_none_of_who_is_paid_against_themselves(self) -> None:
        assert claims(*PAID, dispute("opened", member="fred")) == []
        assert claim(*PAID, dispute("opened", member="fred"), dispute("opened", member="cleo", after=2 * HOUR)).is_open
        assert claim(*PAID, dispute("opened", member="cleo")).claimant == "cleo"
        taken = fact("chargeback.opened", at=NOW + HOUR, chargeback="b1", contract="k1", member="fred", amount=said(9))
        assert claim(*PAID, taken).member == "fred"

    def test_are_about_the_most_that_was_ever_paid(self) -> None:
        given = milestone("refunded", 400, at=NOW + 2 * HOUR, member="fred")

        assert claim(*PAID, given, dispute("opened", amount=said(300))).transaction == usd(500)

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


class TestListOutcomes:
    @pytest.mark.parametrize(
        ("outcome", "upheld"),
        [
            *((word, False) for word in ("won", "rejected", "Dismissed", "withdrawn", "closed", "no_action", "seller")),
            *((word, True) for word in ("upheld", "client", "Buyer", "lost")),
        ],
    )
    def test_say_how_a_claim_was_decided(self, outcome: str, upheld: bool) -> None:
        [found] = list_outcomes([*PAID, dispute("opened"), dispute("resolved", outcome=outcome, after=2 * HOUR)])

        assert found == Outcome(claim="k1/dispute:d1", closed_at=NOW + 2 * HOUR, upheld=upheld)

    @pytest.mark.parametrize(
        ("content", "because"),
        [({"outcome": "settled"}, "the outcome 'settled' is not known"), ({}, "no outcome is named")],
    )
    def test_of_a_word_that_is_not_known_uphold_nothing_and_say_so(
        self, content: dict[str, object], because: str
    ) -> None:
        found, aside = list_outcomes([dispute("resolved", after=2 * HOUR, **content)])

        assert found == Outcome(claim="k1/dispute:d1", closed_at=NOW + 2 * HOUR, upheld=False)
        assert isinstance(aside, SetAside)
        assert (aside.field, aside.because.startswith(f"{because}, so that")) == ("/data/outcome", True)
        assert "upheld uphold" in aside.because

    def test_are_the_last_word_on_each_claim(self) -> None:
        lost, won = dispute("resolved", outcome="lost"), dispute("resolved", outcome="won", after=2 * HOUR)

        [found] = list_outcomes([won, lost])

        assert isinstance(found, Outcome)
        assert found.upheld is False


class TestIsContested:
    def test_tells_of_a_claim_that_is_undecided_or_upheld_and_paid_or_not(self) -> None:
        opened, lost = dispute("opened"), dispute("resolved", outcome="won", after=2 * HOUR)
        upheld = dispute("resolved", outcome="upheld", after=3 * HOUR)
        unpaid = (sides(), milestone("funded", 500))
        told = [(*unpaid, opened), (*PAID, opened), (*PAID, upheld, opened, lost), (*PAID, opened, lost), PAID]

        assert [is_contested(facts) for facts in told] == [True, True, True, False, False]

    def test_does_not_take_a_dispute_of_who_is_paid_for_a_claim(self) -> None:
        assert not is_contested([*PAID, dispute("opened", member="fred")])
        assert is_contested([dispute("opened", member="fred")])


class TestContractOf:
    def test_is_read_from_the_name_of_a_claim_that_an_event_told_of_alone(self) -> None:
        told = claim(*PAID, dispute("opened"))

        assert contract_of(told.id, kind=told.kind, reference=told.reference) == "k1"
        assert contract_of("dispute:d1", kind=ClaimKind.DISPUTE, reference="d1") == ""
