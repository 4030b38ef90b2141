"""Deductions: each item with its clause and its evidence, agreed by two people, for a proven claim alone (FUND-5).

There is no other way in which money is taken: nothing is forfeited.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from habeas.domain.actors import Actor
from habeas.domain.holds.claims import Claim
from habeas.domain.holds.hold import Hold, check_running
from habeas.domain.refusals import Refused
from habeas.money import CurrenciesDiffer, Money, total


class DeductionNotItemized(Refused):
    """A deduction without items, or an item without clause, evidence, words or amount."""

    rule = "FUND-5"
    says = "items: {item} lacks {lacks}"


class DeductionUnproven(Refused):
    """A deduction for a claim that was not upheld."""

    rule = "FUND-5"
    says = "claim: {claim} was not upheld, so that nothing may be deducted for it"


class DeductionBeyondHold(Refused):
    """A deduction of more than waits."""

    rule = "FUND-5"
    says = "items: they sum to {amount}, {left} waits in the hold {hold}; deduct no more than that"


class DeductionByOne(Refused):
    """A deduction on one person's word."""

    rule = "FUND-7"
    says = "approved_by: {by} decides, so that a second person has to agree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: what for, by which clause, shown by what."""

    amount: Money
    clause: str
    evidence: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """What was taken of a hold: the sum of its items. It is a decision of its own, with its own appeal."""

    id: str
    decision: str
    hold: str
    claim: str
    member: str
    amount: Money
    items: tuple[Item, ...]
    by: Actor
    approved_by: Actor
    decided_at: datetime
    restored_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deducted:
    """A deduction, and its hold with what is left in it."""

    deduction: Deduction
    hold: Hold


def deduct(
    hold: Hold,
    *,
    deduction: str,
    decision: str,
    claim: Claim,
    items: Sequence[Item],
    by: Actor,
    approved_by: Actor,
    now: datetime,
) -> Deducted:
    """Return a deduction from a hold that runs, and the hold with the rest. Raises DeductionUnproven and the like."""
    check_running(hold, now=now)
    _check_items(items, hold.amount.currency)
    if claim.id != hold.claim or not claim.upheld:
        raise DeductionUnproven(claim=claim.id)
    if by.id == approved_by.id or not (by.is_human and approved_by.is_human):
        raise DeductionByOne(by=by.id)
    made = Deduction(
        id=deduction,
        decision=decision,
        hold=hold.id,
        claim=claim.id,
        member=hold.member,
        amount=total((item.amount for item in items), currency=hold.amount.currency),
        items=tuple(items),
        by=by,
        approved_by=approved_by,
        decided_at=now,
    )
    if not made.amount <= hold.left:
        raise DeductionBeyondHold(amount=made.amount, left=hold.left, hold=hold.id)
    return Deducted(made, replace(hold, deducted=hold.deducted + made.amount))


def restore(deduction: Deduction, *, now: datetime) -> Deduction | None:
    """Return the deduction undone, None where it was undone before."""
    return None if deduction.restored_at is not None else replace(deduction, restored_at=now)


def _check_items(items: Sequence[Item], currency: str) -> None:
    if not items:
        raise DeductionNotItemized(item="the deduction", lacks="items")
    for place, item in enumerate(items):
        parts = {
            "an amount above nothing": item.amount.amount > 0,
            "a clause": item.clause.strip(),
            "evidence": item.evidence and all(one.strip() for one in item.evidence),
            "words": item.words.strip(),
        }
        lacks = [name for name, is_there in parts.items() if not is_there]
        if lacks:
            raise DeductionNotItemized(item=f"item {place}", lacks=" and ".join(lacks))
        if item.amount.currency != currency:
            raise CurrenciesDiffer(currency, got=item.amount.currency, field=f"/items/{place}/amount/currency")
