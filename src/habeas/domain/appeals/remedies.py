"""What is owed to a member after a decision was undone, until when, and the days that were lost (PWD11-3, FUND-8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
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
class OwedRemedy:
    """One thing owed: what it restores, or an amount in minor units. `is_estimate`: a person confirms the amount."""

    kind: RemedyKind
    subject: str = ""
    amount: int = 0
    currency: str = ""
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Remedy:
    """All that is owed, by when, and the days lost; `unknown` says what could not be estimated and must be asked."""

    owed: tuple[OwedRemedy, ...]
    days_lost: int
    deadline: Deadline
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a member lost while a decision was in effect.

    `fees` are those that the member paid meanwhile for what they could not use, `earned_before` what they earned in
    the 90 days before, each in minor units by currency; unknown where nobody told. `ended_at` is when it was over by
    itself, before it was undone.
    """

    effective_at: datetime
    undone_at: datetime
    badges: tuple[str, ...] = ()
    rankings: tuple[str, ...] = ()
    fees: Mapping[str, int]
    earned_before: Mapping[str, int] | Unknown
    ended_at: datetime | None = None

    @property
    def lasted_until(self) -> datetime:
        """Return till when the decision took something from the member."""
        return self.undone_at if self.ended_at is None else min(self.ended_at, self.undone_at)


def days_lost(*, effective_at: datetime, undone_at: datetime, zone: tzinfo) -> int:
    """Return on how many of the member's calendar days the decision was in effect; a part of a day counts whole."""
    first, last = (_day(at, zone) for at in (effective_at, max(effective_at, undone_at)))
    return (last - first).days + 1


def remedy_owed(loss: Loss, *, subject: str, zone: tzinfo, is_worker: bool = False) -> Remedy:
    """Return what is owed after a decision was undone, with the clock of its rule.

    Lost earnings are estimated as usual earnings a day times the days lost, rounded up: doubt is the platform's.
    """
    lost = days_lost(effective_at=loss.effective_at, undone_at=loss.lasted_until, zone=zone)
    owed = [OwedRemedy(RemedyKind.BADGE, badge) for badge in loss.badges]
    owed += [OwedRemedy(RemedyKind.RANKING, ranking) for ranking in loss.rankings]
    owed += [
        OwedRemedy(RemedyKind.FEE_CREDIT, amount=amount, currency=currency)
        for currency, amount in sorted(loss.fees.items())
        if amount > 0
    ]
    unknown = ("earned_before",) if isinstance(loss.earned_before, Unknown) else ()
    before = {} if isinstance(loss.earned_before, Unknown) else loss.earned_before
    owed += [
        OwedRemedy(RemedyKind.LOST_EARNINGS, amount=_estimate(amount, lost), currency=currency, is_estimate=True)
        for currency, amount in sorted(before.items())
        if amount > 0
    ]
    clock = CLOCKS[ClockId.WORKER_RECTIFY if is_worker else ClockId.REINSTATE]
    deadline = start(clock, subject=subject, started_at=loss.undone_at, zone=zone)
    return Remedy(tuple(owed), lost, deadline, unknown)


def _estimate(earned: int, days: int) -> int:
    return -(-earned * days // (EARNINGS_WINDOW // _DAY))


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()
