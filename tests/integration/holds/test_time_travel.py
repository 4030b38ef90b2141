"""With nobody doing anything, every hold ends on its day and every amount is paid on its date."""

from datetime import datetime
from typing import Any

import pytest

from habeas.server.adapters.payments import RememberingProvider
from habeas.server.holds.models import Claim, ContractStop, Hold, Payment
from habeas.server.journal.queries import list_balances
from habeas.server.leases import Lease
from habeas.server.sanctions.models import Measure
from habeas.server.usecases.give_instructions import give_instructions
from habeas.server.usecases.meet_deadlines import meet_deadlines
from habeas.server.usecases.renew_hold import renew_hold
from habeas.server.worker.acts import ACTS
from tests.factories.casework import deliver, listen, sanction_in_force
from tests.factories.claims import BEN
from tests.factories.enforcement import placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, HOUR, said, usd
from tests.factories.plans import part, stops

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
        renew_hold(
            hold=holds[0],
            until=NOW + 60 * DAY,
            by=BEN,
            because="The bank asks for more papers.",
            is_test=False,
            now=NOW + HOUR,
        )
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

    def test_alone_pays_each_amount_of_a_suspension_on_its_date_and_ends_all_that_it_stopped(self) -> None:
        """FUND-4, FUND-10; invariant 7, invariant 12."""
        open_market()
        listen()
        let_earn()
        sanction_in_force(now=NOW, member="fred", money=answers())
        provider = RememberingProvider()
        days: dict[tuple[str, int], int] = {}
        for number in range(92):
            now = NOW + number * DAY
            work(now, provider)
            deliver(now=now)
            for asked in provider.done.values():
                days.setdefault((asked.action, asked.amount.amount), number)

        assert days == {
            ("keep", 3_000): 0,
            ("pay", 6_000): 0,
            ("pay", 900): 0,
            ("refund", 700): 0,
            ("pay", 50_000): 9,
            ("let_go", 3_000): 14,
        }
        assert [row.over_at for row in ContractStop.objects.all()] == [NOW + 6 * DAY]
        assert [row.ended_at for row in Measure.objects.filter(kind="suspend_pending_review")] == [NOW + 7 * DAY]
        # Work that nobody handed in is paid by no date.
        waiting = Payment.objects.filter(asked_at=None, dropped_at=None)
        assert list(waiting.values_list("milestone", flat=True)) == ["m4"]


def let_earn() -> None:
    """Let Fred earn $90, of which $30 are disputed; let four milestones hold money for him."""
    at, funded = NOW - 9 * DAY, {"m1": 9_000, "m2": 50_000, "m3": 900, "m4": 1_100, "m5": 700}
    send(
        event("contract.started", at=at, contract="k1", client="cleo", freelancer="fred"),
        *(event("milestone.funded", at=at, contract="k1", milestone=m, amount=said(n)) for m, n in funded.items()),
        event("milestone.released", at=at, contract="k1", milestone="m1", amount=said(9_000)),
        event("milestone.due", at=at, contract="k1", milestone="m2", due_at=(NOW + 9 * DAY).isoformat()),
        event("milestone.submitted", at=at, contract="k1", milestone="m3"),
        event("dispute.opened", at=at, dispute="d1", contract="k1", amount=said(3_000)),
    )


def answers() -> dict[str, Any]:
    """Return what becomes of all of it: some waits, some is paid at once or on a day, some goes back."""

    def on(day: int, amount: int) -> dict[str, Any]:
        return part(usd(amount), "pay_on", at=(NOW + day * DAY).isoformat())

    waits = part(usd(3_000), "hold", claim=Claim.objects.get().id, because="Cleo says that a page is missing")
    amounts = {
        "balance:USD": [waits, part(usd(6_000), "pay_now")],
        "k1/m2": [on(9, 50_000)],
        "k1/m3": [part(usd(900), "pay_now")],
        "k1/m4": [on(6, 1_100)],
        "k1/m5": [part(usd(700), "refund")],
    }
    rests = stops("k1", "paused", until=NOW + 6 * DAY)
    return {"amounts": [{"id": name, "parts": parts} for name, parts in amounts.items()], "contracts": [rests]}
