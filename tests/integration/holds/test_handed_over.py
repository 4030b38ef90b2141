"""A contract that another freelancer takes over, and claims that are answered in part: each has what is theirs."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from habeas.domain.holds.claims import ClaimKind
from habeas.server.adapters.payments import RememberingProvider
from habeas.server.decisions.histories import list_running
from habeas.server.holds.models import Claim, Deduction, Hold, Instruction
from habeas.server.holds.queries import list_claims, list_losses
from habeas.server.holds.reporting import get_money_report
from habeas.server.holds.standing import get_money
from habeas.server.journal.earnings import sum_earned
from habeas.server.journal.fees import list_fees
from habeas.server.journal.queries import list_balances, list_unbalanced
from habeas.server.leases import Lease
from habeas.server.notices.models import Notice
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Message
from habeas.server.parties.keys import read_keys
from habeas.server.usecases.decide_claim import decide_claim
from habeas.server.usecases.deduct_from_hold import deduct_from_hold
from habeas.server.usecases.give_instructions import give_instructions
from habeas.server.usecases.record_claim import record_claim
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.usecases.reverse_holds import reverse_holds
from tests.factories.casework import work
from tests.factories.claims import ANA, BEN, an_item
from tests.factories.enforcement import contract, disputed, milestone, paid, placed, the_claim
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, HOUR, said, usd

pytestmark = pytest.mark.django_db

TAKEN_OVER = event("contract.started", at=NOW - 10 * DAY, contract="k1", client="cleo", freelancer="gil")
BETWEEN = (frozenset({"cleo"}), frozenset({"gil"}))
"""The sides of the contract from then on."""


@pytest.fixture(autouse=True)
def _market() -> None:
    open_market()
    register_endpoint(url="https://host.example", types=WebhookType.values, by="Kim", now=NOW)


def money(member: str) -> tuple[int, int, int]:
    """Return what somebody has available, held and deducted."""
    balances = list_balances(member, is_test=False).get("USD")
    return (
        (0, 0, 0) if balances is None else (balances.available.amount, balances.held.amount, balances.deducted.amount)
    )


def told(member: str, kind: str) -> list[str]:
    """Return what somebody reads of a kind, the oldest first."""
    rows = Notice.objects.filter(member=member, kind__startswith=kind).order_by("sent_at", "kind")
    return [json.loads(read_keys([member]).open(member, bytes(row.sealed)))["html"] for row in rows]


def page(member: str) -> dict[str, Any]:
    """Return a member's money page, and check that its lines sum to the journal."""
    shown = dict(get_money(member, is_test=False, now=NOW))
    for balance in shown["balances"]:
        for state in ("available", "held", "in_transit", "paid", "deducted"):
            mine = [one for one in shown["amounts"] if (one["currency"], one["state"]) == (balance["currency"], state)]
            assert sum(one["amount"] for one in mine) == balance[state]
    return shown


