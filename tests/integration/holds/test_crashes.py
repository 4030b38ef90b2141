"""Whatever crashes while money is freed: afterwards it is free once, booked once, told once."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction

from habeas.domain.actors import Actor
from habeas.domain.audit.verification import verify_log
from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.adapters.webhooks import RememberingSender
from habeas.server.appeals.models import Appeal, ReversalStep
from habeas.server.audit.queries import get_entry, get_size, list_recorded
from habeas.server.holds.models import Claim, Hold, Instruction, Loss, Payment
from habeas.server.identity.staff import actor_of
from habeas.server.journal.models import Entry, Fact
from habeas.server.journal.queries import list_balances, list_unbalanced
from habeas.server.notices.models import Notice
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Message
from habeas.server.usecases.assign_appeal import assign_appeal
from habeas.server.usecases.decide_appeal import decide_appeal
from habeas.server.usecases.file_appeal import Paper, file_appeal
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.usecases.release_hold import release_hold
from habeas.server.worker.rounds import now_in_utc
from tests.factories.casework import HOUR, appealed, hire, listen, own_reasons, own_verdict, sanction_in_force
from tests.factories.claims import ANA
from tests.factories.enforcement import disputed, paid, placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, said, usd
from tests.factories.plans import part
from tests.integration.worker.test_faults import time_passes, wait_until_it_works, work_off, worker, worker_process

LONG_AGO = now_in_utc() - 15 * DAY
HOLDS = 4
MOST_STATEMENTS = 60


class PowerCut(Exception):
    """The machine is gone."""


def cut_at(statement: int) -> Callable[..., Any]:
    """Return what lets so many statements be run, and then no more."""
    left = [statement]

    def run(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401  # as Django calls it
        if left[0] == 0:
            raise PowerCut
        left[0] -= 1
        return execute(sql, params, many, context)

    return run


def states() -> tuple[int, ...]:
    """Return how many rows say that money is free, and how much is held."""
    held = list_balances("fred", is_test=False)["USD"].held.amount
    told = Message.objects.filter(type=WebhookType.HOLD_RELEASED).count()
    let_go = Instruction.objects.filter(action="let_go").count()
    entries = Entry.objects.filter(cause__endswith=":let_go").count()
    return Hold.objects.exclude(released_at=None).count(), told, let_go, entries, held, get_size()


class TestPowerCut:
    @pytest.mark.django_db
    def test_at_any_statement_leaves_the_money_held_or_free_and_nothing_between(self) -> None:
        """FUND-8."""
        open_market()
        register_endpoint(url="https://host.example", types=WebhookType.values, by="Kim", now=NOW)
        send(*paid(), disputed())
        hold = placed()["id"]
        before, crashes = states(), 0
        for statement in range(MOST_STATEMENTS):
            try:
                with transaction.atomic(), connection.execute_wrapper(cut_at(statement)):
                    release_hold(hold=hold, because=ReleasedBecause.LIFTED, by="ben", now=NOW + DAY)
                break
            except PowerCut:
                crashes += 1
                assert states() == before

        assert 5 < crashes < MOST_STATEMENTS - 1
        assert states() == (1, 1, 1, 1, 0, before[-1] + 1)
        assert not release_hold(hold=hold, because=ReleasedBecause.LIFTED, by="ben", now=NOW + DAY)
        assert states() == (1, 1, 1, 1, 0, before[-1] + 1)


def let_wait(number: int, *, now: datetime = LONG_AGO, by: Actor = ANA) -> None:
    """Let Fred be paid under a contract of its own, and money of it wait, so long ago that it is due if not said."""
    contract, at = f"k{number}", now - DAY
    usual: dict[str, Any] = {"contract": contract, "milestone": "m1", "amount": said(100)}
    send(
        event("contract.started", at=at, contract=contract, client="cleo", freelancer="fred"),
        event("milestone.funded", at=at, **usual),
        event("milestone.released", at=at, **usual),
        event("dispute.opened", at=at, dispute="d1", contract=contract),
        now=now,
    )
    claim = Claim.objects.get(name=f"{contract}/dispute:d1")
    placed(claim=claim.id, amount=100, now=now, by=by)


@pytest.mark.usefixtures("socket_enabled")
class TestKilledWorkers:
    @pytest.mark.parametrize("kills", [2, pytest.param(30, marks=pytest.mark.long)])
    def test_free_every_hold_once(self, kills: int, shared_database: str) -> None:
        seeded = random.Random(kills)  # noqa: S311  # so that a run can be repeated
        open_market()
        register_endpoint(url="https://host.example", types=["hold.released"], by="Kim", now=LONG_AGO)
        for number in range(HOLDS):
            let_wait(number)
        for kill in range(kills):
            with worker_process(shared_database) as process:
                wait_until_it_works(process)
                killing = threading.Timer(seeded.uniform(0, 0.8), process.kill)
                killing.start()
                let_wait(HOLDS + kill)
                killing.join()
            time_passes()
        work_off(worker(RememberingSender()))

        holds = sorted(Hold.objects.values_list("id", flat=True))
        actions = [(entry.action, entry.subject) for entry in map(get_entry, range(get_size()))]
        told = Message.objects.filter(type=WebhookType.HOLD_RELEASED).values_list("payload__id", flat=True)
        assert len(holds) == HOLDS + kills
        assert not Hold.objects.filter(released_at=None).exists()
        assert sorted(subject for action, subject in actions if action == "hold.released") == [
            f"hold:{one}" for one in holds
        ]
        assert sorted(told) == holds
        assert Fact.objects.filter(kind="let_go").count() == len(holds)
        assert list_balances("fred", is_test=False)["USD"].available.amount == 100 * len(holds)
        assert list_unbalanced() == []
        assert verify_log(list_recorded(), notes=[], key=None, verify=lambda *_: False).problems == ()

    @pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.long)])
    def test_undo_every_hold_that_an_appeal_overturns_once(self, kills: int, shared_database: str) -> None:
        """FUND-8, invariant 6."""
        seeded = random.Random(kills)  # noqa: S311  # so that a run can be repeated
        open_market()
        register_endpoint(url="https://host.example", types=["hold.released"], by="Kim", now=LONG_AGO)
        ana = hire("ana")
        for kill in range(kills):
            appeal = appeal_a_hold(kill, by=ana)
            with worker_process(shared_database) as process:
                wait_until_it_works(process)
                killing = threading.Timer(seeded.uniform(0, 0.6), process.kill)
                killing.start()
                overturn(appeal)
                killing.join()
            time_passes()
        work_off(worker(RememberingSender()))

        assert set(Hold.objects.values_list("released_because", flat=True)) == {"reversed"}
        assert not ReversalStep.objects.filter(done_at=None).exists()
        assert Loss.objects.count() == Fact.objects.filter(kind="let_go").count() == kills
        assert Instruction.objects.filter(action="let_go").count() == kills
        assert Notice.objects.filter(kind="appeal_decided").count() == kills
        assert list_balances("fred", is_test=False)["USD"].available.amount == 100 * kills
        assert list_unbalanced() == []

    @pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.long)])
    def test_ask_once_for_what_a_plan_makes_due_and_drop_once_what_its_overturn_undoes(
        self, kills: int, shared_database: str
    ) -> None:
        """FUND-8, FUND-10, invariant 6, invariant 7."""
        seeded = random.Random(kills)  # noqa: S311  # so that a run can be repeated
        open_market()
        listen()
        for kill in range(kills):
            appeal = appeal_a_plan(kill)
            with worker_process(shared_database) as process:
                wait_until_it_works(process)
                killing = threading.Timer(seeded.uniform(0, 0.6), process.kill)
                killing.start()
                overturn(appeal)
                killing.join()
            time_passes()
        work_off(worker(RememberingSender()))

        # What was paid at once, what had become due of itself, what the overturn undoes, what waited for the claim.
        assert Counter(Payment.objects.values_list("asked", flat=True)) == {80: kills, 30: kills, None: kills}
        asked = Instruction.objects.filter(action="pay")
        due = Payment.objects.exclude(asked=None)
        assert sorted(asked.values_list("payment", flat=True)) == sorted(due.values_list("id", flat=True))
        logged = [get_entry(place).action for place in range(get_size())]
        assert (logged.count("payment.asked"), logged.count("payment.dropped")) == (2 * kills, kills)
        told = Message.objects.filter(type=WebhookType.PAYOUT_INSTRUCTED, payload__action="pay")
        assert {one.payload["idempotency_key"] for one in told} == set(asked.values_list("key", flat=True))
        assert Hold.objects.filter(released_because="reversed").count() == Loss.objects.count() == kills
        assert not ReversalStep.objects.filter(done_at=None).exists()
        assert list_unbalanced() == []


def appeal_a_plan(number: int) -> str:
    """Let a member be suspended yesterday, with money in every place, and appeal to somebody else; return the appeal."""
    member, contract, yesterday = f"fred{number}", f"k{number}", now_in_utc() - DAY
    usual: dict[str, Any] = {"contract": contract, "milestone": "m1", "amount": said(100)}
    soon, later = ((yesterday + span).isoformat() for span in (HOUR, 10 * DAY))
    send(
        event("contract.started", at=LONG_AGO, contract=contract, client="cleo", freelancer=member),
        event("milestone.funded", at=LONG_AGO, **usual),
        event("milestone.released", at=LONG_AGO, **usual),
        event("dispute.opened", at=LONG_AGO, dispute="d1", contract=contract, amount=said(20)),
        event("milestone.funded", at=LONG_AGO, contract=contract, milestone="m2", amount=said(30), due_at=soon),
        event("milestone.funded", at=LONG_AGO, contract=contract, milestone="m3", amount=said(50)),
        now=yesterday,
    )
    claim = Claim.objects.get(name=f"{contract}/dispute:d1").id
    waits = part(usd(20), "hold", claim=claim, because=own_reasons(number))
    amounts = {
        "balance:USD": [waits, part(usd(80), "pay_now")],
        f"{contract}/m2": [part(usd(30), "pay_on", at=soon, because="")],
        f"{contract}/m3": [part(usd(50), "pay_on", at=later, because=own_reasons(number))],
    }
    plan = {"amounts": [{"id": name, "parts": parts} for name, parts in amounts.items()]}
    made = sanction_in_force(now=yesterday, member=member, money=plan, reasons=own_reasons(number))
    return appealed(made, now=now_in_utc(), reviewer=f"cleo{number}", member=member)


def appeal_a_hold(number: int, *, by: Actor) -> str:
    """Let money of Fred's wait since yesterday, and Fred appeal it to somebody who took no part; return the appeal."""
    yesterday = now_in_utc() - DAY
    let_wait(number, now=yesterday, by=by)
    hold = Hold.objects.get(claim__name=f"k{number}/dispute:d1")
    Notice.objects.filter(subject=hold.id).update(delivered_at=yesterday)
    paper = Paper(arguments=["It was delivered.", "I pay rent."])
    made = file_appeal(decision=hold.id, member="fred", paper=paper, is_test=False, now=now_in_utc())
    reviewer = hire(f"cleo{number}", hears_appeals=True)
    assign_appeal(appeal=made, reviewer=reviewer, is_test=False, now=now_in_utc())
    return made


def overturn(appeal: str) -> None:
    """Let whoever hears an appeal find for Fred, now."""
    reviewer = Appeal.objects.get(id=appeal).reviewer
    assert reviewer is not None
    decide_appeal(appeal=appeal, verdict=own_verdict(appeal), by=actor_of(reviewer.pk), is_test=False, now=now_in_utc())
