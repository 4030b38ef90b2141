"""What waiting amounts to: by ground and age now; per month how much waited, how long, wrongly, past its date."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final

from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.hold import ReleasedBecause
from habeas.money import Money

AGES: Final = (7, 14, 30, 60, 90)
"""Days up to which money that waits is counted together; none waits longer."""

PUNCTUAL: Final = timedelta(minutes=1)
"""A release by the clock within this is on its date: the worker asks so often."""

_TICK: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1) // _TICK
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """What was deducted of a hold and given back: how much was missing from when to when, and what is owed for it."""

    money: Money
    since: datetime
    until: datetime
    owed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One hold as the report counts it. `was_wrong`: its decision was overturned; `owed` is what that cost.

    `missed` goes on where the hold ended with a deduction that was wrong.
    """

    ground: ClaimKind
    money: Money
    placed_at: datetime
    release_at: datetime
    released_at: datetime | None = None
    because: ReleasedBecause | None = None
    was_wrong: bool = False
    owed: Money | None = None
    owed_at: datetime | None = None
    missed: Missed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one instant to before another."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What waits in one currency on one ground, of one age: at most so many days, and more than those before."""

    ground: ClaimKind
    currency: str
    days: int
    holds: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What happened in a period in one currency.

    `waited` and `waited_wrongly` are minor units times days, whole, with those in which a wrong deduction was missing;
    `late` are releases past their date.
    """

    period: Period
    currency: str
    placed: int
    released: Mapping[ReleasedBecause, int]
    waited: int
    waited_wrongly: int
    owed: int
    late: int


@dataclass(frozen=True, slots=True)
class MoneyReport:
    """What waits, and what happened per period."""

    standing: tuple[Standing, ...]
    months: tuple[Month, ...]


def list_months(*, until: datetime, count: int) -> tuple[Period, ...]:
    """Return so many calendar months (UTC), the last the one with `until` in it."""
    last = until.year * _MONTHS + until.month - 1
    starts = [_month(number) for number in range(last - count + 1, last + 2)]
    return tuple(Period(start=start, end=end) for start, end in pairwise(starts))


def _month(number: int) -> datetime:
    return datetime(number // _MONTHS, number % _MONTHS + 1, 1, tzinfo=UTC)


def report_money(waits: Iterable[Wait], *, periods: Sequence[Period], at: datetime) -> MoneyReport:
    """Return the report of all waits that reach into the periods, as of an instant."""
    known = tuple(waits)
    currencies = sorted({one.money.currency for one in known})
    months = tuple(
        _report([one for one in known if one.money.currency == currency], period, currency, at)
        for period in periods
        for currency in currencies
    )
    return MoneyReport(tuple(_standing(known, at)), months)


def _standing(waits: Sequence[Wait], at: datetime) -> Iterator[Standing]:
    found: dict[tuple[ClaimKind, str, int], list[int]] = defaultdict(list)
    for one in waits:
        if one.placed_at <= at and (one.released_at is None or one.released_at > at):
            days = next((age for age in AGES if at - one.placed_at <= timedelta(days=age)), AGES[-1])
            found[one.ground, one.money.currency, days].append(one.money.amount)
    for (ground, currency, days), amounts in sorted(found.items()):
        yield Standing(ground=ground, currency=currency, days=days, holds=len(amounts), amount=sum(amounts))


def _report(waits: Sequence[Wait], period: Period, currency: str, at: datetime) -> Month:
    ended = [one for one in waits if one.released_at is not None and _is_in(one.released_at, period)]
    spans = [(one.was_wrong, _waited(one, period, at)) for one in waits]
    missed = [one.missed for one in waits if one.missed is not None]
    spans += [(True, _money_days(one.money, one.since, one.until, period)) for one in missed]
    owed = sum(one.owed.amount for one in missed if _is_in(one.until, period))
    return Month(
        period=period,
        currency=currency,
        placed=sum(_is_in(one.placed_at, period) for one in waits),
        released=dict(sorted(Counter(one.because for one in ended if one.because is not None).items())),
        waited=int(sum(days for _, days in spans)),
        waited_wrongly=int(sum(days for was_wrong, days in spans if was_wrong)),
        owed=owed + sum(one.owed.amount for one in waits if one.owed and one.owed_at and _is_in(one.owed_at, period)),
        late=sum(_is_late(one, period, at) for one in waits),
    )


def _is_in(instant: datetime, period: Period) -> bool:
    return period.start <= instant < period.end


def _waited(wait: Wait, period: Period, at: datetime) -> Fraction:
    return _money_days(wait.money, wait.placed_at, wait.released_at or at, period)


def _money_days(money: Money, since: datetime, until: datetime, period: Period) -> Fraction:
    """Return the minor units times days within a period, exactly."""
    ticks = max((min(until, period.end) - max(since, period.start)) // _TICK, 0)
    return Fraction(money.amount * ticks, _DAY)


def _is_late(wait: Wait, period: Period, at: datetime) -> bool:
    """Tell whether a hold outlasted its date, by a date in this period; one that still does counts, too."""
    return _is_in(wait.release_at, period) and (wait.released_at or at) > wait.release_at + PUNCTUAL
