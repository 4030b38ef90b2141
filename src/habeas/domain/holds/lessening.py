"""How long an amount was missing that became less on the way: minor units times days over each stretch of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final

from habeas.money import Money

_INSTANT: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1) // _INSTANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessening:
    """That so much of what waited was free again, and since when; the rest waited on."""

    amount: Money
    at: datetime


def left_at(instant: datetime, *, amount: Money, lessenings: Iterable[Lessening]) -> int:
    """Return how much of an amount waited at an instant, in minor units."""
    return amount.amount - sum(one.amount.amount for one in lessenings if one.at <= instant)


def count_money_days(
    *, amount: Money, since: datetime, until: datetime, lessenings: Iterable[Lessening] = ()
) -> Fraction:
    """Return minor units times days, exactly: the sum over each stretch of time of what then was missing."""
    whole = amount.amount * _instants(since, until)
    spared = sum(one.amount.amount * _instants(max(one.at, since), until) for one in lessenings)
    return Fraction(whole - spared, _DAY)


def _instants(since: datetime, until: datetime) -> int:
    return max(until - since, timedelta(0)) // _INSTANT
