"""The provider ends up keeping what the journal says, over a line that loses, repeats and reorders."""

from typing import Any

import pytest

from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.holds.models import Claim
from habeas.server.holds.queries import list_unacknowledged
from habeas.server.journal.queries import list_balances
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Message
from habeas.server.usecases.acknowledge_instruction import acknowledge_instruction
from habeas.server.usecases.register_endpoint import register_endpoint
from habeas.server.usecases.release_hold import release_hold
from tests.factories.enforcement import placed
from tests.factories.market import NOW, event, open_market, send
from tests.factories.money import DAY, said
from tests.fakes.providers import Provider

pytestmark = pytest.mark.django_db

HOLDS = 8


def let_wait(number: int) -> str:
    """Return the hold of all that Fred was paid under a contract of its own."""
    contract, at = f"k{number}", NOW - DAY
    usual: dict[str, Any] = {"contract": contract, "milestone": "m1", "amount": said(100 + number)}
    send(
        event("contract.started", at=at, contract=contract, client="cleo", freelancer="fred"),
        event("milestone.funded", at=at, **usual),
        event("milestone.released", at=at, **usual),
        event("dispute.opened", at=at, dispute="d1", contract=contract),
    )
    hold: str = placed(claim=Claim.objects.get(name=f"{contract}/dispute:d1").id, amount=100 + number)["id"]
    return hold


class TestInstructions:
    @pytest.mark.parametrize("seed", range(3))
    def test_that_are_given_again_till_acknowledged_lead_the_provider_to_the_journal(self, seed: int) -> None:
        open_market()
        register_endpoint(url="https://host.example", types=["payout.instructed"], by="Kim", now=NOW)
        holds = [let_wait(number) for number in range(HOLDS)]
        for hold in holds[:3]:
            release_hold(hold=hold, because=ReleasedBecause.LIFTED, by="ben", now=NOW)
        given = {
            one["idempotency_key"]: one
            for one in Message.objects.filter(type=WebhookType.PAYOUT_INSTRUCTED).values_list("payload", flat=True)
        }
        provider = Provider(seed=seed)

        tries = 0
        while waiting := list_unacknowledged(is_test=False, before=NOW, most=50):
            tries += 1
            provider.receive([given[key] for key in waiting])
            for key in provider.done.intersection(waiting):
                acknowledge_instruction(key=key, is_test=False, now=NOW)

        assert tries > 1
        assert len(given) == HOLDS + 3
        assert provider.kept["fred"] == list_balances("fred", is_test=False)["USD"].held.amount
