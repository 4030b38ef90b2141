"""Keeps a claim that no event told of: an authority's order, or what a third party claims elsewhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.holds.claims import Claim, ClaimKind
from habeas.domain.refusals import Refused
from habeas.money import CurrenciesDiffer, Money
from habeas.server.audit.operations import Happening, append
from habeas.server.holds.operations import PERSON, claim_id, keep_claims
from habeas.server.holds.queries import get_claim
from habeas.server.journal.queries import get_credited
from habeas.server.parties.keys import lock_members, was_heard_of


class ClaimAgainstNobody(Refused):
    """A claim or an order against somebody of whom nothing was ever heard."""

    rule = "FUND-4"
    says = "member: nothing was ever told of {member}; look up the id, or send an event about the member first"


class TransactionUnknown(Refused):
    """A claim about more than the member was ever paid, or about nothing in particular."""

    rule = "FUND-4"
    says = "transaction: {member} was credited {credited} in all; name a transaction of no more than that"


class ClaimRecordedOtherwise(Refused):
    """A claim of which something else was recorded before."""

    rule = "FUND-4"
    says = "reference: the claim {claim} was recorded before, for {amount} of {member}; give another reference"


@transaction.atomic
def record_claim(
    *,
    kind: ClaimKind,
    member: str,
    claimant: str,
    reference: str,
    amount: Money,
    paid: Money | None,
    by: str,
    is_test: bool,
    now: datetime,
) -> Mapping[str, Any]:
    """Keep a claim, once by its kind and reference, and return it.

    `paid` is the transaction that it is about; an authority's order has none. Raises ClaimAgainstNobody,
    TransactionUnknown, ClaimRecordedOtherwise, CurrenciesDiffer, KeyDestroyed for an erased member and what the core
    refuses.
    """
    if not was_heard_of(member):
        raise ClaimAgainstNobody(member=member)
    is_order = kind is ClaimKind.AUTHORITY_ORDER
    if not is_order:
        _check_transaction(member, amount, paid, is_test=is_test)
    claim = Claim(
        id=f"{kind}:{reference}",
        kind=kind,
        member=member,
        claimant=claimant,
        reference=reference,
        amount=amount,
        transaction=None if is_order else paid,
        opened_at=now,
    )
    return _keep(claim, by=by, is_test=is_test, now=now)


def _keep(claim: Claim, *, by: str, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Write a claim down, with its entry of the log, and return it as interfaces show it."""
    keys = lock_members([claim.member], now=now)
    keep_claims([claim], is_test=is_test, now=now)
    kept = claim_id(claim.id, is_test=is_test)
    shown = get_claim(kept, is_test=is_test) or {}
    _check_same(claim, shown)
    subject, payload = f"claim:{kept}", {**shown, "by": by}
    recorded = Happening(
        at=now, action="claim.recorded", actor=PERSON, subject=subject, payload=payload, member=claim.member
    )
    append([recorded], seal=keys.seal)
    return shown


def _check_same(claim: Claim, kept: Mapping[str, Any]) -> None:
    """Refuse what was kept before and says something else: nothing of money is passed over in silence."""
    amount = Money(kept["amount"]["amount"], kept["amount"]["currency"])
    if (claim.member, claim.claimant, claim.amount) != (kept["member"], kept["claimant"], amount):
        raise ClaimRecordedOtherwise(claim=claim.id, amount=amount, member=kept["member"])


def _check_transaction(member: str, amount: Money, paid: Money | None, *, is_test: bool) -> None:
    if paid is not None and paid.currency != amount.currency:
        raise CurrenciesDiffer(amount.currency, got=paid.currency, field="/transaction/currency")
    credited = get_credited(member, currency=amount.currency, is_test=is_test)
    if paid is None or not paid <= credited:
        raise TransactionUnknown(member=member, credited=credited)
