"""Entries and balances: double entry, one currency an entry, and for each member what moved sums to nothing (FUND-9).

There is no account of the platform's: nobody's money is ever booked as anybody's revenue (FUND-1).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from habeas.domain.refusals import Refused
from habeas.money import MOST, Money


class State(StrEnum):
    """Where a member's money is. `outside` is what came from outside of their accounts, as a negative balance."""

    AVAILABLE = "available"
    HELD = "held"
    IN_TRANSIT = "in_transit"
    PAID = "paid"
    DEDUCTED = "deducted"
    OUTSIDE = "outside"


INSIDE: Final = tuple(state for state in State if state is not State.OUTSIDE)
"""The states that sum to what a member was credited."""


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """The money of one member in one state and one currency."""

    member: str
    state: State
    currency: str


Amounts = Mapping[Account, int]
"""Minor units by account; an account that is not there has none."""


class EntryUnbalanced(Refused):
    """An entry in which money would appear or vanish."""

    rule = "FUND-9"
    says = "the entry about {matter} leaves {left} {currency} of {member} unaccounted for"


class EntryMixesCurrencies(Refused):
    """An entry of more than one currency."""

    rule = "FUND-9"
    says = "the entry about {matter} holds {currencies}; make one entry for each"


class EntryMovesNothing(Refused):
    """An entry without anything that moves."""

    rule = "FUND-9"
    says = "the entry about {matter} moves nothing"


class EntryTooLarge(Refused):
    """An amount that not every reader would keep exactly."""

    rule = "FUND-9"
    says = "the entry about {matter} moves {amount} minor units; at most {most} are kept exactly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one fact changed about one matter, in one currency. Raises EntryUnbalanced and the like.

    `cause` is the id of the fact, `occurred_at` when it happened.
    """

    matter: str
    cause: str
    occurred_at: datetime
    currency: str
    amounts: Amounts

    def __post_init__(self) -> None:
        """Refuse what does not balance."""
        currencies = sorted({account.currency for account in self.amounts} | {self.currency})
        if len(currencies) > 1:
            raise EntryMixesCurrencies(matter=self.matter, currencies=" and ".join(currencies))
        if not any(self.amounts.values()):
            raise EntryMovesNothing(matter=self.matter)
        left: Counter[str] = Counter()
        for account, amount in self.amounts.items():
            if abs(amount) > MOST:
                raise EntryTooLarge(matter=self.matter, amount=amount, most=MOST)
            left[account.member] += amount
        for member, amount in left.items():
            if amount:
                raise EntryUnbalanced(matter=self.matter, left=amount, currency=self.currency, member=member)


def entries_between(
    posted: Amounts, wanted: Amounts, *, matter: str, cause: str, occurred_at: datetime
) -> tuple[Entry, ...]:
    """Return the entries that turn what is posted about a matter into what is wanted, one for each currency."""
    changes = Counter(wanted)
    changes.subtract(posted)
    currencies = sorted({account.currency for account, amount in changes.items() if amount})
    return tuple(
        Entry(
            matter=matter,
            cause=cause,
            occurred_at=occurred_at,
            currency=currency,
            amounts={
                account: amount
                for account, amount in sorted(changes.items())
                if amount and account.currency == currency
            },
        )
        for currency in currencies
    )


def sum_of(amounts: Iterable[Amounts]) -> Amounts:
    """Return several amounts as one."""
    result: Counter[Account] = Counter()
    for one in amounts:
        result.update(one)
    return {account: amount for account, amount in result.items() if amount}


@dataclass(frozen=True, slots=True, kw_only=True)
class Balances:
    """One member's money in one currency: credited = available + held + in transit + paid + deducted."""

    credited: Money
    available: Money
    held: Money
    in_transit: Money
    paid: Money
    deducted: Money


def balances_of(amounts: Amounts, *, member: str, currency: str) -> Balances:
    """Return how a member's money stands in one currency."""

    def state(one: State) -> Money:
        return Money(amounts.get(Account(member, one, currency), 0), currency)

    return Balances(credited=-state(State.OUTSIDE), **{one.value: state(one) for one in INSIDE})
