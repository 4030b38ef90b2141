"""Claims as they are kept: once against whom each is about, closed as it was decided, in the caller's transaction."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from habeas.domain.holds.claims import Claim as ClaimTold
from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.told import Outcome, contract_of
from habeas.money import Money
from habeas.server.holds.models import Claim
from habeas.server.journal.operations import find_owners


def claim_id(name: str, *, against: str = "", is_test: bool) -> str:
    """Return the id of a claim: it follows from its name, so that it is recorded once.

    `against` is whom it runs against where it was against somebody else before.
    """
    named = f"{is_test}\n{name}\n{against}" if against else f"{is_test}\n{name}"
    return "clm_" + hashlib.sha256(named.encode()).hexdigest()[:24]


def keep_claims(claims: Sequence[ClaimTold], *, by: str | None = None, is_test: bool, now: datetime) -> None:
    """Keep claims, each once, and who wrote them down: nobody where the host told of them."""
    if not claims:
        return
    owners = find_owners({party for one in claims for party in (one.member, one.claimant)}, is_test=is_test)
    named = Claim.objects.filter(name__in={one.id for one in claims}, is_test=is_test)
    against = set(named.values_list("name", "owner"))
    taken = {name for name, _ in against}
    rows = [
        Claim(
            id=claim_id(one.id, against=one.member if one.id in taken else "", is_test=is_test),
            name=one.id,
            is_test=is_test,
            kind=one.kind.value,
            owner=owners[one.member],
            claimant=owners[one.claimant],
            reference=one.reference,
            amount=one.amount.amount,
            currency=one.amount.currency,
            transaction=None if one.transaction is None else one.transaction.amount,
            opened_at=one.opened_at,
            recorded_at=now,
            recorded_by=by,
        )
        for one in claims
        if (one.id, owners[one.member].pk) not in against and (by is None or one.id not in taken)
    ]
    Claim.objects.bulk_create(rows, ignore_conflicts=True)


def close_claims(outcomes: Sequence[Outcome], *, is_test: bool) -> list[str]:
    """Note how claims were decided that are kept, and return the ids of those that were rejected just now.

    An outcome that another undoes later, as when a lost chargeback is won after all, gives way to it. So does what a
    person upheld before it was heard that the claim had fallen: heard in time, it would have left nothing to decide.
    """
    rejected = []
    for one in outcomes:
        gives_way = Q(closed_at__lt=one.closed_at, upheld=False) if one.upheld else Q(upheld=True)
        before = Claim.objects.filter(Q(closed_at=None) | gives_way, name=one.claim, is_test=is_test, moved_at=None)
        closed = list(before.values_list("id", flat=True))
        Claim.objects.filter(id__in=closed).update(closed_at=one.closed_at, upheld=one.upheld)
        rejected += [] if one.upheld else closed
    return rejected


def claim_as_told(row: Claim) -> ClaimTold:
    """Return a claim as the core takes it; its row was read with its owners."""
    return ClaimTold(
        id=row.id,
        kind=ClaimKind(row.kind),
        member=row.owner.party,
        claimant=row.claimant.party,
        reference=row.reference,
        amount=Money(row.amount, row.currency),
        transaction=None if row.transaction is None else Money(row.transaction, row.currency),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        upheld=row.upheld,
        contract=contract_of_claim(row),
        recorded_by=row.recorded_by or "",
        lessened=Money(row.lessened, row.currency),
    )


def contract_of_claim(row: Claim) -> str:
    """Return the contract that a claim is about; empty where it is about none."""
    return contract_of(row.name, kind=ClaimKind(row.kind), reference=row.reference)


def list_claims_about(contract: str, *, is_test: bool) -> list[Claim]:
    """Return the claims about what a contract paid, whoever told of them, with their owners and their claimants."""
    named = Claim.objects.filter(name__startswith=f"{contract}/", is_test=is_test, moved_at=None)
    rows = named.select_related("owner", "claimant").order_by("opened_at", "id")
    return [row for row in rows if contract_of_claim(row) == contract]
