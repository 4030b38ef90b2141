"""Claims that events tell of: a dispute, a chargeback, a request for a refund, about what a contract paid."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from habeas.domain.holds.claims import Claim, ClaimBeyondTransaction, ClaimKind
from habeas.domain.holds.rests import map_closings
from habeas.domain.journal.booking import Booked, book
from habeas.domain.journal.facts import FELL, UPHELD, Fact, FactKind
from habeas.domain.journal.parties import Parties, read_parties
from habeas.domain.journal.set_aside import SetAside
from habeas.money import Money

_KINDS: Final = {
    "dispute": ClaimKind.DISPUTE,
    "chargeback": ClaimKind.CHARGEBACK,
    "refund": ClaimKind.REFUND_REQUEST,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a claim was decided, by the name of the claim. It counts however little of the claim still fits."""

    claim: str
    closed_at: datetime
    upheld: bool


def list_claims(facts: Collection[Fact], booked: Booked) -> Iterator[Claim | SetAside]:
    """Yield each claim on what a payee of a contract was paid, or the fact of one that is for more than that.

    A claim without an amount is for all of it; there is none while who pays whom, or any payment, is unknown, and none
    of who is paid against themselves. It runs against one of those who were paid, and is about their payments alone.
    """
    ordered = sorted(facts, key=lambda fact: fact.place)
    if booked.parties is None:
        return
    for fact in _openings(ordered, booked.parties).values():
        found = _claim_of(fact, ordered, booked, booked.parties)
        if found is not None:
            yield found


def _claim_of(fact: Fact, ordered: Sequence[Fact], booked: Booked, parties: Parties) -> Claim | SetAside | None:
    """Return a claim as it was told first; None while nothing was paid to whom it is against."""
    turn = _turn_against(fact, ordered, parties)
    if turn is None:
        return SetAside(fact, "/data/against", f"{fact.payee} is nobody who is paid under this contract yet")
    paid = sum_paid(booked, payee=turn.payee)
    transaction = _transaction(fact, paid)
    if transaction is None and fact.money is not None and any(paid.values()):
        because = f"nothing was paid in {fact.money.currency} under this contract yet"
        return SetAside(fact, "/data/amount/currency", because)
    return None if transaction is None else _claim(fact, turn, transaction)


def _turn_against(fact: Fact, ordered: Sequence[Fact], parties: Parties) -> Fact | None:
    """Return the turn of whom a claim is against: whom it names, else who was paid last when it was opened.

    Where nobody was paid by then, it is against whose turn it was. None where it names somebody who is not paid.
    """
    turns = [turn for turn in parties.turns if turn.occurred_at <= fact.occurred_at] or [parties.turns[0]]
    if fact.payee:
        named = [turn for turn in (*parties.turns, *turns) if turn.payee == fact.payee]
        return named[-1] if named else None
    if len({turn.payee for turn in turns}) == 1:
        return turns[-1]
    by_then = book([one for one in ordered if one.place < fact.place])
    paid = (turn for turn in reversed(turns) if any(sum_paid(by_then, payee=turn.payee).values()))
    return next(paid, turns[-1])


def list_outcomes(facts: Collection[Fact]) -> Iterator[Outcome | SetAside]:
    """Yield how each claim about a contract was decided, by the last word on it: one undone later counts as undone.

    A word that is not known upholds nothing; its fact is yielded, too, so that whoever told it sees that.
    """
    ordered = sorted(facts, key=lambda fact: fact.place)
    matter = next((fact.matter for fact in ordered), "")
    for part, fact in map_closings(ordered).items():
        upheld = fact.outcome in UPHELD
        yield Outcome(claim=name_claim(matter, part), closed_at=fact.occurred_at, upheld=upheld)
        if not upheld and fact.outcome not in FELL:
            said = f"the outcome {fact.outcome!r} is not known" if fact.outcome else "no outcome is named"
            words = ", ".join(sorted(UPHELD))
            yield SetAside(fact, "/data/outcome", f"{said}, so that the claim is closed and not upheld; {words} uphold")


def sum_paid(booked: Booked, *, payee: str) -> Mapping[str, int]:
    """Return the most that a payee of a contract ever had of it, fees included, in minor units by currency."""
    paid = Counter[str]()
    for milestone in booked.milestones:
        if milestone.owed_to == payee or any(one.payee == payee for one in milestone.shares):
            paid[milestone.currency] += milestone.most_released_to(payee)
    return paid


def name_claim(matter: str, part: str) -> str:
    """Return the name of a claim about a contract; `contract_of` reads the contract from it."""
    return f"{matter.removeprefix('contract:')}/{part}"


def part_of(kind: ClaimKind, reference: str) -> str:
    """Return under which name a contract has a claim."""
    parts = {of: part for part, of in _KINDS.items()}
    return f"{parts.get(kind, '')}:{reference}"


def contract_of(name: str, *, kind: ClaimKind, reference: str) -> str:
    """Return the contract that a claim is about, by its name; empty for an order, which is about none."""
    end = f"/{part_of(kind, reference)}"
    return name.removesuffix(end) if name.endswith(end) else ""


def is_contested(facts: Collection[Fact]) -> bool:
    """Tell whether anybody claims what a contract pays, or is to pay: undecided, or upheld by the last word on it."""
    ordered = sorted(facts, key=lambda fact: fact.place)
    outcomes = {part: fact.outcome for part, fact in map_closings(ordered).items()}
    opened = _openings(ordered, read_parties(ordered))
    return any(part not in outcomes or outcomes[part] in UPHELD for part in opened)


def _openings(ordered: Sequence[Fact], parties: Parties | None) -> Mapping[str, Fact]:
    """Return by which fact each claim was opened first. Whoever is paid claims nothing of themselves."""
    opened: dict[str, Fact] = {}
    for fact in ordered:
        # A chargeback is the payer's by its nature, whomever its event names.
        if fact.kind is FactKind.CHARGED_BACK or (fact.kind is FactKind.CLAIMED and not _is_paid(fact.member, parties)):
            opened.setdefault(fact.part, fact)
    return opened


def _is_paid(member: str, parties: Parties | None) -> bool:
    return parties is not None and member in parties.payees and member not in parties.payers


def _transaction(fact: Fact, paid: Mapping[str, int]) -> Money | None:
    """Return what was paid in the currency of a claim, None where nothing was, or where the currency is not clear."""
    currency = fact.money.currency if fact.money is not None else next(iter(paid), "")
    amount = paid.get(currency, 0)
    is_clear = fact.money is not None or len(paid) == 1
    return Money(amount, currency) if amount and is_clear else None


def _claim(fact: Fact, sides: Fact, transaction: Money) -> Claim | SetAside:
    """Return a claim of who pays against who is paid in one turn."""
    try:
        return Claim(
            id=name_claim(sides.matter, fact.part),
            kind=_KINDS[fact.part.partition(":")[0]],
            member=sides.payee,
            claimant=sides.payer,
            reference=fact.part.partition(":")[2],
            amount=fact.money or transaction,
            transaction=transaction,
            opened_at=fact.occurred_at,
            contract=sides.matter.removeprefix("contract:"),
        )
    except ClaimBeyondTransaction as error:
        return SetAside(fact, "/data/amount", str(error))
