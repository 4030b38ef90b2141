"""What an overturned suspension did to money is undone once, whatever crashes, and as soon as it was overturned."""

from typing import Any

import pytest
from django.db import connection, transaction

from habeas.domain.appeals.reversal import EffectKind
from habeas.server.appeals.models import ReversalStep
from habeas.server.deadlines.models import Deadline
from habeas.server.holds.models import Claim, ContractStop, Hold, Instruction, Loss, Payment
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of
from habeas.server.journal.queries import list_balances, list_unbalanced
from habeas.server.notices.models import Notice
from habeas.server.notices.queries import list_sent
from habeas.server.usecases.carry_out_appeal import carry_out_appeal, do_step
from habeas.server.usecases.decide_appeal import decide_appeal
from tests.factories.casework import DAY, HOUR, a_verdict, appealed, listen, sanction_in_force
from tests.factories.market import NOW, event, open_market, send, started
from tests.factories.money import said
from tests.factories.plans import frozen_by_law
from tests.integration.holds.test_crashes import PowerCut, cut_at

pytestmark = pytest.mark.django_db

LATER = NOW + 2 * DAY
MOST_STATEMENTS = 120


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
    later = {"amount": said(5_000), "answer": "pay_on", "at": at, "because": "the work rests"}
    rests = {"contract": "k2", "fate": "paused", "until": at, "because": "its room is looked at"}
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