class TestHandedOver:
    def test_shows_each_freelancer_what_is_theirs_whenever_it_is_heard(self) -> None:
        """Invariant 7, invariant 10: what was funded before and released after is of who took it over."""
        later = NOW - 5 * DAY
        send(
            contract(),
            milestone("funded", 50_000, at=NOW - 20 * DAY),
            milestone("released", 20_000, at=NOW - 15 * DAY, fee=said(2_000)),
            milestone("released", 10_000, at=later, fee=said(1_000)),
        )
        assert money("fred") == (27_000, 0, 3_000)
        send(TAKEN_OVER)
        send(TAKEN_OVER, contract())

        assert (money("fred"), money("gil")) == ((18_000, 0, 2_000), (9_000, 0, 1_000))
        freds, gils, cleos = (
            {one["contract"]: one for one in page(name)["contracts"]}["k1"] for name in ("fred", "gil", "cleo")
        )
        assert [(one["milestones"][0]["held"], one["milestones"][0]["released"]) for one in (freds, gils, cleos)] == [
            (said(0), said(20_000)),
            (said(20_000), said(10_000)),
            (said(20_000), said(30_000)),
        ]
        assert [one["counterpart"] for one in (freds, gils, cleos)] == ["cleo", "cleo", "gil"]
        running = {name: list_running(name, is_test=False, now=NOW) for name in ("fred", "gil", "cleo")}
        assert {name: [(one.id, one.sides) for one in found] for name, found in running.items()} == {
            "fred": [],
            "gil": [("k1", BETWEEN)],
            "cleo": [("k1", BETWEEN)],
        }
        window: dict[str, Any] = {"is_test": False, "since": NOW - 30 * DAY, "until": NOW}
        assert (sum_earned("fred", **window), sum_earned("gil", **window)) == ({"USD": 18_000}, {"USD": 9_000})
        [fee] = list_fees("fred", **window) or []
        assert fee.amount == 2_000
        assert list_unbalanced() == []

    def test_lets_a_claim_fall_that_turns_out_to_be_about_what_another_was_paid(self) -> None:
        """FUND-4, FUND-5: what waits and what was taken for it is free, and who had it is told."""
        later = NOW - 5 * DAY
        send(contract(), milestone("funded", 50_000, at=NOW - 20 * DAY), milestone("released", 50_000, at=later))
        send(disputed())
        hold = Hold.objects.get(id=placed()["id"])
        send(TAKEN_OVER)
        hold.refresh_from_db()

        assert (money("fred"), money("gil")) == ((0, 0, 0), (50_000, 0, 0))
        assert hold.released_because == "claim_rejected"
        assert "200.00 USD waited did not hold, or was taken back" in told("fred", "money_free")[0]
        theirs = {one["member"]: one for one in list_claims(is_test=False, most=9)}
        assert theirs["fred"]["upheld"] is False
        assert (theirs["gil"]["closed_at"], theirs["gil"]["transaction"]) == (None, said(50_000))
        assert placed(claim=theirs["gil"]["id"], amount=10_000)["member"] == "gil"
        assert (money("gil"), page("gil")["holds"][0]["amount"]) == ((40_000, 10_000, 0), said(10_000))
        upheld = event("dispute.resolved", dispute="d1", contract="k1", outcome="rejected", at=NOW + HOUR)
        send(upheld, now=NOW + HOUR)
        assert (money("fred"), money("gil")) == ((0, 0, 0), (50_000, 0, 0))

    def test_gives_back_what_was_deducted_for_a_claim_about_another(self) -> None:
        """FUND-5, FUND-8."""
        send(
            contract(), milestone("funded", 50_000, at=NOW - 20 * DAY), milestone("released", 50_000, at=NOW - 5 * DAY)
        )
        send(disputed())
        hold, claim = placed()["id"], the_claim().id
        decide_claim(claim=claim, upheld=True, by="ben", is_test=False, now=NOW + HOUR)
        deduct_from_hold(hold=hold, items=[an_item()], by=ANA, approved_by=BEN, is_test=False, now=NOW + HOUR)
        assert money("fred")[2] > 0
        send(TAKEN_OVER, now=NOW + 2 * HOUR)

        assert Deduction.objects.get().restored_at == NOW + 2 * HOUR
        assert (money("fred"), money("gil")) == ((0, 0, 0), (50_000, 0, 0))
        assert len(told("fred", "deduction_restored")) == 1

    def test_lets_a_claim_run_again_where_it_was_about_its_first_owner_after_all(self) -> None:
        """Invariant 10: the last start at an instant counts, however late it is heard."""
        send(
            contract(), milestone("funded", 50_000, at=NOW - 20 * DAY), milestone("released", 50_000, at=NOW - 5 * DAY)
        )
        send(disputed(), TAKEN_OVER)
        assert Claim.objects.get(moved_at=None).owner.party == "gil"
        send(event("contract.started", at=NOW - 6 * DAY, contract="k1", client="cleo", freelancer="fred"))

        [runs] = list_claims(is_test=False, most=9, is_open=True)
        assert (runs["member"], money("fred"), money("gil")) == ("fred", (50_000, 0, 0), (0, 0, 0))
        assert placed(claim=runs["id"])["member"] == "fred"

    def test_keeps_what_a_person_wrote_down_against_who_was_paid(self) -> None:
        send(*paid())
        claim: dict[str, Any] = {"kind": ClaimKind.REFUND_REQUEST, "reference": "r9", "contract": "k1"}
        record_claim(member="fred", claimant="cleo", amount=usd(40_000), by="ben", is_test=False, now=NOW, **claim)
        placed(amount=40_000)
        send(milestone("funded", 9_000, milestone="m2", at=NOW - 3 * DAY), TAKEN_OVER)

        assert money("fred") == (10_000, 40_000, 0)
        send(event("contract.started", at=NOW - 25 * DAY, contract="k1", client="cleo", freelancer="gil"))
        assert (money("fred"), money("gil")) == ((0, 0, 0), (50_000, 0, 0))
        assert (the_claim().upheld, Hold.objects.get().released_because) == (False, "claim_rejected")


