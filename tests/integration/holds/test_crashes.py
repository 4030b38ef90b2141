"""Whatever crashes while money is freed: afterwards it is free once, booked once, told once."""

import random
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from habeas.domain.audit.verification import verify_log
from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.adapters.webhooks import RememberingSender
from habeas.server.audit.queries import get_entry, get_size, list_recorded
from habeas.server.holds.models import Claim, Hold, Instruction
from habeas.server.journal.models import Entry, Fact
from habeas.server.journal.queries import list_balances, list_unbalanced
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Message
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.usecases.release_hold import release_hold
from habeas.server.worker.rounds import now_in_utc
from tests.factories.enforcement import disputed, paid, placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, said
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


def let_wait(number: int) -> None:
    """Let Fred be paid under a contract of its own, and money of it wait, so long ago that it is due."""
    contract, at = f"k{number}", LONG_AGO - DAY
    usual: dict[str, Any] = {"contract": contract, "milestone": "m1", "amount": said(100)}
    send(
        event("contract.started", at=at, contract=contract, client="cleo", freelancer="fred"),
        event("milestone.funded", at=at, **usual),
        event("milestone.released", at=at, **usual),
        event("dispute.opened", at=at, dispute="d1", contract=contract),
        now=LONG_AGO,
    )
    claim = Claim.objects.get(name=f"{contract}/dispute:d1")
    placed(claim=claim.id, amount=100, now=LONG_AGO)


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
