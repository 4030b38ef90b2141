"""What the provider was asked to pay and the journal does not show yet: money that nothing else may be made of.

A payment is asked of the provider, and leaves the journal when the host tells of the payout, release or refund. In
between the same money is neither asked for again nor held.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.contracts import OtherHolds
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.told import contract_of
from habeas.domain.journal.entries import State
from habeas.money import Money
from habeas.server.holds.models import Claim, Hold, Payment
from habeas.server.journal.models import Posting
from habeas.server.journal.queries import get_available, map_moved

Moves = Sequence[tuple[datetime, int]]
"""Amounts in minor units, each with its instant."""

Place = tuple[str, str]
"""A milestone by its contract and its id."""


def map_asked(member: str, *, is_test: bool) -> Mapping[str, int]:
    """Return how much of a member's available money is asked for and not yet on its way, by currency."""
    rows = Payment.objects.filter(owner__party=member, is_test=is_test, milestone="", asked__isnull=False)
    asked: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for currency, at, amount in rows.values_list("currency", "asked_at", _of_how_much()):
        asked[currency].append((at, amount))
    if not asked:
        return {}
    left = Posting.objects.filter(
        owner__party=member,
        owner__is_test=is_test,
        state=State.AVAILABLE,
        amount__lt=0,
        entry__matter__key__startswith="payout:",
        entry__occurred_at__gte=min(at for moves in asked.values() for at, _ in moves),
    )
    gone: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for currency, at, amount in left.values_list("currency", "entry__occurred_at", "amount"):
        gone[currency].append((at, -amount))
    return {currency: _unsettled(moves, gone[currency]) for currency, moves in asked.items()}


def map_asked_of_milestones(
    contracts: Collection[str], *, is_test: bool, action: str | None = None
) -> Mapping[Place, int]:
    """Return how much of what milestones hold is asked for and neither released nor refunded yet.

    `action`: only what is to be paid (`pay`), or only what goes back (`refund`).
    """
    chosen = Q() if action is None else Q(action=action)
    rows = Payment.objects.filter(chosen, contract__in=list(contracts), is_test=is_test, asked__isnull=False)
    asked: dict[Place, list[tuple[datetime, int]]] = defaultdict(list)
    for contract, milestone, at, amount in rows.exclude(milestone="").values_list(
        "contract", "milestone", "asked_at", _of_how_much()
    ):
        asked[contract, milestone].append((at, amount))
    if not asked:
        return {}
    gone = map_moved([contract for contract, _ in asked], is_test=is_test)
    return {place: _unsettled(moves, gone.get(place, ())) for place, moves in asked.items()}


def get_free(member: str, *, currency: str, is_test: bool) -> Money:
    """Return what a member has available in one currency that no payment is asked of."""
    available = get_available(member, currency=currency, is_test=is_test)
    asked = map_asked(member, is_test=is_test).get(currency, 0)
    return Money(max(0, available.amount - asked), currency)


def get_other_holds(claim: Claim) -> OtherHolds:
    """Return what waits, or waited, for other claims about the contract of a claim; nothing where it is about none."""
    if not _contract_of(claim):
        return OtherHolds()
    mine = Hold.objects.filter(owner=claim.owner_id).exclude(claim=claim).select_related("claim")
    others = [row for row in mine if _place_of(row.claim) == _place_of(claim)]
    return OtherHolds(
        taken=map_held_of_contracts([claim])[claim.id],
        since=min((row.placed_at for row in others), default=None),
        ended_by=frozenset(row.by for row in others if row.released_because == ReleasedBecause.TIME),
    )


def map_held_of_contracts(claims: Sequence[Claim]) -> Mapping[str, int]:
    """Return what waits, or was deducted, for other claims about the contract of each claim, in minor units."""
    if not any(map(_contract_of, claims)):
        return {claim.id: 0 for claim in claims}
    owners = {claim.owner_id for claim in claims}
    is_deducted = Q(deduction__isnull=False, deduction__restored_at=None)
    mine = Hold.objects.filter(owner__in=owners).select_related("claim").annotate(deducted=F("deduction__amount"))
    held: dict[tuple[object, ...], dict[str, int]] = defaultdict(dict)
    for row in mine.filter(Q(released_at=None) | is_deducted):
        held[_place_of(row.claim)][row.claim_id] = row.waits if row.released_at is None else row.deducted
    return {claim.id: _of_others(claim, held.get(_place_of(claim), {})) for claim in claims}


def map_rooms(claims: Sequence[Claim]) -> Mapping[str, Money]:
    """Return how much may wait for each claim: what is claimed, of what its contract paid and no other claim holds."""
    held = map_held_of_contracts(claims)
    return {
        row.id: Money(
            rest if row.transaction is None else max(0, min(rest, row.transaction - held[row.id])),
            row.currency,
        )
        for row in claims
        for rest in (row.amount - row.lessened,)
    }


def _place_of(claim: Claim) -> tuple[object, ...]:
    return claim.owner_id, claim.is_test, claim.currency, _contract_of(claim)


def _of_others(claim: Claim, held: Mapping[str, int]) -> int:
    """Return what waits for the other claims about the same contract; a claim that is about none has no others."""
    return sum(amount for name, amount in held.items() if name != claim.id) if _contract_of(claim) else 0


def _contract_of(claim: Claim) -> str:
    return contract_of(claim.name, kind=ClaimKind(claim.kind), reference=claim.reference)


def _of_how_much() -> Coalesce:
    """Return what counts of a payment: what the provider says it did, until then what it was asked."""
    return Coalesce(F("instruction__done"), F("asked"))


def _unsettled(asked: Moves, gone: Moves) -> int:
    """Return what is asked and did not leave yet. What left before it was asked settles nothing of it."""
    return max(0, *(_since(at, asked) - _since(at, gone) for at, _ in asked))


def _since(at: datetime, moves: Moves) -> int:
    return sum(amount for when, amount in moves if when >= at)
