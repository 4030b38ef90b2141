"""What waiting amounts to: by ground and age, now and at each month's end; how long, wrongly and why, past its date."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.freezes import LegalBasis
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.lessening import Lessening, count_money_days, left_at
from habeas.money import Money

AGES: Final = (7, 14, 30, 60, 90)
"""Days up to which money that waits is counted together. No hold runs longer; a freeze by law may."""

PUNCTUAL: Final = timedelta(minutes=1)
"""A release by the clock within this is on its date: the worker asks so often."""

_INSTANT: Final = timedelta(microseconds=1)
_MONTHS: Final = 12


class PlanGround(StrEnum):
    """What a plan for the money of a suspended account did to an amount, where that was wrong."""

    PAID_LATER = "paid_later"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """An amount that was missing from somebody by a decision that fell: on what ground, how long, what is owed for it.

    `waits_from`: since when it was missing otherwise than in a hold, whose waiting is counted with the hold; None where
    it was missing in a hold only. `recorded_at` is when it was found wrong.
    """

    ground: ClaimKind | PlanGround
    money: Money
    since: datetime
    until: datetime
    owed: Money
    recorded_at: datetime
    waits_from: datetime | None = None
    lessenings: tuple[Lessening, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One hold as the report counts it. `money` waited first; `lessenings` say how much was free again from when."""

    ground: ClaimKind
    money: Money
    placed_at: datetime
    release_at: datetime
    released_at: datetime | None = None
    because: ReleasedBecause | None = None
    lessenings: tuple[Lessening, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What came to what a member has available, or left it (below nothing), and when."""

    at: datetime
    currency: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """One freeze by law, and all that moved what its member has available: so much of it as there is, it freezes."""

    member: str
    basis: LegalBasis
    placed_at: datetime
    lifted_at: datetime | None
    moves: Sequence[Move]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one instant to before another."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What waits in one currency on one ground, of one age: at most so many days, and more than those before.

    `days` are None for what is older than any of AGES. `holds` counts members where the ground is a law; what two laws
    freeze is counted on the ground of each.
    """

    ground: ClaimKind | LegalBasis
    currency: str
    days: int | None
    holds: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What was missing wrongly on one ground in a period, in minor units times days, and what was found to be owed."""

    ground: ClaimKind | PlanGround
    waited: int
    owed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What happened in a period in one currency. `standing` is what waited at its end, or now where it still runs.

    `waited` is minor units times days, whole, with those in which a wrong deduction or a wrong plan kept something;
    `wrongly` says how much of it on which ground. Over all periods they sum to what each member reads of their losses.
    `late` are releases past their date.
    """

    period: Period
    currency: str
    placed: int
    released: Mapping[ReleasedBecause, int]
    waited: int
    wrongly: tuple[Wrong, ...]
    late: int
    standing: tuple[Standing, ...]

    @property
    def waited_wrongly(self) -> int:
        """Return minor units times days on all grounds."""
        return sum(one.waited for one in self.wrongly)

    @property
    def owed(self) -> int:
        """Return what was found to be owed, on all grounds."""
        return sum(one.owed for one in self.wrongly)


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


def report_money(
    waits: Iterable[Wait],
    *,
    periods: Sequence[Period],
    at: datetime,
    lost: Iterable[Lost] = (),
    frozen: Sequence[Frozen] = (),
) -> MoneyReport:
    """Return the report of all waits, losses and freezes by law that reach into the periods, as of an instant."""
    known, missed = tuple(waits), tuple(lost)
    # What ends or begins with the next period does so in that one: the last instant of this one is before it.
    ends = {period: tuple(_standing(known, frozen, min(period.end - _INSTANT, at))) for period in periods}
    standing = tuple(_standing(known, frozen, at))
    named = {one.money.currency for one in known} | {one.money.currency for one in missed}
    named |= {one.currency for each in ends.values() for one in each}
    counted = {
        currency: (
            [one for one in known if one.money.currency == currency],
            [one for one in missed if one.money.currency == currency],
        )
        for currency in sorted(named)
    }
    months = tuple(
        _report(*of_it, period, currency, at, ends[period]) for period in periods for currency, of_it in counted.items()
    )
    return MoneyReport(standing, months)


def _standing(waits: Sequence[Wait], frozen: Sequence[Frozen], at: datetime) -> Iterator[Standing]:
    found: dict[tuple[ClaimKind | LegalBasis, str, int | None], list[int]] = defaultdict(list)
    for one in waits:
        if _runs(one.placed_at, one.released_at, at):
            left = left_at(at, amount=one.money, lessenings=one.lessenings)
            found[one.ground, one.money.currency, _age(one.placed_at, at)].append(left)
    for freeze in _binding(frozen, at):
        for currency, amount in _available(freeze.moves, at).items():
            found[freeze.basis, currency, _age(freeze.placed_at, at)].append(amount)
    for (ground, currency, days), amounts in sorted(found.items(), key=_place):
        yield Standing(ground=ground, currency=currency, days=days, holds=len(amounts), amount=sum(amounts))


def _runs(since: datetime, until: datetime | None, at: datetime) -> bool:
    return since <= at and (until is None or until > at)


def _age(since: datetime, at: datetime) -> int | None:
    return next((age for age in AGES if at - since <= timedelta(days=age)), None)


def _binding(frozen: Iterable[Frozen], at: datetime) -> Iterable[Frozen]:
    """Return the oldest freeze in force of each member on each basis: a second order binds no second money."""
    found: dict[tuple[str, LegalBasis], Frozen] = {}
    for one in sorted(frozen, key=lambda one: one.placed_at):
        if _runs(one.placed_at, one.lifted_at, at):
            found.setdefault((one.member, one.basis), one)
    return found.values()


def _available(moves: Iterable[Move], at: datetime) -> Mapping[str, int]:
    """Return what was available by currency, where that was anything."""
    sums: Counter[str] = Counter()
    for one in moves:
        if one.at <= at:
            sums[one.currency] += one.amount
    return +sums


def _place(row: tuple[tuple[str, str, int | None], object]) -> tuple[str, str, float]:
    (ground, currency, days), _ = row
    return ground, currency, float("inf") if days is None else days


def _report(
    waits: Sequence[Wait],
    lost: Sequence[Lost],
    period: Period,
    currency: str,
    at: datetime,
    standing: Iterable[Standing],
) -> Month:
    ended = [one for one in waits if one.released_at is not None and _is_in(one.released_at, period)]
    spans = [_Span(one.money, one.placed_at, one.released_at or at, one.lessenings) for one in waits]
    spans += [_Span(one.money, one.waits_from, one.until) for one in lost if one.waits_from is not None]
    wrongly = tuple(_wrongly(lost, period))
    # A hold that was wrong in two parts may round up in each: what waited wrongly is no more than what waited.
    waited = max(sum(_money_days(span, period) for span in spans), sum(one.waited for one in wrongly))
    return Month(
        period=period,
        currency=currency,
        placed=sum(_is_in(one.placed_at, period) for one in waits),
        released=dict(sorted(Counter(one.because for one in ended if one.because is not None).items())),
        waited=waited,
        wrongly=wrongly,
        late=sum(_is_late(one, period, at) for one in waits),
        standing=tuple(one for one in standing if one.currency == currency),
    )


def _wrongly(lost: Sequence[Lost], period: Period) -> Iterator[Wrong]:
    """Yield each ground on which anything was missing, or found to be owed, in a period."""
    for ground in sorted({one.ground for one in lost}):
        mine = [one for one in lost if one.ground == ground]
        waited = sum(_money_days(_Span(one.money, one.since, one.until, one.lessenings), period) for one in mine)
        owed = sum(one.owed.amount for one in mine if _is_in(one.recorded_at, period))
        if waited or owed:
            yield Wrong(ground=ground, waited=waited, owed=owed)


def _is_in(instant: datetime, period: Period) -> bool:
    return period.start <= instant < period.end


@dataclass(frozen=True, slots=True)
class _Span:
    """How much was missing from when to when, and how much of it was there again before."""

    money: Money
    since: datetime
    until: datetime
    lessenings: tuple[Lessening, ...] = ()

    def count_till(self, instant: datetime) -> int:
        """Return the whole minor units times days till an instant."""
        until = min(instant, self.until)
        return round(count_money_days(amount=self.money, since=self.since, until=until, lessenings=self.lessenings))


def _money_days(span: _Span, period: Period) -> int:
    """Return the whole minor units times days within a period: those of adjoining ones sum to those of the whole."""
    return span.count_till(period.end) - span.count_till(period.start)


def _is_late(wait: Wait, period: Period, at: datetime) -> bool:
    """Tell whether a hold outlasted its date, by a date in this period; one that still does counts, too."""
    return _is_in(wait.release_at, period) and (wait.released_at or at) > wait.release_at + PUNCTUAL
