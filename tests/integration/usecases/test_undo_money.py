"""What an overturned suspension did to money is undone once, whatever crashes, and as soon as it was overturned."""

from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from habeas.domain.appeals.reversal import EffectKind
from habeas.server.adapters.payments import RememberingProvider
from habeas.server.appeals.models import Remedy, ReversalStep
from habeas.server.deadlines.models import Deadline
from habeas.server.holds.models import Claim, ContractStop, Hold, Instruction, Loss, Payment, PaymentLoss
from habeas.server.holds.queries import list_losses
from habeas.server.holds.reporting import get_money_report, report_as_json
from habeas.server.holds.standing import get_money
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.journal.queries import list_balances, list_unbalanced
from habeas.server.leases import Lease
from habeas.server.notices.models import Notice
from habeas.server.notices.queries import list_sent
from habeas.server.outbox.models import Message
from habeas.server.parties.keys import read_keys
from habeas.server.recourse.money import undo_money
from habeas.server.usecases.carry_out_appeal import carry_out_appeal, do_step
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.give_instructions import give_instructions
from tests.factories.casework import DAY, HOUR, a_verdict, appealed, listen, sanction_in_force, work
from tests.factories.market import NOW, event, open_market, send, started
from tests.factories.money import said
from tests.factories.plans import frozen_by_law, stops
from tests.factories.visitors import Visitor
from tests.integration.holds.test_crashes import PowerCut, cut_at

pytestmark = pytest.mark.django_db

LATER = NOW + 2 * DAY
MOST_STATEMENTS = 120
LEASE = Lease("one", NOW + HOUR)


def earn() -> None:
    """Let Ana earn $80 of Bob under k1, who disputes $30 of it, and let Carl put $50 into another contract of hers."""
    told: dict[str, Any] = {"contract": "k1", "milestone": "m1", "amount": said(8_000)}
    earlier = NOW - 9 * DAY
    send(
        started(at=NOW - 30 * DAY),
        started(at=NOW - 30 * DAY, contract="k2", client="carl"),
        event("milestone.funded", at=earlier, **told),
        event("milestone.released", at=earlier, **told),
        event("milestone.funded", at=earlier, contract="k2", milestone="m1", amount=said(5_000)),
        event("dispute.opened", at=NOW - DAY, dispute="d1", contract="k1", amount=said(3_000)),
    )


def plan() -> dict[str, Any]:
    """Return that the disputed $30 wait, $50 are paid now, $50 of Carl's for work in ten days, and k2 rests."""
    claim, at = Claim.objects.get().id, (NOW + 10 * DAY).isoformat()
    waits = {"amount": said(3_000), "answer": "hold", "claim": claim, "because": "Bob says that a page is missing"}
    paid = {"amount": said(5_000), "answer": "pay_now"}
    later = {"amount": said(5_000), "answer": "pay_on", "at": at, "because": "the work rests until then"}
    rests = rests_for(6)
    amounts = [{"id": "balance:USD", "parts": [waits, paid]}, {"id": "k2/m1", "parts": [later]}]
    return {"amounts": amounts, "contracts": [rests]}


def decided_for_ana(sanction: str) -> str:
    """Return an appeal that was decided for Ana, before anything was undone."""
    made = appealed(sanction, now=NOW + HOUR)
    cleo = actor_of(Staff.objects.get(name="cleo").pk)
    decide_appeal(appeal=made, verdict=a_verdict(), by=cleo, is_test=False, now=LATER)
    return made


@pytest.fixture
def appeal() -> str:
    """Return an appeal that was decided for Ana, before anything was undone."""
    open_market()
    listen()
    earn()
    return decided_for_ana(sanction_in_force(now=NOW, money=plan()))


def standing() -> tuple[int, ...]:
    """Return what is held, and how many rows say that something was undone."""
    return (
        list_balances("ana", is_test=False)["USD"].held.amount,
        Hold.objects.exclude(released_at=None).count(),
        Loss.objects.count(),
        Instruction.objects.filter(action="let_go").count(),
        Payment.objects.exclude(dropped_at=None).count(),
        ContractStop.objects.exclude(over_at=None).count(),
        Notice.objects.filter(kind="contract_resumed").count(),
    )