class TestAnsweredInPart:
    @pytest.fixture(autouse=True)
    def _held(self) -> None:
        send(*paid(), disputed())
        placed(amount=30_000)

    def test_waits_no_more_for_what_was_given_back_and_is_told(self) -> None:
        """FUND-4: a hold is of no more than is left of its claim, at any time."""
        send(milestone("refunded", 12_000, member="fred", at=NOW + HOUR), now=NOW + HOUR)

        assert money("fred") == (20_000, 18_000, 0)
        assert page("fred")["holds"][0]["amount"] == said(18_000)
        [claim] = list_claims(is_test=False, most=9)
        assert (claim["amount"], claim["left"]) == (said(30_000), said(18_000))
        [part] = told("fred", "money_free")
        assert "120.00 USD of your money no longer waits for a claim" in part
        assert Message.objects.filter(type=WebhookType.HOLD_LESSENED).count() == 1
        send(milestone("refunded", 3_000, at=NOW + 2 * HOUR), now=NOW + 2 * HOUR)
        assert money("fred") == (23_000, 15_000, 0)
        work(now=NOW + 15 * DAY)
        assert (money("fred"), len(told("fred", "money_free"))) == ((38_000, 0, 0), 3)
        provider = RememberingProvider()
        asked = sorted(Instruction.objects.values_list("action", "amount"))
        assert asked == [("keep", 30_000), ("lessen", 3_000), ("lessen", 12_000), ("let_go", 15_000)]
        give_instructions(provider=provider, lease=Lease(worker="w", until=NOW + 20 * DAY), now=NOW + 16 * DAY, most=9)
        assert provider.kept == {}

    def test_owes_for_what_waited_till_it_was_freed_where_the_hold_was_wrong(self) -> None:
        """FUND-8: in the page, the report and what the host is told, over each stretch of time what then waited."""
        freed, undone = NOW + DAY, NOW + 3 * DAY
        send(milestone("refunded", 12_000, member="fred", at=freed), now=freed)
        hold = Hold.objects.get().id
        reverse_holds(decision=hold, yearly_rate=800, by="ben", is_test=False, now=undone)

        [owed] = get_money("fred", is_test=False, now=undone)["losses"]
        assert list_losses(hold) == [owed]
        assert (owed["amount"], owed["money_days"], owed["owed"]) == (said(30_000), 30_000 + 2 * 18_000, said(15))
        assert owed["lessened"] == [{"amount": said(12_000), "at": freed.isoformat()}]
        [month] = get_money_report(is_test=False, months=1, now=undone).months
        assert (month.waited, month.waited_wrongly, month.owed) == (66_000, 66_000, 15)

    def test_waits_for_nothing_once_all_that_was_claimed_came_back(self) -> None:
        send(milestone("refunded", 30_000, at=NOW + HOUR), now=NOW + HOUR)

        assert money("fred") == (50_000, 0, 0)
        assert Hold.objects.get().released_because == "claim_withdrawn"
        assert list_claims(is_test=False, most=9)[0]["left"] == said(0)

    @pytest.mark.parametrize(
        "less",
        [
            event("dispute.opened", dispute="d1", contract="k1", amount=said(4_000), at=NOW + HOUR),
            event(
                "dispute.resolved",
                dispute="d1",
                contract="k1",
                amount=said(4_000),
                outcome="partly_upheld",
                at=NOW + HOUR,
            ),
        ],
        ids=["claimed again for less", "upheld for a part"],
    )
    def test_waits_for_no_more_than_is_claimed_still_or_was_upheld(self, less: Any) -> None:  # noqa: ANN401  # an event
        send(less, now=NOW + HOUR)
        send(less, now=NOW + 2 * HOUR)

        assert money("fred") == (46_000, 4_000, 0)
        assert len(told("fred", "money_free")) == 1

    def test_takes_no_more_than_that(self) -> None:
        """FUND-5: a deduction of a part frees the rest."""
        resolved: dict[str, Any] = {
            "dispute": "d1",
            "contract": "k1",
            "amount": said(25_000),
            "outcome": "partly_upheld",
        }
        send(event("dispute.resolved", at=NOW + HOUR, **resolved), now=NOW + HOUR)
        item = an_item()
        hold = Hold.objects.get().id
        deduct_from_hold(hold=hold, items=[item], by=ANA, approved_by=BEN, is_test=False, now=NOW + 2 * HOUR)

        taken = item.amount.amount
        assert money("fred") == (50_000 - taken, 0, taken)

    @pytest.mark.parametrize("change", [{"lessened": 100}, {"lessened": 30_001}])
    def test_is_held_to_it_by_the_database_too(self, change: dict[str, int]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.update(**change)
