"""What is left of claims that were answered in part: given back, claimed no more, or upheld for a part (FUND-4)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from habeas.domain.holds.claims import Claim
from habeas.domain.holds.hold import Hold
from habeas.domain.holds.lessening import Lessening
from habeas.domain.journal.booking import Booked, moved
from habeas.domain.journal.facts import UPHELD, Fact, FactKind
from habeas.domain.journal.milestones import Movement
from habeas.money import Money

_OPENING: Final = {FactKind.CLAIMED, FactKind.CHARGED_BACK}
_CLOSING: Final = {FactKind.CLAIM_CLOSED, FactKind.CHARGEBACK_CLOSED}


def map_closings(ordered: Sequence[Fact]) -> Mapping[str, Fact]:
    """Return the last word on each claim about a contract, by its part."""
    return {fact.part: fact for fact in ordered if fact.kind in _CLOSING}


def list_rests(claims: Mapping[str, Claim], ordered: Sequence[Fact], booked: Booked) -> Mapping[str, Money]:
    """Return what is left of claims about one contract, by their parts; facts come in the order in which they happened.

    Whoever claims an amount again claims no more than that, nor does who upholds a part. What went back of what was
    paid answers the claim that was opened first. None grows again: more is another claim.
    """
    rests = {part: claim.amount for part, claim in claims.items()}
    closings = map_closings(ordered)
    returns = {one.fact.id: one for milestone in booked.milestones for one in milestone.returns}
    for fact in ordered:
        if fact.part in rests and _says_how_much(fact, closings):
            rests[fact.part] = _capped(rests[fact.part], fact)
        if fact.id in returns:
            _answer(rests, returns[fact.id], claims, closings)
    return rests


def _says_how_much(fact: Fact, closings: Mapping[str, Fact]) -> bool:
    is_last_word = closings.get(fact.part) is fact and fact.outcome in UPHELD
    return fact.money is not None and (fact.kind in _OPENING or is_last_word)


def _capped(rest: Money, fact: Fact) -> Money:
    if fact.money is None or fact.money.currency != rest.currency:
        return rest
    return Money(min(rest.amount, fact.money.amount), rest.currency)


def _answer(rests: dict[str, Money], back: Movement, claims: Mapping[str, Claim], closings: Mapping[str, Fact]) -> None:
    """Lessen claims by what went back, each by as much as is left of it."""
    left, currency = back.amount, moved(back.fact).currency
    for part, claim in claims.items():
        if claim.amount.currency == currency and _is_for(back, claim, closings.get(part)):
            answered = min(left, rests[part].amount)
            left -= answered
            rests[part] = Money(rests[part].amount - answered, currency)


def _is_for(back: Movement, claim: Claim, closing: Fact | None) -> bool:
    """Tell whether what went back answers a claim.

    By who is paid: one against them, unless it had fallen. By anybody else: one that is undecided then. What the
    marketplace pays of a claim that it upheld leaves open whether who is paid bears it: a deduction says so (FUND-5).
    """
    if claim.opened_at > back.fact.occurred_at or (back.payee and back.payee != claim.member):
        return False
    closed_at = claim.closed_at if closing is None else closing.occurred_at
    is_upheld = claim.upheld if closing is None else closing.outcome in UPHELD
    if closed_at is None or closed_at > back.fact.occurred_at:
        return True
    return bool(back.payee) and bool(is_upheld)


def cap_hold(hold: Hold, *, claim: Claim, now: datetime) -> Hold:
    """Return the hold with no more in it than is left of its claim; what is over is free from now on (FUND-4)."""
    over = hold.left.amount - claim.rest.amount
    if hold.released_at is not None or over <= 0:
        return hold
    return replace(hold, lessenings=(*hold.lessenings, Lessening(amount=Money(over, hold.amount.currency), at=now)))