def reported() -> dict[str, tuple[int, int]]:
    """Return how much waited wrongly and what is owed for it, by ground, as the report about money says."""
    [month] = report_as_json(get_money_report(is_test=False, months=1, now=LATER))["months"]
    assert month["waited_wrongly"] <= month["waited"]
    return {one["ground"]: (one["waited"], one["owed"]) for one in month["wrongly"]}


def written_down() -> tuple[int, int]:
    """Return how much Ana missed, and is owed, as her page and the remedy say, which say the same."""
    told = get_money("ana", is_test=False, now=LATER)["losses"]
    by_id = {one["about"]: one for one in told}
    assert {one["about"]: one for one in Remedy.objects.get().money} == by_id
    return sum(one["money_days"] for one in told), sum(one["owed"]["amount"] for one in told)


class TestUndoMoney:
    def test_frees_drops_what_was_planned_and_lets_contracts_go_on_at_once(self, appeal: str) -> None:
        """FUND-8."""
        assert standing() == (3_000, 0, 0, 0, 0, 0, 0)
        carry_out_appeal(appeal=appeal, is_test=False, now=LATER)

        assert standing() == (0, 1, 1, 1, 1, 1, 1)
        loss, payment = Loss.objects.get(), Payment.objects.get(milestone="")
        assert (loss.amount, loss.until - loss.since, loss.owed) == (3_000, 2 * DAY, 2)
        assert (payment.asked, payment.asked_at) == (5_000, NOW)
        waiting = Deadline.objects.filter(kind__in=["release_hold", "ask_payment", "end_pause"], done_at=None)
        assert not waiting.exists()
        assert list_unbalanced() == []

    def test_pays_at_once_what_a_plan_from_before_let_a_balance_wait_for(self) -> None:
        """FUND-8: no plan dates a balance any more; one that did is undone whole."""
        open_market()
        listen()
        earn()
        with frozen_by_law("ana", now=NOW):
            sanction = sanction_in_force(now=NOW, money=plan())
            Payment.objects.filter(milestone="").update(due_at=NOW + 10 * DAY)
        carry_out_appeal(appeal=decided_for_ana(sanction), is_test=False, now=LATER)

        loss = PaymentLoss.objects.get()
        assert (loss.amount, loss.until - loss.since, loss.owed) == (5_000, 2 * DAY, 3)
        [told_of] = [one for one in get_money("ana", is_test=False, now=LATER)["losses"] if one["about"] == loss.pk]
        assert told_of["money_days"] == 10_000
        assert reported() == {"dispute": (6_000, 2), "paid_later": (10_000, 3)}
        assert written_down() == (16_000, 5)
        payment = Payment.objects.get(milestone="")
        assert (payment.asked, payment.asked_at) == (5_000, LATER)
        told = [one.statement for one in list_sent("ana") if one.kind.startswith("money_changed")]
        words = " ".join(part["text"] for section in told[0]["sections"] for part in section["paragraphs"])
        assert "50.00 USD is paid to you on 12 March 2026. 50.00 USD of it is paid now." in words

    def test_does_each_step_whole_or_not_at_all_whenever_the_power_goes(self, appeal: str) -> None:
        """FUND-8, invariant 6."""
        kinds = [EffectKind.MONEY_HOLD, EffectKind.CONTRACT_PAUSE, EffectKind.STRIKE]
        steps = ReversalStep.objects.filter(appeal=appeal, effect__in=kinds).order_by("place")
        for key in list(steps.values_list("key", flat=True)):
            before, crashes = standing(), 0
            for statement in range(MOST_STATEMENTS):
                try:
                    with transaction.atomic(), connection.execute_wrapper(cut_at(statement)):
                        do_step(key=key, now=LATER)
                    break
                except PowerCut:
                    crashes += 1
                    assert standing() == before
            assert 5 < crashes < MOST_STATEMENTS - 1
            after = standing()
            assert not do_step(key=key, now=LATER)
            assert standing() == after

        carry_out_appeal(appeal=appeal, is_test=False, now=LATER + DAY)
        assert standing() == (0, 1, 1, 1, 1, 1, 1)
        assert Loss.objects.get().until == LATER


