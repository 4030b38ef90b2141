"""A hold names a claim, is capped by it, ends by itself, and is freed once."""

from datetime import timedelta

import pytest

from habeas.domain.actors import MACHINE, Actor, ActorKind
from habeas.domain.holds.claims import (
    ClaimBeyondTransaction,
    ClaimByMember,
    ClaimByNobody,
    ClaimClosed,
    ClaimKind,
    OrderWithoutReference,
    close_claim,
)
from habeas.domain.holds.contracts import ContractHeldBySame, ContractHeldTooLong, HoldBeyondContract, OtherHolds
from habeas.domain.holds.hold import (
    HoldBeyondBalance,
    HoldBeyondClaim,
    HoldByMachine,
    HoldEndsBeforeItStarts,
    HoldOfAnother,
    HoldReleasedBefore,
    HoldRenewedBefore,
    HoldRenewedByTheSame,
    HoldTooLong,
    HoldWithoutReasons,
    OrderByOne,
    Provider,
    ReleasedBecause,
    is_due,
    release_hold,
    renew_hold,
)
from habeas.money import AmountNotPositive, CurrenciesDiffer, Money
from tests.factories.claims import ANA, BEN, a_claim, a_hold
from tests.factories.money import DAY, HOUR, NOW, usd

SECOND = timedelta(seconds=1)
WORDS = "The bank answers in May."


class TestClaim:
    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"amount": usd(501)}, ClaimBeyondTransaction),
            ({"claimant": "fred "}, ClaimByMember),
            ({"claimant": "  "}, ClaimByNobody),
            ({"kind": ClaimKind.AUTHORITY_ORDER, "reference": " "}, OrderWithoutReference),
            ({"amount": Money(5, "EUR")}, CurrenciesDiffer),
        ],
    )
    def test_is_refused_where_no_third_party_could_have_it(
        self, changes: dict[str, object], error: type[Exception]
    ) -> None:
        """FUND-4."""
        with pytest.raises(error):
            a_claim(**changes)

    def test_of_an_authority_needs_no_transaction(self) -> None:
        order = a_claim(kind=ClaimKind.AUTHORITY_ORDER, claimant="court", transaction=None)

        assert order.is_open

    def test_is_decided_once(self) -> None:
        closed = close_claim(a_claim(), upheld=True, now=NOW)

        assert (closed.upheld, closed.is_open) == (True, False)
        with pytest.raises(ClaimClosed, match="c1 was closed"):
            close_claim(closed, upheld=False, now=NOW)


class TestPlaceHold:
    def test_ends_when_it_was_told_and_never_later_than_its_first_term(self) -> None:
        """FUND-4."""
        assert a_hold(until=NOW + 5 * DAY).release_at == NOW + 5 * DAY
        assert a_hold(until=NOW + 60 * DAY).release_at == NOW + 14 * DAY
        with pytest.raises(HoldEndsBeforeItStarts):
            a_hold(until=NOW)

    def test_lasts_14_days(self) -> None:
        """FUND-4."""
        hold = a_hold()

        assert hold.release_at == NOW + 14 * DAY
        assert hold.in_force(NOW + 14 * DAY - SECOND)
        assert not hold.in_force(NOW + 14 * DAY)
        assert hold.left == usd(200)

    @pytest.mark.parametrize(
        ("changes", "error", "words"),
        [
            ({"amount": usd(301)}, HoldBeyondClaim, "amount: 3.01 USD is more than the 3.00 USD that c1 claims"),
            ({"available": usd(199)}, HoldBeyondBalance, "more than the 1.99 USD that fred has available"),
            ({"amount": usd(0)}, AmountNotPositive, "/amount/amount wants more than nothing"),
            ({"amount": Money(5, "EUR")}, CurrenciesDiffer, "wants USD, got EUR"),
            ({"member": "gil"}, HoldOfAnother, "c1 runs against fred, not against gil"),
            ({"by": MACHINE}, HoldByMachine, "machine is no person"),
            ({"by": Actor("ana", ActorKind.API_KEY)}, HoldByMachine, "a named person decides"),
            ({"because": " "}, HoldWithoutReasons, "say in words"),
            ({"claim": close_claim(a_claim(), upheld=True, now=NOW)}, ClaimClosed, "claim: c1 was closed"),
        ],
    )
    def test_refuses_what_no_claim_carries(
        self, changes: dict[str, object], error: type[Exception], words: str
    ) -> None:
        """FUND-3, FUND-4."""
        with pytest.raises(error, match=words):
            a_hold(**changes)  # type: ignore[arg-type]  # one of a table

    def test_refuses_what_the_provider_may_not_keep(self) -> None:
        """FUND-6."""
        ten_days = Provider(name="Paywell", longest=20 * DAY)
        with pytest.raises(HoldTooLong, match="the last that Paywell allows"):
            a_hold(provider=ten_days)

        assert a_hold(provider=Provider(name="Paywell", longest=90 * DAY)).latest == NOW + 80 * DAY
        assert a_hold(provider=Provider(name="Paywell", longest=730 * DAY)).latest == NOW + 90 * DAY


