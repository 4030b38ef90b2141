"""What one person would deduct of a hold, kept sealed till a second agrees."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from habeas.domain.actors import Actor
from habeas.domain.holds.deductions import Item
from habeas.money import Money, total
from habeas.server.holds.models import DeductionProposal
from habeas.server.holds.views import money_as_json
from habeas.server.parties.keys import Keyring, read_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What one person would deduct of a hold, which is free by itself at `release_at`."""

    id: str
    hold: str
    member: str
    amount: Money
    items: tuple[Item, ...]
    release_at: datetime
    by: Actor
    at: datetime


def seal_items(items: Sequence[Item], *, member: str, keys: Keyring) -> bytes:
    """Return items as they are kept. Raises KeyDestroyed."""
    return keys.seal(member, json.dumps([item_as_json(one) for one in items]).encode())


def open_items(row: DeductionProposal, *, keys: Keyring) -> Sequence[Item]:
    """Return what was proposed; the row was read with its hold and owner. Raises KeyDestroyed."""
    return [
        Item(
            amount=Money(one["amount"]["amount"], one["amount"]["currency"]),
            clause=one["clause"],
            evidence=tuple(one["evidence"]),
            words=one["words"],
        )
        for one in json.loads(keys.open(row.hold.owner.party, bytes(row.sealed_items)))
    ]


def item_as_json(item: Item) -> dict[str, Any]:
    """Return an item with its words, to be sealed."""
    return {
        "amount": money_as_json(item.amount),
        "clause": item.clause,
        "evidence": list(item.evidence),
        "words": item.words,
    }


def get_proposal(hold: str, *, is_test: bool) -> Proposal | None:
    """Return what is proposed to be deducted of a hold; None where nothing is, or its member is erased."""
    rows = DeductionProposal.objects.filter(hold=hold, is_test=is_test).select_related("hold__owner")
    return next(iter(_read(rows)), None)


def list_proposals(*, is_test: bool, most: int = 100) -> Sequence[Proposal]:
    """Return all that waits for a second person; what is free first by itself comes first."""
    rows = DeductionProposal.objects.filter(is_test=is_test).select_related("hold__owner")
    return _read(rows.order_by("hold__release_at", "id")[:most])


def _read(rows: Iterable[DeductionProposal]) -> Sequence[Proposal]:
    found = list(rows)
    keys = read_keys({row.hold.owner.party for row in found})
    return [_as_made(row, open_items(row, keys=keys)) for row in found if keys.has(row.hold.owner.party)]


def _as_made(row: DeductionProposal, items: Sequence[Item]) -> Proposal:
    return Proposal(
        id=row.id,
        hold=row.hold_id,
        member=row.hold.owner.party,
        amount=total((one.amount for one in items), currency=row.hold.currency),
        items=tuple(items),
        release_at=row.hold.release_at,
        by=Actor(row.by),
        at=row.proposed_at,
    )
