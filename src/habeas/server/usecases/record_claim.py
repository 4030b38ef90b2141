"""Keeps a claim that no event told of: an authority's order, or what a third party claims elsewhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.holds.claims import Claim, ClaimKind
from habeas.domain.holds.told import name_claim, part_of, sum_paid
from habeas.domain.refusals import Refused
from habeas.money import Money
from habeas.server.audit.operations import Happening, append
from habeas.server.holds.claims import claim_id, keep_claims
from habeas.server.holds.operations import PERSON
from habeas.server.holds.queries import get_claim
from habeas.server.journal.queries import get_contract_money
from habeas.server.parties.keys import lock_members, was_heard_of


class ClaimAgainstNobody(Refused):
    """A claim or an order against somebody of whom nothing was ever heard."""

    rule = "FUND-4"
    says = "member: nothing was ever told of {member}; look up the id, or send an event about the member first"


class ContractUnknown(Refused):
    """A claim about no contract, or about one that paid the member nothing in that currency."""

    rule = "FUND-4"
    says = (
        "contract: {contract!r} is no contract that paid {member} anything in {currency}; name the one that the claim "
        "is about, so that its money waits once"
    )


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
    contract: str | None,
    by: str,
    is_test: bool,
    now: datetime,
) -> Mapping[str, Any]:
    """Keep a claim, once by its kind and reference, about its contract, and return it.

    `contract` is what it is about, as an event would say; an authority's order is about none, and a second person lets
    money wait for it. Raises ClaimAgainstNobody, ContractUnknown, ClaimRecordedOtherwise, KeyDestroyed for an erased
    member and what the core refuses.
    """
    if not was_heard_of(member):
        raise ClaimAgainstNobody(member=member)
    is_order = kind is ClaimKind.AUTHORITY_ORDER
    about = "" if is_order else contract or ""
    claim = Claim(
        id=f"{kind}:{reference}" if is_order else name_claim(about, part_of(kind, reference)),
        kind=kind,
        member=member,
        claimant=claimant,
        reference=reference,
        amount=amount,
        transaction=None if is_order else _paid(about, member, amount.currency, is_test=is_test),
        opened_at=now,
        contract=about,
    )
    return _keep(claim, by=by, is_test=is_test, now=now)


def _keep(claim: Claim, *, by: str, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Write a claim down, with its entry of the log, and return it as interfaces show it."""
    keys = lock_members([claim.member], now=now)
    keep_claims([claim], by=by, is_test=is_test, now=now)
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


def _paid(contract: str, member: str, currency: str, *, is_test: bool) -> Money:
    """Return what a contract paid a member. Raises ContractUnknown."""
    money = get_contract_money(contract, member=member, is_test=is_test)
    paid = 0 if money is None else sum_paid(money.booked, payee=member).get(currency, 0)
    if not paid:
        raise ContractUnknown(contract=contract, member=member, currency=currency)
    return Money(paid, currency)
