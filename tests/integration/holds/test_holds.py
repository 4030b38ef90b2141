"""Holds in the database: placed by a person for a claim, told to the host, ended by the clock alone, freed once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from habeas.domain.actors import MACHINE, Actor
from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.contracts import ContractHeldBySame, ContractHeldTooLong, HoldBeyondContract
from habeas.domain.holds.hold import (
    HoldBeyondBalance,
    HoldBeyondClaim,
    HoldByMachine,
    HoldRenewedByTheSame,
    HoldTooLong,
    Provider,
    ReleasedBecause,
)
from habeas.domain.holds.reasons import MoneyReasonsAreBoilerplate, MoneyReasonsTooShort
from habeas.server.audit.queries import get_entry, get_size
from habeas.server.deadlines.models import Deadline
from habeas.server.events.incoming import IncomingEvent
from habeas.server.holds.models import Claim, Hold, Instruction
from habeas.server.holds.operations import CLOCK
from habeas.server.holds.queries import get_hold, list_claims, list_holds, list_overdue
from habeas.server.journal.models import Fact
from habeas.server.journal.queries import list_balances, list_unbalanced
from habeas.server.leases import Lease
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Message
from habeas.server.parties.keys import read_keys
from habeas.server.usecases.decide_claim import decide_claim
from habeas.server.usecases.deduct_from_hold import deduct_from_hold
from habeas.server.usecases.give_instructions import BY_WEBHOOK, give_instructions
from habeas.server.usecases.meet_deadlines import meet_deadlines
from habeas.server.usecases.place_hold import ClaimHeldBefore, NoSuchClaim
from habeas.server.usecases.record_claim import record_claim
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.usecases.release_hold import release_hold
from habeas.server.usecases.renew_hold import NoSuchHold, renew_hold
from habeas.server.worker.acts import ACTS
from tests.factories.casework import work
from tests.factories.claims import ANA, BEN, an_item
from tests.factories.enforcement import disputed, milestone, paid, placed, the_claim
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, HOUR, said, usd

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
LEASE = Lease(worker="w", until=NOW + 2 * DAY)


@pytest.fixture(autouse=True)
def _market() -> None:
    open_market()
    register_endpoint(url="https://host.example", types=WebhookType.values, by="Kim", now=NOW)
    send(*paid(), disputed())


def disputed_with(member: str, contract: str) -> list[IncomingEvent]:
    """Return a payment to a member and the dispute about it."""
    usual: dict[str, Any] = {"contract": contract, "milestone": "m1", "amount": said(500)}
    return [
        event("contract.started", contract=contract, client="cleo", freelancer=member),
        event("milestone.funded", at=NOW - 2 * DAY, **usual),
        event("milestone.released", at=NOW - 2 * DAY, **usual),
        event("dispute.opened", at=NOW - DAY, dispute=f"d-{contract}", contract=contract, amount=said(300)),
    ]


def money() -> tuple[int, int]:
    """Return what Fred has available and held."""
    balances = list_balances("fred", is_test=False)["USD"]
    return balances.available.amount, balances.held.amount


def told(kind: WebhookType) -> list[Message]:
    return list(Message.objects.filter(type=kind))


def actions() -> list[str]:
    return [get_entry(index).action for index in range(get_size()) if get_entry(index).subject.startswith("hold:")]


def pass_time(until: timedelta) -> None:
    """Let a worker do what is due, and nobody else anything."""
    now = NOW + until
    while meet_deadlines(acts=ACTS, lease=Lease(worker="w", until=now + HOUR), now=now, most=50):
        pass


class TestClaims:
    def test_are_kept_as_events_tell_of_them_once(self) -> None:
        send(event("dispute.opened", dispute="d1", contract="k1", amount=said(30_000), event_id="again"))

        [claim] = list_claims(is_test=False, most=9, is_open=True, member="fred")
        assert (claim["kind"], claim["claimant"], claim["reference"]) == ("dispute", "cleo", "d1")
        assert (claim["amount"], claim["transaction"]) == (said(30_000), said(50_000))

    def test_for_more_than_was_paid_are_refused_with_the_field(self) -> None:
        [answer] = send(event("refund.requested", contract="k1", member="cleo", refund="r1", amount=said(50_001)))

        assert answer.problem is not None
        assert answer.problem["errors"][0]["field"] == "/data/amount"
        assert "claim no more than that" in answer.problem["detail"]
        assert Claim.objects.count() == 1

    def test_wait_for_the_payment_that_they_are_about(self) -> None:
        claims = event("chargeback.opened", contract="k2", chargeback="c1", amount=said(100))
        send(claims)
        assert Claim.objects.count() == 1

        usual: dict[str, Any] = {"contract": "k2", "milestone": "m1", "amount": said(100)}
        send(
            event("contract.started", contract="k2", client="carl", freelancer="fred"),
            event("milestone.funded", at=NOW - HOUR, **usual),
            event("milestone.released", at=NOW - HOUR, **usual),
        )
        assert Claim.objects.filter(kind="chargeback", owner__party="fred").count() == 1

    def test_about_one_contract_let_no_more_wait_than_it_paid(self) -> None:
        """FUND-4: the same money does not wait twice."""
        send(event("chargeback.opened", contract="k1", chargeback="c1", amount=said(50_000)))
        dispute, chargeback = (Claim.objects.get(kind=kind).id for kind in ("dispute", "chargeback"))
        more: dict[str, Any] = {"contract": "k2", "milestone": "m1", "amount": said(50_000)}
        send(
            event("contract.started", contract="k2", client="carl", freelancer="fred"),
            event("milestone.funded", at=NOW - HOUR, **more),
            event("milestone.released", at=NOW - HOUR, **more),
        )
        placed(claim=dispute, amount=30_000)
        with pytest.raises(HoldBeyondContract, match=r"is more than the 200\.00 USD that other holds leave"):
            placed(claim=chargeback, amount=20_001)
        assert placed(claim=chargeback, amount=20_000)["amount"] == said(20_000)

    def test_that_are_rejected_free_what_waits_for_them(self) -> None:
        placed()
        send(event("dispute.resolved", dispute="d1", contract="k1", outcome="rejected"), now=NOW + DAY)

        [hold] = list_holds(is_test=False, now=NOW + DAY, most=9)
        assert hold["released_because"] == "claim_rejected"
        assert money() == (50_000, 0)

    def test_that_are_upheld_let_it_wait_for_a_decision_till_its_date(self) -> None:
        placed()
        send(event("dispute.resolved", dispute="d1", contract="k1", outcome="upheld"), now=NOW + DAY)

        assert the_claim().upheld
        assert money() == (30_000, 20_000)

    def test_free_what_waits_where_a_later_word_rejects_what_was_upheld(self) -> None:
        placed()
        send(event("dispute.resolved", dispute="d1", contract="k1", outcome="upheld", at=NOW + HOUR), now=NOW + DAY)
        later = NOW + 2 * DAY
        send(event("dispute.resolved", dispute="d1", contract="k1", outcome="rejected", at=later), now=later)
        earlier = event("dispute.resolved", dispute="d1", contract="k1", outcome="upheld", at=NOW + 2 * HOUR)
        send(earlier, now=later + HOUR)

        assert the_claim().upheld is False
        assert money() == (50_000, 0)

    def test_close_whatever_was_given_back_meanwhile(self) -> None:
        """FUND-4: what waits for a claim that fell is free, though less is there than was claimed."""
        placed()
        back = milestone("refunded", 25_000, at=NOW + HOUR, member="fred")
        fell = event("dispute.resolved", dispute="d1", contract="k1", outcome="rejected", at=NOW + HOUR)
        answers = send(back, fell, now=NOW + DAY)

        assert [one.problem for one in answers] == [None, None]
        assert (the_claim().upheld, the_claim().closed_at) == (False, NOW + HOUR)
        assert money() == (25_000, 0)

    def test_let_nothing_wait_once_all_was_given_back(self) -> None:
        placed()
        send(milestone("refunded", 50_000, at=NOW + HOUR, member="fred"), now=NOW + DAY)

        [hold] = list_holds(is_test=False, now=NOW + DAY, most=9)
        assert hold["released_because"] == "claim_withdrawn"
        assert list_balances("fred", is_test=False) == {}

    def test_are_not_upheld_by_a_word_that_is_not_known(self) -> None:
        placed()
        [answer] = send(event("dispute.resolved", dispute="d1", contract="k1", outcome="settled"), now=NOW + DAY)

        assert answer.problem is not None
        assert answer.problem["errors"][0]["field"] == "/data/outcome"
        assert "the claim is closed and not upheld" in answer.problem["detail"]
        assert (the_claim().upheld, money()) == (False, (50_000, 0))

    def test_are_none_by_a_dispute_that_the_member_opened(self) -> None:
        send(event("dispute.opened", dispute="d2", contract="k1", member="fred"))

        assert Claim.objects.count() == 1

    def test_that_had_fallen_before_a_person_upheld_them_fall_when_that_is_heard(self) -> None:
        placed()
        decide_claim(claim=the_claim().id, upheld=True, by="ben", is_test=False, now=NOW + 2 * DAY)
        fell = event("dispute.resolved", dispute="d1", contract="k1", outcome="rejected", at=NOW + DAY)
        send(fell, now=NOW + 3 * DAY)

        assert (the_claim().upheld, the_claim().closed_at) == (False, NOW + DAY)
        assert money() == (50_000, 0)

    def test_about_one_contract_let_its_money_wait_no_longer_than_90_days_in_all(self) -> None:
        """FUND-4, FUND-7: told by events or written down by hand."""
        usual: dict[str, Any] = {"member": "fred", "claimant": "cleo", "amount": usd(30_000), "is_test": False}
        again = record_claim(kind=ClaimKind.DISPUTE, reference="d1-again", contract="k1", by="ana", now=NOW, **usual)
        placed(claim=Claim.objects.get(reference="d1").id, amount=30_000)
        later: dict[str, Any] = {"claim": again["id"], "provider": Provider(name="Paywell"), "amount": 30_000}
        later["because"] = "Cleo says so of the third page, too."
        work(now=NOW + 14 * DAY)

        with pytest.raises(ContractHeldBySame):
            placed(now=NOW + 80 * DAY, **later)
        with pytest.raises(ContractHeldTooLong):
            placed(now=NOW + 90 * DAY, by=BEN, **later)
        assert placed(now=NOW + 80 * DAY, by=BEN, **later)["release_at"] == (NOW + 90 * DAY).isoformat()


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize(
    "act",
    [
        lambda _: decide_claim(claim=the_claim().id, upheld=False, by="ben", is_test=False, now=NOW),
        lambda hold: renew_hold(
            hold=hold, until=NOW + 20 * DAY, by=BEN, because="The bank still asks for papers.", is_test=False, now=NOW
        ),
        lambda hold: release_hold(hold=hold, because=ReleasedBecause.LIFTED, by="ben", now=NOW),
    ],
)
def test_locks_the_member_before_claim_and_hold_as_events_do(act: Callable[[str], object]) -> None:
    """Nobody waits for who waits for them."""
    hold = placed()["id"]
    with CaptureQueriesContext(connection) as asked:
        act(hold)

    locks = [one["sql"] for one in asked if one["sql"].startswith("SELECT") and " FOR " in one["sql"]]
    assert '"parties_member"' in locks[0]


class TestPlaceHold:
    def test_books_it_tells_the_host_and_records_it(self) -> None:
        """FUND-3."""
        hold = placed()

        assert money() == (30_000, 20_000)
        assert hold["release_at"] == (NOW + 14 * DAY).isoformat()
        give_instructions(provider=BY_WEBHOOK, lease=LEASE, now=NOW, most=9)
        [message] = told(WebhookType.HOLD_PLACED)
        [instruction] = told(WebhookType.PAYOUT_INSTRUCTED)
        assert message.payload == hold == get_hold(hold["id"], is_test=False)
        assert instruction.payload["action"] == "keep"
        assert instruction.payload["idempotency_key"] == Instruction.objects.get().key
        assert actions() == ["hold.placed"]
        assert list_unbalanced() == []

    def test_keeps_its_reasons_under_the_members_key(self) -> None:
        hold = Hold.objects.get(id=placed()["id"])

        opened = read_keys(["fred"]).open("fred", bytes(hold.sealed_because)).decode()
        assert opened == "Cleo says that the second page was never delivered."
        assert opened.encode() not in bytes(hold.sealed_because)

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"amount": 30_001}, HoldBeyondClaim),
            ({"by": MACHINE}, HoldByMachine),
            ({"provider": Provider(name="Paywell", longest=30 * DAY)}, HoldTooLong),
            ({"claim": "clm_none"}, NoSuchClaim),
        ],
    )
    def test_refuses_what_no_claim_carries_and_books_nothing(
        self, changes: dict[str, object], error: type[Exception]
    ) -> None:
        with pytest.raises(error):
            placed(**changes)  # type: ignore[arg-type]  # one of a table

        assert money() == (50_000, 0)
        assert not told(WebhookType.HOLD_PLACED)

    def test_refuses_reasons_that_say_nothing_of_this_claim(self) -> None:
        """DSA17-3e, P2B11-2: what three other members were told word for word is about nobody."""
        with pytest.raises(MoneyReasonsTooShort, match=r"because: the reasons have 10 letters, .* say what happened"):
            placed(because=" Disputed  \n. ")
        others = ("gina", "hugo", "iris")
        send(*(one for number, member in enumerate(others) for one in disputed_with(member, f"k{number + 7}")))
        for member in others:
            placed(claim=Claim.objects.get(owner__party=member).id, amount=300)

        fred = Claim.objects.get(owner__party="fred").id
        with pytest.raises(MoneyReasonsAreBoilerplate, match="because: you gave the same reasons to 3 other members"):
            placed(claim=fred)
        assert money() == (50_000, 0)
        hold = placed(claim=fred, by=Actor("eva"))["id"]
        until, words = NOW + 60 * DAY, "The bank asks for more papers."
        for row in Hold.objects.exclude(id=hold):
            renew_hold(hold=row.id, until=until, by=BEN, because=words, is_test=False, now=NOW + DAY)
            decide_claim(claim=row.claim_id, upheld=True, by="ben", is_test=False, now=NOW + DAY)
            self.deduct(row.id)
        with pytest.raises(MoneyReasonsAreBoilerplate, match="because: "):
            renew_hold(hold=hold, until=until, by=BEN, because=words, is_test=False, now=NOW + DAY)
        renew_hold(hold=hold, until=until, by=ANA, because=words, is_test=False, now=NOW + DAY)
        decide_claim(claim=fred, upheld=True, by="ben", is_test=False, now=NOW + DAY)
        with pytest.raises(MoneyReasonsAreBoilerplate, match="items/0/words: "):
            self.deduct(hold)

    def deduct(self, hold: str) -> None:
        deduct_from_hold(hold=hold, items=[an_item()], by=ANA, approved_by=BEN, is_test=False, now=NOW + DAY)

    def test_refuses_more_than_is_there(self) -> None:
        send(event("payout.scheduled", payout="p1", member="fred", amount=said(40_000)))

        with pytest.raises(HoldBeyondBalance, match=r"amount: 200.00 USD is more than the 100.00 USD that fred has"):
            placed()

    def test_refuses_a_second_hold_for_one_claim(self) -> None:
        hold = placed()
        release_hold(hold=hold["id"], because=ReleasedBecause.LIFTED, by="ben", now=NOW + DAY)

        with pytest.raises(ClaimHeldBefore, match="a claim bears one hold"):
            placed(now=NOW + 2 * DAY)

    def test_is_held_to_its_claim_by_the_database_too(self) -> None:
        placed()
        for change in ({"amount": 30_001}, {"currency": "EUR"}, {"release_at": NOW + 91 * DAY}, {"by": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Hold.objects.update(**change)


class TestRenewHold:
    def test_lets_it_run_on_by_a_second_person(self) -> None:
        hold = placed()
        renewed = renew_hold(
            hold=hold["id"],
            until=NOW + 60 * DAY,
            by=BEN,
            because="The bank asks for more of the papers.",
            is_test=False,
            now=NOW + DAY,
        )

        assert (renewed["release_at"], renewed["renewed_by"]) == ((NOW + 60 * DAY).isoformat(), "ben")
        assert [one.payload for one in told(WebhookType.HOLD_RENEWED)] == [renewed]
        pass_time(59 * DAY)
        assert money() == (30_000, 20_000)
        pass_time(60 * DAY)
        assert money() == (50_000, 0)
        assert actions() == ["hold.placed", "hold.renewed", "deadline.warned", "hold.released"]

    def test_refuses_the_same_person_and_what_is_not_there(self) -> None:
        hold = placed()
        with pytest.raises(HoldRenewedByTheSame):
            renew_hold(hold=hold["id"], until=NOW + 60 * DAY, by=ANA, because="x", is_test=False, now=NOW + DAY)
        with pytest.raises(NoSuchHold):
            renew_hold(hold="hld_none", until=NOW + 60 * DAY, by=BEN, because="x", is_test=False, now=NOW + DAY)


class TestReleaseHold:
    def test_frees_the_money_once_and_tells_the_host(self) -> None:
        hold = placed()
        give_instructions(provider=BY_WEBHOOK, lease=LEASE, now=NOW, most=9)

        assert release_hold(hold=hold["id"], because=ReleasedBecause.LIFTED, by="ben", now=NOW + DAY)
        give_instructions(provider=BY_WEBHOOK, lease=LEASE, now=NOW + DAY, most=9)
        assert not release_hold(hold=hold["id"], because=ReleasedBecause.LIFTED, by="ben", now=NOW + DAY)
        assert money() == (50_000, 0)
        [message] = told(WebhookType.HOLD_RELEASED)
        assert message.payload["released_because"] == "lifted"
        assert [one.payload["action"] for one in told(WebhookType.PAYOUT_INSTRUCTED)] == ["keep", "let_go"]
        assert Fact.objects.filter(kind="let_go").count() == 1
        assert not Deadline.objects.filter(kind="release_hold", done_at=None).exists()

    def test_by_the_clock_waits_for_its_date(self) -> None:
        hold = placed()

        assert not release_hold(hold=hold["id"], because=ReleasedBecause.TIME, by=CLOCK, now=NOW + 14 * DAY - SECOND)
        assert list_overdue(before=NOW + 15 * DAY, most=9) == [hold["id"]]
        assert list_overdue(before=NOW + 14 * DAY, most=9) == []

    def test_happens_by_itself_with_nobody_doing_anything(self) -> None:
        """FUND-4: time travel."""
        placed()

        pass_time(14 * DAY - SECOND)
        assert money() == (30_000, 20_000)
        pass_time(14 * DAY)
        assert money() == (50_000, 0)
        [hold] = list_holds(is_test=False, now=NOW + 14 * DAY, most=9, in_force=False)
        assert (hold["released_because"], hold["released_at"]) == ("time", (NOW + 14 * DAY).isoformat())
        assert list_holds(is_test=False, now=NOW + 14 * DAY, most=9, in_force=True, member="fred") == []