class TestRenewHold:
    def test_prolongs_it_once_by_a_second_person_up_to_90_days(self) -> None:
        renewed = renew_hold(a_hold(), claim=a_claim(), until=NOW + 90 * DAY, by=BEN, because=WORDS, now=NOW + 13 * DAY)

        assert renewed.release_at == NOW + 90 * DAY
        assert renewed.renewal is not None
        assert renewed.renewal.from_date == NOW + 14 * DAY
        with pytest.raises(HoldRenewedBefore, match="by ben; a hold is renewed once"):
            renew_hold(renewed, claim=a_claim(), until=NOW + 91 * DAY, by=ANA, because=WORDS, now=NOW + 20 * DAY)

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"by": ANA}, HoldRenewedByTheSame),
            ({"by": MACHINE}, HoldByMachine),
            ({"because": ""}, HoldWithoutReasons),
            ({"until": NOW + 90 * DAY + SECOND}, HoldTooLong),
            ({"until": NOW + 14 * DAY}, HoldEndsBeforeItStarts),
            ({"now": NOW + 14 * DAY}, HoldReleasedBefore),
            ({"claim": close_claim(a_claim(), upheld=True, now=NOW)}, ClaimClosed),
        ],
    )
    def test_refuses_anything_else(self, changes: dict[str, object], error: type[Exception]) -> None:
        usual: dict[str, object] = {
            "claim": a_claim(),
            "until": NOW + 20 * DAY,
            "by": BEN,
            "because": WORDS,
            "now": NOW + HOUR,
        }
        with pytest.raises(error):
            renew_hold(a_hold(), **(usual | changes))  # type: ignore[arg-type]  # one of a table


class TestReleaseHold:
    def test_frees_the_money_once(self) -> None:
        released = release_hold(a_hold(), because=ReleasedBecause.LIFTED, now=NOW + DAY)

        assert not released.in_force(NOW + DAY)
        assert not is_due(released, now=NOW + 20 * DAY)
        with pytest.raises(HoldReleasedBefore, match=r"h1 was released at 2026-03-03.*lifted"):
            release_hold(released, because=ReleasedBecause.TIME, now=NOW + 14 * DAY)
        with pytest.raises(HoldReleasedBefore):
            renew_hold(released, claim=a_claim(), until=NOW + 20 * DAY, by=BEN, because=WORDS, now=NOW + 2 * DAY)

    def test_is_due_at_its_date(self) -> None:
        assert not is_due(a_hold(), now=NOW + 14 * DAY - SECOND)
        assert is_due(a_hold(), now=NOW + 14 * DAY)


class TestOneContract:
    def test_is_held_for_no_more_than_it_paid_and_an_order_is_about_none(self) -> None:
        """FUND-4: the same money does not wait twice."""
        assert a_hold(others=OtherHolds(taken=300)).amount == usd(200)
        with pytest.raises(HoldBeyondContract, match=r"2\.00 USD is more than the 1\.99 USD that other holds leave"):
            a_hold(others=OtherHolds(taken=301))

        order = a_claim(kind=ClaimKind.AUTHORITY_ORDER, transaction=None)
        assert a_hold(claim=order, others=OtherHolds(taken=301)).amount == usd(200)

    def test_lets_its_money_wait_90_days_in_all_whatever_the_claims(self) -> None:
        """FUND-4."""
        since = NOW - 80 * DAY
        made = a_hold(others=OtherHolds(since=since, ended_by=frozenset({"ben"})))
        assert (made.release_at, made.latest) == (since + 90 * DAY, since + 90 * DAY)
        with pytest.raises(ContractHeldTooLong, match="no claim about it lets any wait after 2026-03-02"):
            a_hold(others=OtherHolds(since=NOW - 90 * DAY))

    def test_waits_again_by_a_second_person_alone(self) -> None:
        """FUND-7."""
        others = OtherHolds(since=NOW - 20 * DAY, ended_by=frozenset({"ana"}))
        with pytest.raises(ContractHeldBySame, match="let a second person do so now"):
            a_hold(others=others)
        assert a_hold(others=others, by=BEN).release_at == NOW + 14 * DAY

    def test_is_none_of_an_order_for_which_a_second_person_lets_money_wait(self) -> None:
        """FUND-7."""
        order = a_claim(kind=ClaimKind.AUTHORITY_ORDER, transaction=None, recorded_by="ana")
        with pytest.raises(OrderByOne, match="a second person reads it"):
            a_hold(claim=order)
        assert a_hold(claim=order, by=BEN).by == BEN
