"""Claims against Fred's money, and holds for them."""

from datetime import datetime
from typing import Any, Final

from habeas.domain.actors import Actor
from habeas.domain.holds.claims import Claim, ClaimKind
from habeas.domain.holds.deductions import Item
from habeas.domain.holds.hold import Hold, Provider, place_hold
from tests.factories.money import DAY, NOW, usd

ANA: Final = Actor("ana")
BEN: Final = Actor("ben")
FRED: Final = Actor("fred")


def a_claim(**changes: object) -> Claim:
    """Return Cleo's dispute about $3 of the $5 that Fred got."""
    usual: dict[str, Any] = {
        "id": "c1",
        "kind": ClaimKind.DISPUTE,
        "member": "fred",
        "claimant": "cleo",
        "reference": "d-17",
        "amount": usd(300),
        "transaction": usd(500),
        "opened_at": NOW - DAY,
    }
    usual.update(changes)
    return Claim(**usual)


def a_hold(*, now: datetime = NOW, **changes: object) -> Hold:
    """Return a hold of $2 for that dispute, placed by Ana."""
    usual: dict[str, Any] = {
        "hold": "h1",
        "decision": "dec1",
        "claim": a_claim(),
        "member": "fred",
        "amount": usd(200),
        "available": usd(500),
        "provider": Provider(name="Paywell"),
        "funds_since": NOW - 10 * DAY,
        "by": ANA,
        "because": "Cleo says that the second page was never delivered.",
    }
    usual.update(changes)
    return place_hold(now=now, **usual)


def an_item(amount: int = 100, **changes: object) -> Item:
    """Return an item of a deduction."""
    usual: dict[str, Any] = {
        "amount": usd(amount),
        "clause": "refunds v2",
        "evidence": ("file-1",),
        "words": "The second page was not delivered.",
    }
    usual.update(changes)
    return Item(**usual)
