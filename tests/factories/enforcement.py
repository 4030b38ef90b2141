"""A market on which Cleo pays Fred, and people who let money wait."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from habeas.domain.actors import Actor
from habeas.domain.holds.hold import Provider
from habeas.money import Money
from habeas.server.events.incoming import IncomingEvent
from habeas.server.holds.models import Claim
from habeas.server.holds.stating import Reader
from habeas.server.usecases.place_hold import Wanted, place_hold
from tests.factories.claims import ANA
from tests.factories.market import NOW, event
from tests.factories.money import DAY, said, usd


def contract(*, at: datetime = NOW - 30 * DAY) -> IncomingEvent:
    """Return the start of the contract k1."""
    return event("contract.started", at=at, contract="k1", client="cleo", freelancer="fred")


def milestone(move: str, amount: int, *, milestone: str = "m1", at: datetime = NOW, **more: object) -> IncomingEvent:
    """Return a move of a milestone of that contract."""
    content: dict[str, Any] = {"contract": "k1", "milestone": milestone, "amount": said(amount), **more}
    return event(f"milestone.{move}", at=at, **content)


def paid(amount: int = 50_000) -> list[IncomingEvent]:
    """Return all that gives Fred so much."""
    earlier = NOW - 20 * DAY
    return [contract(), milestone("funded", amount, at=earlier), milestone("released", amount, at=earlier)]


def disputed(amount: int = 30_000, *, at: datetime = NOW - DAY) -> IncomingEvent:
    """Return Cleo's dispute about a part of that."""
    return event("dispute.opened", at=at, dispute="d1", contract="k1", amount=said(amount))


def the_claim() -> Claim:
    """Return the only claim."""
    return Claim.objects.get()


def placed(
    *, amount: int | Money = 20_000, by: Actor = ANA, now: datetime = NOW, **changes: object
) -> Mapping[str, Any]:
    """Return a hold for the only claim."""
    usual: dict[str, Any] = {
        "amount": amount if isinstance(amount, Money) else usd(amount),
        "provider": Provider(name="Paywell", longest=90 * DAY),
        "because": "Cleo says that the second page was never delivered.",
        "reader": Reader("en", UTC),
        "is_test": False,
    }
    usual.update(changes)
    if "claim" not in usual:
        usual["claim"] = the_claim().id
    is_test = usual.pop("is_test")
    return place_hold(wanted=Wanted(by=by, **usual), is_test=is_test, now=now)
