"""Two that move one milestone's money at the same time: the second waits for the first, and finds what that left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from habeas.domain.holds.defaults import UsualReasons
from habeas.domain.holds.hold import Provider
from habeas.server.holds.models import Instruction, Payment
from habeas.server.holds.plans import Said, make_plan
from habeas.server.holds.settling import settle
from habeas.server.holds.stating import Reader
from habeas.server.journal.queries import get_milestone, list_balances, list_unbalanced
from habeas.server.parties.keys import lock_members
from habeas.server.usecases.ask_payment import ask_payment
from tests.factories.claims import ANA
from tests.factories.market import NOW, event, open_market, send, started
from tests.factories.money import DAY, said

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.only_on("postgresql"),  # SQLite has one writer at a time
]


@pytest.fixture(autouse=True)
def _market() -> None:
    """Let Carl have put $500 into a milestone of Ana's, whose work is there."""
    open_market()
    about: dict[str, Any] = {"contract": "k2", "milestone": "m1", "at": NOW - DAY}
    send(
        started(at=NOW - 30 * DAY, contract="k2", client="carl"),
        event("milestone.funded", amount=said(50_000), **about),
        event("milestone.submitted", **about),
    )


def while_first_is_open(first: Callable[[], object], second: Callable[[], object]) -> None:
    """Do the second in a thread of its own while the first is done and not yet kept, and wait till it waits or is done."""

    def apart() -> None:
        try:
            second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            first()
            later = threads.submit(apart)
            while not later.done() and not is_waited_for():
                sleep(0.01)
            waited = not later.done()
        later.result()
    assert waited


def is_waited_for() -> bool:
    """Tell whether somebody waits for a row that this transaction locked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return bool(cursor.fetchone()[0])


class TestAtOnce:
    def test_of_two_releases_of_one_milestone_one_is_set_aside(self) -> None:
        """Invariant 7, invariant 10."""

        def release() -> None:
            send(event("milestone.released", at=NOW, contract="k2", milestone="m1", amount=said(50_000)))

        while_first_is_open(release, release)

        assert list_balances("ana", is_test=False)["USD"].available.amount == 50_000
        milestone = get_milestone("k2", "m1", member="ana", is_test=False)
        assert milestone is not None
        assert (milestone.held, milestone.released) == (0, 50_000)
        assert list_unbalanced() == []

    def test_of_two_plans_for_one_milestone_one_asks_for_it(self) -> None:
        """Invariant 7: who pays and who is paid may both be suspended, each with a plan of its own."""
        mine, theirs = (plan_for(member) for member in ("ana", "carl"))
        while_first_is_open(lambda: ask_payment(payment=mine, now=NOW), lambda: ask_payment(payment=theirs, now=NOW))

        assert list(Instruction.objects.values_list("payment", "amount")) == [(mine, 50_000)]
        assert Payment.objects.get(id=theirs).dropped_at == NOW

    def test_of_a_payment_and_a_release_by_the_host_one_moves_it(self) -> None:
        """Invariant 7."""
        payment = plan_for("ana")
        early: dict[str, Any] = {"contract": "k2", "milestone": "m1", "amount": said(30_000)}
        while_first_is_open(
            lambda: send(event("milestone.released", at=NOW, **early)), lambda: ask_payment(payment=payment, now=NOW)
        )

        assert list(Instruction.objects.values_list("amount", flat=True)) == [20_000]


def plan_for(member: str) -> str:
    """Return the payment of a plan for a member that pays the milestone now, not asked for yet."""
    with transaction.atomic():
        keys = lock_members([member], now=NOW)
        plan = make_plan(
            Said(is_usual=True),
            decision=f"san_{member}",
            member=member,
            provider=Provider(name="Paywell"),
            reasons=UsualReasons(its_date="it is due then", no_work="no work was handed in"),
            is_test=False,
            now=NOW,
        )
        settle(plan, by=ANA, reader=Reader("en", UTC), keys=keys, is_test=False, now=NOW)
    return Payment.objects.get(decision=f"san_{member}").id