def plan_that_ends() -> dict[str, Any]:
    """Return that Ana is paid now, what Carl put in goes back to him, and k2 ends."""
    back = {"amount": said(5_000), "answer": "refund", "because": "the work cannot go on"}
    ends = stops("k2", "ended", because="its room is where it happened")
    paid = {"amount": said(8_000), "answer": "pay_now"}
    amounts = [{"id": "balance:USD", "parts": [paid]}, {"id": "k2/m1", "parts": [back]}]
    return {"amounts": amounts, "contracts": [ends]}


def words_of(member: str, kind: str) -> list[str]:
    """Return what a member reads in notices of a kind."""
    sent = [one.statement for one in list_sent(member) if one.kind.startswith(kind)]
    return [" ".join(part["text"] for section in one["sections"] for part in section["paragraphs"]) for one in sent]


def then(amount: int, *, days: int = 9) -> dict[str, Any]:
    """Return that so much of Carl's is paid in so many days, once its work is handed in."""
    at = (NOW + days * DAY).isoformat()
    return {"amount": said(amount), "answer": "pay_on", "at": at, "because": "the work is looked for by then"}


def rests_for(days: int) -> dict[str, Any]:
    return stops("k2", "paused", until=NOW + days * DAY, because=f"its room is looked at for {days} days")


