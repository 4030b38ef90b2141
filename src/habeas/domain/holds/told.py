"""Claims that events tell of: a dispute, a chargeback, a request for a refund, about what a contract paid."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from habeas.domain.holds.claims import Claim, ClaimBeyondTransaction, ClaimKind
from habeas.domain.journal.booking import Booked
from habeas.domain.journal.facts import WON, Fact, FactKind
from habeas.domain.journal.set_aside import SetAside
from habeas.money import Money

_KINDS: Final = {
    "dispute": ClaimKind.DISPUTE,
    "chargeback": ClaimKind.CHARGEBACK,
    "refund": ClaimKind.REFUND_REQUEST,
}
_OPENING: Final = {FactKind.CLAIMED, FactKind.CHARGED_BACK}
_CLOSING: Final = {FactKind.CLAIM_CLOSED, FactKind.CHARGEBACK_CLOSED}
_FOR_PAYEE: Final = frozenset({WON, "rejected", "payee", "freelancer", "released"})
"""Outcomes that leave the payee what they were paid."""


def list_claims(facts: Collection[Fact], booked: Booked) -> Iterator[Claim | SetAside]:
    """Yield each claim on what the payee of a contract was paid, or the fact of one that is for more than that.

    A claim without an amount is for all of it; there is none while who pays whom, or any payment, is unknown.
    """
    ordered = sorted(facts, key=lambda fact: fact.place)
    sides = next((fact for fact in ordered if fact.kind is FactKind.SIDES), None)
    paid = {one.currency: 0 for one in booked.milestones}
    for milestone in booked.milestones:
        paid[milestone.currency] += milestone.released
    if sides is None:
        return
    heard: set[str] = set()
    for fact in ordered:
        if fact.kind in _OPENING and fact.part not in heard:
            heard.add(fact.part)
            transaction = _transaction(fact, paid)
            if transaction is None and fact.money is not None and paid:
                because = f"nothing was paid in {fact.money.currency} under this contract yet"
                yield SetAside(fact, "/data/amount/currency", because)
            if transaction is not None:
                yield _claim(fact, ordered, sides, transaction)


def contract_of(name: str, *, kind: ClaimKind, reference: str) -> str:
    """Return the contract that a claim of an event is about, by its name; empty for a claim that no event told of."""
    parts = {of: part for part, of in _KINDS.items()}
    end = f"/{parts.get(kind, '')}:{reference}"
    return name.removesuffix(end) if name.endswith(end) else ""


def is_contested(facts: Collection[Fact]) -> bool:
    """Tell whether anybody claims what a contract pays, or is to pay: undecided, or upheld by the last word on it."""
    opened = {fact.part for fact in facts if fact.kind in _OPENING}
    closings = [fact for fact in sorted(facts, key=lambda fact: fact.place) if fact.kind in _CLOSING]
    outcomes = {fact.part: fact.outcome for fact in closings}
    return any(part not in outcomes or outcomes[part] not in _FOR_PAYEE for part in opened)


def _transaction(fact: Fact, paid: dict[str, int]) -> Money | None:
    """Return what was paid in the currency of a claim, None where nothing was, or where the currency is not clear."""
    currency = fact.money.currency if fact.money is not None else next(iter(paid), "")
    amount = paid.get(currency, 0)
    is_clear = fact.money is not None or len(paid) == 1
    return Money(amount, currency) if amount and is_clear else None


def _claim(fact: Fact, facts: Sequence[Fact], sides: Fact, transaction: Money) -> Claim | SetAside:
    # An outcome that is itself undone later counts as it was undone: the last word stands.
    closing = next((one for one in reversed(facts) if one.part == fact.part and one.kind in _CLOSING), None)
    contract = sides.matter.removeprefix("contract:")
    try:
        return Claim(
            id=f"{contract}/{fact.part}",  # `contract_of` reads it back
            kind=_KINDS[fact.part.partition(":")[0]],
            member=sides.payee,
            claimant=sides.payer,
            reference=fact.part.partition(":")[2],
            amount=fact.money or transaction,
            transaction=transaction,
            opened_at=fact.occurred_at,
            closed_at=None if closing is None else closing.occurred_at,
            upheld=None if closing is None else closing.outcome not in _FOR_PAYEE,
            contract=contract,
        )
    except ClaimBeyondTransaction as error:
        return SetAside(fact, "/data/amount", str(error))
