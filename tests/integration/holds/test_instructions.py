"""The provider ends up keeping what the journal says, over a line that loses, repeats and reorders."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.adapters.payments import Asked, PaymentProvider, Receipt, RememberingProvider
from habeas.server.holds.instructions import list_unsettled
from habeas.server.holds.models import Claim, Instruction
from habeas.server.journal.queries import list_balances
from habeas.server.leases import Lease
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Message
from habeas.server.usecases.acknowledge_instruction import acknowledge_instruction
from habeas.server.usecases.give_instructions import BY_WEBHOOK, give_instructions
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.usecases.release_hold import release_hold
from tests.factories.enforcement import placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, HOUR, said, usd
from tests.fakes.providers import BadLine

pytestmark = pytest.mark.django_db

HOLDS = 8
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _market() -> None:
    open_market()
    register_endpoint(url="https://host.example", types=["payout.instructed"], by="Kim", now=NOW)


def let_wait(number: int = 0, *, now: datetime = NOW) -> str:
    """Return the hold of all that Fred was paid under a contract of its own."""
    contract, at = f"k{number}", NOW - DAY
    usual: dict[str, Any] = {"contract": contract, "milestone": "m1", "amount": said(100 + number)}
    send(
        event("contract.started", at=at, contract=contract, client="cleo", freelancer="fred"),
        event("milestone.funded", at=at, **usual),
        event("milestone.released", at=at, **usual),
        event("dispute.opened", at=at, dispute="d1", contract=contract),
    )
    claim = Claim.objects.get(name=f"{contract}/dispute:d1").id
    return str(placed(claim=claim, amount=100 + number, now=now)["id"])


def let_go(hold: str, *, now: datetime = NOW) -> None:
    assert release_hold(hold=hold, because=ReleasedBecause.LIFTED, by="ben", now=now)


def give(provider: PaymentProvider, *, at: datetime = NOW) -> int:
    return give_instructions(provider=provider, lease=Lease(worker="w", until=at + HOUR), now=at, most=50)


def told() -> list[dict[str, Any]]:
    rows = Message.objects.filter(type=WebhookType.PAYOUT_INSTRUCTED).order_by("pk")
    return list(rows.values_list("payload", flat=True))


def held() -> int:
    return list_balances("fred", is_test=False)["USD"].held.amount


class TestInstructions:
    @pytest.mark.parametrize("seed", range(4))
    def test_over_a_bad_line_lead_the_provider_to_the_journal(self, seed: int) -> None:
        line, now = BadLine(seed=seed), NOW
        holds = [let_wait(number) for number in range(HOLDS)]
        give(line)
        for hold in holds[:3]:
            let_go(hold, now=now)
        tries = 1
        while Instruction.objects.filter(done_at=None).exists():
            now += 4 * HOUR
            tries += give(line, at=now) > 0
        give(line, at=now)

        assert tries > 1
        assert sum(one.amount for one in line.provider.kept.values()) == held()
        assert set(line.provider.kept) == set(holds[3:])
        assert list_unsettled(is_test=False, now=now, most=50) == []

    def test_are_written_with_the_hold_and_given_once(self) -> None:
        provider, hold = RememberingProvider(), let_wait()

        assert give(provider) == 1
        assert give(provider, at=NOW + DAY) == 0
        assert provider.kept == {hold: usd(100)}
        let_go(hold)
        assert give(provider) == 1
        assert provider.kept == {}

    def test_that_a_later_one_supersedes_are_asked_no_more(self) -> None:
        hold = let_wait()
        let_go(hold)
        provider = RememberingProvider()

        assert give(provider) == 1
        keep = Instruction.objects.get(action="keep").key
        late = Asked(key=keep, action="keep", member="fred", amount=usd(100), provider="Paywell", about=hold)
        provider.instruct([late], now=NOW)
        assert provider.kept == {}

    def test_of_tests_are_given_to_nobody(self) -> None:
        let_wait()
        Instruction.objects.update(is_test=True)

        assert give(RememberingProvider()) == 0


class TestByWebhook:
    def test_are_told_again_under_the_same_key_till_acknowledged(self) -> None:
        let_wait()
        give(BY_WEBHOOK)
        assert give(BY_WEBHOOK, at=NOW + 4 * MINUTE) == 0
        give(BY_WEBHOOK, at=NOW + 5 * MINUTE)
        [first, second] = told()

        assert first == second
        assert first["amount"] == said(100)
        acknowledge_instruction(key=first["idempotency_key"], is_test=False, now=NOW + 6 * MINUTE)
        assert give(BY_WEBHOOK, at=NOW + DAY) == 0

    def test_that_nobody_acknowledges_wait_for_a_person_after_a_while(self) -> None:
        let_wait()
        at = NOW
        while Instruction.objects.filter(parked_at=None).exists():
            give(BY_WEBHOOK, at=at)
            at += 4 * HOUR

        [unsettled] = list_unsettled(is_test=False, now=at, most=9)
        assert unsettled.late_since == NOW + HOUR
        assert unsettled.row.last_error == "taken, and not acknowledged yet"
        acknowledge_instruction(key=unsettled.row.key, is_test=False, now=at)
        assert list_unsettled(is_test=False, now=at, most=9) == []


class Stingy:
    """A provider that keeps less than it is asked to."""

    def instruct(self, asked: Sequence[Asked], *, now: datetime) -> Sequence[Receipt]:  # noqa: ARG002  # the protocol's
        return [Receipt(done=usd(one.amount.amount - 1)) for one in asked]


class TestUnsettled:
    def test_names_what_was_done_otherwise_and_books_nothing_of_it(self) -> None:
        let_wait()
        give(Stingy())

        [unsettled] = list_unsettled(is_test=False, now=NOW, most=9)
        assert (unsettled.row.amount, unsettled.row.done, unsettled.late_since) == (100, 99, None)
        assert held() == 100

    def test_names_what_is_late_after_an_hour(self) -> None:
        let_wait()

        assert list_unsettled(is_test=False, now=NOW + HOUR - MINUTE, most=9) == []
        assert len(list_unsettled(is_test=False, now=NOW + HOUR, most=9)) == 1
