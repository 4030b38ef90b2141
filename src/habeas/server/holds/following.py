"""Claims follow what is told of their contracts: whom they are against, and how much is left of them (FUND-4).

What was handed over, given back, or heard late, changes both; what waits for a claim is never of more than its rest.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db.models import DateTimeField, Value
from django.db.models.functions import Coalesce

from habeas.domain.holds.claims import Claim as ClaimTold
from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.rests import cap_hold, list_rests
from habeas.domain.holds.told import part_of, sum_paid
from habeas.domain.journal.booking import Booked
from habeas.domain.journal.facts import Fact, FactKind
from habeas.money import Money
from habeas.server.holds.claims import claim_as_told, list_claims_about
from habeas.server.holds.models import Claim, Hold
from habeas.server.holds.operations import Freed, free_answered, hold_as_placed, lessen
from habeas.server.journal.operations import Posted

_CLAIMED: Final = frozenset({FactKind.CLAIMED, FactKind.CHARGED_BACK})


def move_claims(posted: Posted, told: Collection[ClaimTold], *, is_test: bool, now: datetime) -> list[str]:
    """Note which claims turn out to be about payments to another, and return their ids: against their owners they fell.

    One that an event told of is kept anew against whom it is about. One that comes back to its first owner runs again.
    """
    fallen: list[str] = []
    for contract, _, booked in _contracts(posted):
        if not booked.is_handed_over:
            continue
        against = {one.id: one.member for one in told}
        _take_back([one for one in told if one.contract == contract], is_test=is_test)
        fallen += [
            row.id for row in list_claims_about(contract, is_test=is_test) if not _is_theirs(row, booked, against)
        ]
    Claim.objects.filter(id__in=fallen).update(
        closed_at=Coalesce("closed_at", Value(now, output_field=DateTimeField())), upheld=False, moved_at=now
    )
    return fallen


def _take_back(told: Sequence[ClaimTold], *, is_test: bool) -> None:
    """Let claims run again that moved to another, and are about a payment to their owner after all."""
    for one in told:
        moved = Claim.objects.filter(name=one.id, owner__party=one.member, is_test=is_test, moved_at__isnull=False)
        moved.update(moved_at=None, closed_at=None, upheld=None)


def _is_theirs(row: Claim, booked: Booked, against: Mapping[str, str]) -> bool:
    if row.recorded_by is None:
        return against.get(row.name) == row.owner.party
    return bool(sum_paid(booked, payee=row.owner.party).get(row.currency, 0))


def lessen_claims(posted: Posted, *, is_test: bool, now: datetime) -> list[Freed]:
    """Note what is left of claims, and free at once what waits for more than that. Whoever calls tells its members."""
    freed: list[Freed] = []
    for contract, facts, booked in _contracts(posted):
        rows = {_part(row): row for row in list_claims_about(contract, is_test=is_test)}
        claims = {part: claim_as_told(row) for part, row in rows.items()}
        whole = {part: replace(one, lessened=None) for part, one in claims.items()}
        rests = list_rests(whole, sorted(facts, key=lambda fact: fact.place), booked)
        for part, rest in rests.items():
            left = min(rest.amount, _most(rows[part], booked), claims[part].rest.amount)
            freed += _lessen(rows[part], claims[part], left=left, now=now)
    return freed


def _lessen(row: Claim, claim: ClaimTold, *, left: int, now: datetime) -> Iterator[Freed]:
    """Write that so much is left of a claim. Its hold goes first: the database lets it be of no more than that."""
    if left == claim.rest.amount:
        return
    Claim.objects.select_for_update().get(pk=row.pk)  # nobody lets money wait for it meanwhile
    lessened = claim.amount.amount - left
    if left:
        after = replace(claim, lessened=Money(lessened, row.currency))
        found = Hold.objects.select_for_update(of=("self",)).select_related("owner")
        for hold in found.filter(claim=row, released_at=None):
            placed = hold_as_placed(hold)
            over = placed.left.amount - cap_hold(placed, claim=after, now=now).left.amount
            if over:
                yield lessen(hold, by=over, now=now)
    else:
        yield from free_answered([row.id], now=now)
    Claim.objects.filter(pk=row.pk).update(lessened=lessened)


def _most(row: Claim, booked: Booked) -> int:
    """Return how much a claim can be for: what was paid to its owner, and no more."""
    paid = sum_paid(booked, payee=row.owner.party).get(row.currency, 0)
    return paid or row.amount


def _contracts(posted: Posted) -> Iterator[tuple[str, Sequence[Fact], Booked]]:
    """Yield contracts of which something was told that claims follow: another party, a claim, or what went back."""
    for name, booked in posted.booked.items():
        facts = posted.facts[name]
        has_returns = any(milestone.returns for milestone in booked.milestones)
        if name.startswith("contract:") and (
            booked.is_handed_over or has_returns or any(fact.kind in _CLAIMED for fact in facts)
        ):
            yield name.removeprefix("contract:"), facts, booked


def _part(row: Claim) -> str:
    return part_of(ClaimKind(row.kind), row.reference)
