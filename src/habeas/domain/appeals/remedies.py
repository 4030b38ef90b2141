"""What is owed to a member after a decision was undone, until when, and the days that were lost (PWD11-3, FUND-8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from habeas.domain.clocks.deadlines import Deadline, start
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.policy.unknown import Unknown

EARNINGS_WINDOW: Final = timedelta(days=90)
"""How far back a member's usual earnings are looked at: long enough for seasons of work, short enough to be theirs."""

_DAY: Final = timedelta(days=1)


class RemedyKind(StrEnum):
    """What can be owed."""

    BADGE = "badge"
    RANKING = "ranking"
    FEE_CREDIT = "fee_credit"
    LOST_EARNINGS = "lost_earnings"


@dataclass(frozen=True, slots=True)
class Estimate:
    """How lost earnings were estimated: what was earned in so many days before, for each of the days lost."""

    earned: int
    in_days: int
    days_lost: int

    @property
    def amount(self) -> int:
        """Return the estimate in minor units, rounded up: doubt is the platform's."""
        return -(-self.earned * self.days_lost // self.in_days)


@dataclass(frozen=True, slots=True)
class OwedRemedy:
    """One thing owed: what it restores, or an amount in minor units; `subject` of a fee is the contract it was kept of.

    `estimate` says how an amount was estimated: then a person confirms it.
    """

    kind: RemedyKind
    subject: str = ""
    amount: int = 0
    currency: str = ""
    estimate: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """All that is owed, by when, and the days lost; `unknown` says what could not be found out and must be asked."""

    owed: tuple[OwedRemedy, ...]
    days_lost: int
    deadline: Deadline
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeeKept:
    """What the host kept of the money of one contract, in minor units."""

    contract: str
    amount: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a member lost while a decision was in effect.

    `fees` are those that the host kept of what was released to the member on the days lost, `earned_before` what they
    earned in the 90 days before, in minor units by currency; unknown where nobody told. `joined_at` is when they joined
    the marketplace, None where nobody told. `ended_at` is when it was over by itself, before it was undone.
    """

    effective_at: datetime
    undone_at: datetime
    badges: tuple[str, ...] = ()
    rankings: tuple[str, ...] = ()
    fees: Sequence[FeeKept] | Unknown
    earned_before: Mapping[str, int] | Unknown
    joined_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def lasted_until(self) -> datetime:
        """Return till when the decision took something from the member."""
        return self.undone_at if self.ended_at is None else min(self.ended_at, self.undone_at)

    @property
    def earned_in_days(self) -> int:
        """Return in how many days they earned what is known: nobody earns on a day before they joined."""
        here = None if self.joined_at is None else self.effective_at - self.joined_at
        window = EARNINGS_WINDOW if here is None else min(here, EARNINGS_WINDOW)
        return max(window // _DAY, 1)


def days_lost(*, effective_at: datetime, undone_at: datetime, zone: tzinfo) -> int:
    """Return on how many of the member's calendar days the decision was in effect; a part of a day counts whole."""
    first, last = (_day(at, zone) for at in (effective_at, max(effective_at, undone_at)))
    return (last - first).days + 1


def lost_period(*, effective_at: datetime, lasted_until: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return from when till when, in UTC, the days lost ran: whole days of the member, as `days_lost` counts them."""
    first, last = _day(effective_at, zone), _day(max(effective_at, lasted_until), zone)
    begins, ends = (datetime.combine(day, time(), tzinfo=zone) for day in (first, last + _DAY))
    return begins.astimezone(UTC), ends.astimezone(UTC)


def remedy_owed(loss: Loss, *, subject: str, zone: tzinfo, is_worker: bool = False) -> Remedy:
    """Return what is owed after a decision was undone, with the clock of its rule.

    A fee is given back contract by contract. Lost earnings are estimated as usual earnings a day times the days lost.
    """
    lost = days_lost(effective_at=loss.effective_at, undone_at=loss.lasted_until, zone=zone)
    owed = [OwedRemedy(RemedyKind.BADGE, badge) for badge in loss.badges]
    owed += [OwedRemedy(RemedyKind.RANKING, ranking) for ranking in loss.rankings]
    owed += [*_credits(loss.fees), *_earnings(loss, lost)]
    told = {"earned_before": loss.earned_before, "fees": loss.fees}
    unknown = tuple(name for name, value in told.items() if isinstance(value, Unknown))
    clock = CLOCKS[ClockId.WORKER_RECTIFY if is_worker else ClockId.REINSTATE]
    deadline = start(clock, subject=subject, started_at=loss.undone_at, zone=zone)
    return Remedy(tuple(owed), lost, deadline, unknown)


def _credits(fees: Sequence[FeeKept] | Unknown) -> Iterator[OwedRemedy]:
    for fee in () if isinstance(fees, Unknown) else sorted(fees, key=lambda one: (one.contract, one.currency)):
        if fee.amount > 0:
            yield OwedRemedy(RemedyKind.FEE_CREDIT, fee.contract, fee.amount, fee.currency)


def _earnings(loss: Loss, lost: int) -> Iterator[OwedRemedy]:
    before = loss.earned_before
    for currency, earned in () if isinstance(before, Unknown) else sorted(before.items()):
        if earned > 0:
            estimate = Estimate(earned, loss.earned_in_days, lost)
            yield OwedRemedy(RemedyKind.LOST_EARNINGS, "", estimate.amount, currency, estimate)


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()