class TestUndoWhatWasCarriedOut:
    @pytest.fixture(autouse=True)
    def _market(self) -> None:
        open_market()
        listen()
        earn()

    def test_calls_back_a_refund_that_the_provider_was_not_given(self) -> None:
        """Invariant 6: what was asked for is undone as long as it can be."""
        carry_out_appeal(
            appeal=decided_for_ana(sanction_in_force(now=NOW, money=plan_that_ends())), is_test=False, now=LATER
        )

        payment, asked = Payment.objects.get(action="refund"), Instruction.objects.get(action="refund")
        assert (payment.asked, payment.dropped_at) == (None, LATER)
        assert (asked.done_at, asked.acknowledged_at, asked.attempts) == (LATER, None, 0)
        assert not PaymentLoss.objects.exists()
        [told] = words_of("ana", "money_changed")
        assert "50.00 USD goes back to who put it in on 2 March 2026. This plan does not send it back" in told
        assert words_of("carl", "contract_resumed") == [
            "Your contract “k2” goes on: what we told you before no longer applies."
        ]
        assert give_instructions(provider=(provider := RememberingProvider()), lease=LEASE, now=LATER, most=9) == 1
        assert [one.action for one in provider.done.values()] == ["pay"]

    def test_says_that_a_refund_stands_which_the_provider_was_given_and_what_is_owed_for_it(self) -> None:
        """Invariant 6: nothing is called undone that is not."""
        sanction = sanction_in_force(now=NOW, money=plan_that_ends())
        give_instructions(provider=RememberingProvider(), lease=LEASE, now=NOW, most=9)
        appeal = decided_for_ana(sanction)
        for _ in range(2):
            carry_out_appeal(appeal=appeal, is_test=False, now=LATER)

        loss = PaymentLoss.objects.get()
        assert (loss.amount, loss.until - loss.since, loss.owed) == (5_000, 2 * DAY, 3)
        answer = " ".join(words_of("ana", ""))
        assert "What followed from it is undone. If a part of it cannot be undone, we tell you which one" in answer
        [told] = words_of("ana", "money_changed")
        assert "50.00 USD went back to who put it in on 2 March 2026. That stays so" in told
        assert "We owe you 0.03 USD for the time in which it was missing." in told
        [resumed] = words_of("carl", "contract_resumed")
        assert resumed.startswith("Your contract “k2” goes on: what we told you before no longer applies.")
        assert "50.00 USD of the milestone “m1” went back to who paid it in, on 2 March 2026. That stays so" in resumed
        assert reported() == {"refunded": (10_000, 3)}
        assert written_down() == (10_000, 3)
        with time_machine.travel(LATER, tick=False):
            page = Visitor("ana").read("/portal/money")
        assert "or went back to who paid them in, by decisions that fell" in page
        assert f'<a href="/portal/decisions/{sanction}">Read the decision that fell</a>' in page
        assert "0.03" in page

    def test_pays_on_its_own_date_what_a_plan_had_dated_later(self) -> None:
        """FUND-10: what the marketplace tells of its date since is kept, both sides are told, and nothing is lost."""
        sanction = sanction_in_force(now=NOW, money=plan())
        for _ in range(2):
            told = {"contract": "k2", "milestone": "m1", "due_at": (NOW + DAY).isoformat()}
            send(event("milestone.due", at=NOW + HOUR, **told), now=NOW + HOUR)

        payment = Payment.objects.get(milestone="m1")
        assert (payment.due_at, payment.is_agreed, payment.asked_at) == (NOW + DAY, True, None)
        [mine] = words_of("ana", "money_changed")
        assert "50.00 USD is paid to you on 3 March 2026, sooner than we told you." in mine
        assert "Why: the marketplace told us since that it is owed on that date." in mine
        [theirs] = words_of("carl", "contract_changed")
        assert "50.00 USD of the milestone “m1” is released on 3 March 2026, sooner than we told you." in theirs
        work(now=NOW + DAY)
        payment.refresh_from_db()
        assert (payment.asked, payment.asked_at) == (5_000, NOW + DAY)
        carry_out_appeal(appeal=decided_for_ana(sanction), is_test=False, now=LATER)
        assert reported() == {"dispute": (6_000, 2)}

    def test_pays_at_once_what_was_owed_before_its_date_was_told(self) -> None:
        sanction_in_force(now=NOW, money=plan())
        told = {"contract": "k2", "milestone": "m1", "due_at": (NOW + DAY).isoformat()}
        send(event("milestone.due", at=NOW + HOUR, **told), now=NOW + 2 * DAY)

        payment = Payment.objects.get(milestone="m1")
        assert (payment.asked, payment.asked_at) == (5_000, NOW + 2 * DAY)
        assert (
            "50.00 USD is paid to you on 4 March 2026, sooner than we told you." in words_of("ana", "money_changed")[0]
        )

    def test_owes_who_is_paid_and_nothing_to_the_client_who_has_the_refund(self) -> None:
        """FUND-8: the client is told that it stands, and nothing was missing from them, but from whom they pay."""
        back = [{"amount": said(5_000), "answer": "refund", "because": "the work cannot go on"}]
        answers = {"amounts": [{"id": "k2/m1", "parts": back}], "contracts": [plan_that_ends()["contracts"][0]]}
        sanction = sanction_in_force(now=NOW, member="carl", reviewer="rob", money=answers)
        give_instructions(provider=RememberingProvider(), lease=LEASE, now=NOW, most=9)
        undo_money(sanction, EffectKind.MONEY_HOLD, keys=read_keys(["carl"]), now=LATER)

        [told] = words_of("carl", "money_changed")
        assert "50.00 USD went back to who put it in on 2 March 2026. That stays so" in told
        assert "We owe you" not in told
        assert get_money("carl", is_test=False, now=LATER)["losses"] == list_losses(sanction) == []
        [owed] = get_money("ana", is_test=False, now=LATER)["losses"]
        assert (owed["decision"], owed["money_days"], owed["owed"]) == (None, 10_000, said(3))
        assert reported() == {"refunded": (10_000, 3)}
        [missed] = words_of("ana", "contract_missed")
        assert "50.00 USD of the milestone “m1” of your contract “k2” was missing from you from 2 March 2026" in missed
        assert "We owe you 0.03 USD for the time in which it was missing." in missed
        with time_machine.travel(LATER, tick=False):
            assert "The marketplace owes you this for the time." in Visitor("ana").read("/portal/money")

    @pytest.mark.parametrize("about", ["ana", "carl"])
    def test_owes_who_is_paid_for_work_that_a_plan_paid_later_than_its_own_date(self, about: str) -> None:
        """FUND-8: its date was told too late to be kept. Whoever's plan it was, it is told and counted once."""
        paid = {"id": "balance:USD", "parts": [{"amount": said(8_000), "answer": "pay_now"}]}
        dated = [{"id": "k2/m1", "parts": [then(5_000, days=1)]}, *([paid] if about == "ana" else [])]
        answers = {"amounts": dated, "contracts": [rests_for(5)]}
        sanction = sanction_in_force(now=NOW, member=about, reviewer="rob", money=answers)
        about_it = {"contract": "k2", "milestone": "m1"}
        send(event("milestone.submitted", at=NOW + HOUR, **about_it), now=NOW + HOUR)
        work(now=NOW + DAY)
        send(event("milestone.due", at=NOW + HOUR, due_at=NOW.isoformat(), **about_it), now=NOW + 30 * HOUR)
        for _ in range(2):
            undo_money(sanction, EffectKind.MONEY_HOLD, keys=read_keys([about]), now=LATER)

        [owed] = get_money("ana", is_test=False, now=LATER)["losses"]
        assert (owed["money_days"], owed["owed"]) == (5_000, said(2))
        assert len(words_of("ana", "contract_missed")) == {"ana": 0, "carl": 1}[about]
        assert owed["decision"] == {"ana": sanction, "carl": None}[about]
        assert reported() == {"paid_later": (5_000, 2)}

    def test_tells_both_sides_of_a_contract_that_ended_meanwhile_that_it_does_not_come_back_by_itself(self) -> None:
        """Invariant 6."""
        sanction = sanction_in_force(now=NOW, money=plan_that_ends())
        send(event("contract.ended", at=NOW + HOUR, contract="k2"), now=NOW + HOUR)
        carry_out_appeal(appeal=decided_for_ana(sanction), is_test=False, now=LATER)

        for member in ("ana", "carl"):
            [told] = words_of(member, "contract_resumed")
            assert "the contract ended meanwhile, and it does not come back by itself" in told

    def test_lets_no_contract_go_on_that_another_decision_stops(self) -> None:
        """Invariant 6: an overturn undoes what followed from its decision, and nothing else."""
        first = sanction_in_force(now=NOW, money={**plan(), "contracts": [rests_for(6)]})
        theirs = {"id": "k2/m1", "parts": [then(5_000)]}
        answers = {"amounts": [theirs], "contracts": [rests_for(5)]}
        sanction_in_force(now=NOW + HOUR, member="carl", reviewer="rob", money=answers)
        carry_out_appeal(appeal=decided_for_ana(first), is_test=False, now=LATER)

        def instructed() -> list[tuple[str, str]]:
            told = Message.objects.filter(type="contract.instructed").order_by("pk")
            return [(one.payload["fate"], one.payload["until"] or "") for one in told]

        until = (NOW + 5 * DAY).isoformat()
        assert instructed()[2:] == [("paused", until)]
        [told] = words_of("carl", "contract_resumed")
        assert "does not go on yet: one reason why it rests is gone, another one lasts until 7 March 2026" in told
        work(now=NOW + 5 * DAY)
        assert instructed()[3:] == [("goes_on", "")]
        assert not ContractStop.objects.filter(over_at=None).exists()

    def test_ends_a_pause_without_ending_another_one(self) -> None:
        sanction_in_force(now=NOW, money={**plan(), "contracts": [rests_for(3)]})
        theirs = {"id": "k2/m1", "parts": [then(5_000)]}
        answers = {"amounts": [theirs], "contracts": [rests_for(5)]}
        sanction_in_force(now=NOW + HOUR, member="carl", reviewer="rob", money=answers)
        for days in (3, 3, 5):
            work(now=NOW + days * DAY)

        told = Message.objects.filter(type="contract.instructed").order_by("pk")
        assert [one.payload["fate"] for one in told] == ["paused", "paused", "paused", "goes_on"]
