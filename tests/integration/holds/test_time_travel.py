"""With nobody doing anything, every hold ends on its day and every amount is paid on its date."""

from datetime import datetime
from typing import Any

import pytest

from habeas.server.adapters.payments import RememberingProvider
from habeas.server.holds.models import Claim, Hold
from habeas.server.journal.queries import list_balances
from habeas.server.leases import Lease
from habeas.server.usecases.give_instructions import give_instructions
from habeas.server.usecases.meet_deadlines import meet_deadlines
from habeas.server.usecases.renew_hold import renew_hold
from habeas.server.worker.acts import ACTS
from tests.factories.claims import BEN
from tests.factories.enforcement import placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, HOUR, said

pytestmark = pytest.mark.django_db

PAYS_EVERY = 7
"""Days between two runs of the host, which pays out what is then there."""


class Host:
    """A marketplace that pays each week what its provider does not keep, and a day later says that it is there."""

    def __init__(self) -> None:
        self.provider = RememberingProvider()
        self.has = 0
        self.paid: list[tuple[int, int]] = []

    def day(self, number: int) -> None:
        """Let a day pass: the worker does what is due, then the host pays if it is its day."""
        now = NOW + number * DAY
        work(now, self.provider)
        free = self.has - sum(one.amount for one in self.provider.kept.values())
        if number % PAYS_EVERY == 0 and free:
            payout: dict[str, Any] = {"payout": f"p{number}", "member": "fred", "amount": said(free)}
            send(event("payout.scheduled", at=now, due_at=(now + DAY).isoformat(), **payout), now=now)
            send(event("payout.paid", at=now + DAY, **payout), now=now + DAY)
            self.has -= free
            self.paid.append((number, free))


def work(now: datetime, provider: RememberingProvider) -> None:
    """Let a worker do all that is due."""
    lease = Lease(worker="w", until=now + HOUR)
    while meet_deadlines(acts=ACTS, lease=lease, now=now, most=50) or give_instructions(
        provider=provider, lease=lease, now=now, most=50
    ):
        pass


def let_wait(number: int, amount: int) -> str:
    """Return the hold of a part of what Fred was paid under a contract of its own."""
    at, usual = NOW - DAY, {"contract": f"k{number}", "milestone": "m1", "amount": said(10_000)}
    send(
        event("contract.started", at=at, contract=f"k{number}", client="cleo", freelancer="fred"),
        event("milestone.funded", at=at, **usual),  # type: ignore[arg-type]  # an event's own
        event("milestone.released", at=at, **usual),  # type: ignore[arg-type]  # an event's own
        event("dispute.opened", at=at, dispute="d1", contract=f"k{number}"),
    )
    claim = Claim.objects.get(name=f"k{number}/dispute:d1").id
    return str(placed(claim=claim, amount=amount)["id"])


class TestTime:
    def test_alone_ends_every_hold_on_its_day_and_lets_every_amount_be_paid(self) -> None:
        """FUND-4; invariant 7."""
        open_market()
        host = Host()
        holds = [let_wait(number, 2_000 + number) for number in range(4)]
        host.has = 40_000
        renew_hold(hold=holds[0], until=NOW + 60 * DAY, by=BEN, because="The bank asks.", is_test=False, now=NOW + HOUR)
        for number in range(92):
            host.day(number)

        ended = {row.id: (row.released_at - NOW).days for row in Hold.objects.all() if row.released_at is not None}
        assert ended == {holds[0]: 60, holds[1]: 14, holds[2]: 14, holds[3]: 14}
        assert all(row.released_at == row.release_at for row in Hold.objects.all())
        assert host.provider.kept == {}
        # All but what waited in the first week, then what was free after 14 days, then the rest after 60.
        assert host.paid == [(0, 31_994), (14, 6_006), (63, 2_000)]
        money = list_balances("fred", is_test=False)["USD"]
        assert (money.available.amount, money.held.amount, money.paid.amount) == (0, 0, 40_000)
