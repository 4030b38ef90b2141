"""The provider ends up keeping what the journal says, over a line that loses, repeats and reorders."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.adapters.payments import Asked, PaymentProvider, Receipt, RememberingProvider
from habeas.server.events.incoming import IncomingEvent
from habeas.server.holds.instructions import list_unsettled
from habeas.server.holds.models import Claim, Instruction
from habeas.server.journal.queries import list_balances, list_differences
from habeas.server.leases import Lease
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Message
from habeas.server.usecases.acknowledge_instruction import acknowledge_instruction
from habeas.server.usecases.decide_claim import decide_claim
from habeas.server.usecases.deduct_from_hold import deduct_from_hold
from habeas.server.usecases.give_instructions import BY_WEBHOOK, give_instructions
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.usecases.release_hold import release_hold
from tests.factories.casework import listen, sanction_in_force, work
from tests.factories.claims import ANA, BEN, an_item
from tests.factories.enforcement import placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, HOUR, said, usd
from tests.factories.plans import part, stops
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


def plan_for_fred() -> None:
    """Let Fred be suspended, whose $90 are paid in parts and wait in part; m2 is paid, m5 goes back."""
    about, funded = {"contract": "k1", "at": NOW - DAY}, {"m1": 9_000, "m2": 50_000, "m5": 700}
    send(
        event("contract.started", client="cleo", freelancer="fred", **about),  # type: ignore[arg-type]  # an event's own
        *(event("milestone.funded", milestone=m, amount=said(n), **about) for m, n in funded.items()),  # type: ignore[arg-type]  # an event's own
        event("milestone.submitted", milestone="m2", **about),  # type: ignore[arg-type]  # an event's own
        event("milestone.released", milestone="m1", amount=said(9_000), **about),  # type: ignore[arg-type]  # an event's own
        event("dispute.opened", dispute="d1", amount=said(3_000), **about),  # type: ignore[arg-type]  # an event's own
    )
    waits = part(usd(3_000), "hold", claim=Claim.objects.get().id, because="Cleo says that a page is missing")
    answers = {
        "balance:USD": [waits, part(usd(4_000), "pay_now"), part(usd(2_000), "pay_now")],
        "k1/m2": [part(usd(50_000), "pay_now")],
        "k1/m5": [part(usd(700), "refund")],
    }
    handed_over = stops("k1", "handed_over", because="both sides agreed to it")
    money = {
        "amounts": [{"id": name, "parts": parts} for name, parts in answers.items()],
        "contracts": [handed_over],
    }
    sanction_in_force(now=NOW, member="fred", money=money)


def moved(asked: Asked, *, at: datetime) -> Iterator[IncomingEvent]:
    """Yield what a host tells of an instruction that its provider carried out."""
    money = {"amount": said(asked.amount.amount), "at": at}
    if asked.milestone:
        kind = "milestone.released" if asked.action == "pay" else "milestone.refunded"
        yield event(kind, contract=asked.contract, milestone=asked.milestone, **money)  # type: ignore[arg-type]  # an event's own
    elif not asked.keeps:
        for kind in ("payout.scheduled", "payout.paid"):
            yield event(kind, payout=asked.key, member=asked.member, **money)  # type: ignore[arg-type]  # an event's own


def reported(*, available: int, at: datetime) -> IncomingEvent:
    """Return what the host says that Fred has, beside the $30 that wait."""
    return event("balance.reported", at=at, member="fred", available=said(available), held=said(3_000))


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

    @pytest.mark.parametrize("seed", range(2))
    def test_of_a_plan_over_a_bad_line_move_each_amount_once_till_host_and_journal_agree(self, seed: int) -> None:
        """FUND-10, invariant 7, invariant 10: what the host tells comes late, twice and in any order, too."""
        line, now, network = BadLine(seed=seed, loses=0.5), NOW, Random(seed)  # noqa: S311  # so that it repeats
        listen()
        plan_for_fred()
        while Instruction.objects.filter(done_at=None).exists() or now < NOW + 6 * DAY:
            now += 4 * HOUR
            work(now=now)
            give(line, at=now)
        send(reported(available=0, at=now), now=now)
        [difference] = list_differences(is_test=False, member="fred")
        assert (difference.reported.amount, difference.booked.amount) == (0, 6_000)

        told = [one for asked in line.provider.done.values() for one in moved(asked, at=now)] * 2
        network.shuffle(told)
        for one in told:
            send(one, now=now + HOUR)
        send(reported(available=50_000, at=now + HOUR), now=now + HOUR)

        assert sorted((one.action, one.amount.amount) for one in line.provider.done.values()) == [
            ("keep", 3_000),
            ("pay", 2_000),
            ("pay", 4_000),
            ("pay", 50_000),
            ("refund", 700),
        ]
        fred = list_balances("fred", is_test=False)["USD"]
        assert (fred.available.amount, fred.held.amount, fred.paid.amount) == (50_000, 3_000, 6_000)
        assert sum(one.amount for one in line.provider.kept.values()) == fred.held.amount
        assert list_differences(is_test=False, member="fred") == []
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

    @pytest.mark.parametrize("taken", [100, 60])
    def test_to_keep_what_was_deducted_are_asked_no_more(self, taken: int) -> None:
        """FUND-4: what came too late would be kept for ever."""
        hold = let_wait()
        decide_claim(claim=Claim.objects.get().id, upheld=True, by="ben", is_test=False, now=NOW)
        deduct_from_hold(hold=hold, items=[an_item(taken)], by=ANA, approved_by=BEN, is_test=False, now=NOW)
        provider = RememberingProvider()
        give(provider)
        keep = Instruction.objects.get(action="keep").key
        late = Asked(key=keep, action="keep", member="fred", amount=usd(100), provider="Paywell", about=hold)
        provider.instruct([late], now=NOW)

        assert {one.action for one in provider.done.values()} == {"deduct"} | ({"let_go"} if taken < 100 else set())
        assert provider.kept == {}

    def test_to_keep_leave_nothing_where_all_of_it_was_deducted(self) -> None:
        provider, hold = RememberingProvider(), let_wait()
        give(provider)
        decide_claim(claim=Claim.objects.get().id, upheld=True, by="ben", is_test=False, now=NOW)
        deduct_from_hold(hold=hold, items=[an_item(100)], by=ANA, approved_by=BEN, is_test=False, now=NOW)
        give(provider)

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
