"""Undoing: what an overturned decision held is free at once, exactly once, and what the wait cost is written down."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil
from typing import Final

from habeas.domain.holds.deductions import Deduction, restore
from habeas.domain.holds.hold import Hold, ReleasedBecause, release_hold
from habeas.domain.holds.lessening import Lessening, count_money_days
from habeas.money import Money

_DAYS_A_YEAR: Final = 365
_BASIS_POINTS: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a wrong hold, deduction or plan cost: how much was missing how long, and what is owed for it.

    `about` is the id of the hold, the deduction or the planned payment. One is written down once. `amount` was missing
    first; `lessenings` say how much of it was there again before `until`.
    """

    about: str
    member: str
    amount: Money
    since: datetime
    until: datetime
    owed: Money
    lessenings: tuple[Lessening, ...] = ()

    @property
    def money_days(self) -> Fraction:
        """Return minor units times days, exactly."""
        return count_money_days(amount=self.amount, since=self.since, until=self.until, lessenings=self.lessenings)


@dataclass(frozen=True, slots=True)
class Reversal:
    """What the undoing of a decision frees, gives back, and owes."""

    released: tuple[Hold, ...]
    restored: tuple[Deduction, ...]
    losses: tuple[Loss, ...]


def reverse_money(
    *,
    decision: str,
    holds: Iterable[Hold],
    deductions: Iterable[Deduction],
    recorded: Collection[str],
    yearly_rate: int,
    now: datetime,
) -> Reversal:
    """Return what undoing a decision does to money; asked again, it does nothing more.

    `yearly_rate` is the host's own, in basis points, and what is owed is rounded up to a minor unit. `recorded` names
    the losses written down before. A hold is a decision of its own, and falls with the one that placed it. One that
    ended by its time was wrong all the same as long as it ran.
    """
    mine = [hold for hold in holds if decision in {hold.decision, hold.id}]
    # A deduction from a wrong hold falls with it, whatever decision made it.
    wrong = {hold.id: hold for hold in mine}
    taken = [one for one in deductions if one.decision == decision or one.hold in wrong]
    spans = [*_waited(mine, now), *_taken(taken, wrong, now)]
    return Reversal(
        released=tuple(
            release_hold(hold, because=ReleasedBecause.REVERSED, now=now) for hold in mine if hold.released_at is None
        ),
        restored=tuple(undone for one in taken if (undone := restore(one, now=now)) is not None),
        losses=tuple(cost_of(span, yearly_rate) for span in spans if span.about not in recorded and span.amount.amount),
    )


@dataclass(frozen=True, slots=True)
class Missing:
    """That an amount was missing from somebody, because of what `about` names, from when to when.

    `lessenings` say how much of it was there again before that.
    """

    about: str
    member: str
    amount: Money
    since: datetime
    until: datetime
    lessenings: tuple[Lessening, ...] = ()


def _waited(holds: Sequence[Hold], now: datetime) -> Iterator[Missing]:
    for hold in holds:
        until = min(hold.released_at or now, now)
        # What was deducted of it was missing all along, and counts with the deduction.
        first = hold.amount - hold.deducted
        yield Missing(hold.id, hold.member, first, hold.placed_at, until, hold.lessenings)


def _taken(deductions: Sequence[Deduction], wrong: dict[str, Hold], now: datetime) -> Iterator[Missing]:
    for one in deductions:
        since = wrong[one.hold].placed_at if one.hold in wrong else one.decided_at
        yield Missing(one.id, one.member, one.amount, since, min(one.restored_at or now, now))


def cost_of(span: Missing, yearly_rate: int) -> Loss:
    """Return what it cost that an amount was missing; `yearly_rate` is in basis points, rounded up to a minor unit."""
    waited = count_money_days(amount=span.amount, since=span.since, until=span.until, lessenings=span.lessenings)
    owed = ceil(waited * yearly_rate / (_DAYS_A_YEAR * _BASIS_POINTS))
    return Loss(
        about=span.about,
        member=span.member,
        amount=span.amount,
        since=span.since,
        until=span.until,
        owed=Money(owed, span.amount.currency),
        lessenings=span.lessenings,
    )
