"""A hold: so much of a member's money waits for one claim until a date, and then is free by itself (FUND-3, FUND-4)."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.clocks.lengths import end_of
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.holds.claims import Claim, ClaimClosed
from habeas.domain.holds.contracts import OtherHolds, check_contract
from habeas.domain.holds.lessening import Lessening
from habeas.domain.refusals import Refused
from habeas.money import AmountNotPositive, Money


class ReleasedBecause(StrEnum):
    """Why held money is free again."""

    TIME = "time"
    CLAIM_REJECTED = "claim_rejected"
    CLAIM_WITHDRAWN = "claim_withdrawn"
    LIFTED = "lifted"
    REVERSED = "reversed"
    DEDUCTED = "deducted"


class HoldBeyondClaim(Refused):
    """A hold of more than is claimed."""

    rule = "FUND-4"
    says = "amount: {amount} is more than the {claimed} that {claim} claims; hold no more than that"


class HoldBeyondBalance(Refused):
    """A hold of more than the member has."""

    rule = "FUND-9"
    says = "amount: {amount} is more than the {available} that {member} has available; hold no more than that"


class HoldOfAnother(Refused):
    """A hold of one member's money for a claim against another."""

    rule = "FUND-4"
    says = "member: {claim} runs against {against}, not against {member}"


class HoldByMachine(Refused):
    """A hold that no person decided."""

    rule = "FUND-3"
    says = "by: {by} is no person; a hold of money is a restriction that a named person decides"


class OrderByOne(Refused):
    """A hold for an order by the one person who wrote the order down."""

    rule = "FUND-7"
    says = "by: {by} wrote the order {claim} down; a second person reads it and lets money wait for it"


class HoldWithoutReasons(Refused):
    """A hold, or its renewal, without reasons."""

    rule = "FUND-3"
    says = "because: say in words why the money has to wait"


class HoldTooLong(Refused):
    """A hold past its longest time, or past what the provider may keep."""

    rule = "FUND-6"
    says = "until: {until} is after {latest}, the last that {limit} allows"


class HoldEndsBeforeItStarts(Refused):
    """A hold until a time that is over."""

    rule = "FUND-4"
    says = "until: {until} is not after {now}"


class HoldRenewedBefore(Refused):
    """A second renewal."""

    rule = "FUND-4"
    says = "hold: {hold} was renewed at {at} by {by}; a hold is renewed once"


class HoldRenewedByTheSame(Refused):
    """A renewal by who placed the hold."""

    rule = "FUND-4"
    says = "by: {by} placed the hold {hold}; a second person renews it"


class HoldReleasedBefore(Refused):
    """An act on a hold that is over, a second release among them."""

    rule = "FUND-4"
    says = "hold: {hold} was released at {at} ({because})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who keeps the money, and how long they may from when it came in; None where their terms name no limit."""

    name: str
    longest: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """That a second person prolonged a hold, why, and from which date."""

    by: Actor
    at: datetime
    because: str
    from_date: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One hold. `latest` is what no renewal may pass; `decision` has its own statement, appeal and undoing.

    `amount` is what waited first, `lessenings` what of it was free again since when, for less is left of its claim.
    """

    id: str
    decision: str
    claim: str
    member: str
    amount: Money
    provider: str
    by: Actor
    because: str
    placed_at: datetime
    release_at: datetime
    latest: datetime
    deducted: Money
    lessenings: tuple[Lessening, ...] = ()
    renewal: Renewed | None = None
    released_at: datetime | None = None
    released_because: ReleasedBecause | None = None

    @property
    def left(self) -> Money:
        """Return what still waits, or was let go at the end."""
        freed = sum(one.amount.amount for one in self.lessenings)
        return self.amount - self.deducted - Money(freed, self.amount.currency)

    def in_force(self, now: datetime) -> bool:
        """Tell whether the money waits at an instant: not past its date, whoever forgot it."""
        return self.released_at is None and now < self.release_at


LONGEST: Final = timedelta(days=CLOCKS[ClockId.HOLD_LONGEST].length.count)
"""How long money waits at most, renewed or not (clock `hold_longest`)."""

_NONE: Final = OtherHolds()
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def place_hold(
    *,
    hold: str,
    decision: str,
    claim: Claim,
    member: str,
    amount: Money,
    available: Money,
    provider: Provider,
    funds_since: datetime,
    by: Actor,
    because: str,
    now: datetime,
    until: datetime | None = None,
    others: OtherHolds = _NONE,
) -> Hold:
    """Return a hold that begins now and ends 14 days later, or before, at an instant that was told.

    `available` is what the member has, `funds_since` when the provider got the oldest of it, `others` the holds for
    other claims about the same contract, whose money waits no longer in all than any. Raises ClaimClosed, MoneyRefused,
    and what this module and `domain.holds.contracts` refuse of a new hold by name.
    """
    _check_ground(claim, member=member, amount=amount, available=available)
    _check_reader(by, because, claim)
    check_contract(claim, amount, others, by=by, now=now)
    latest = _latest(provider, funds_since, others, now)
    return Hold(
        id=hold,
        decision=decision,
        claim=claim.id,
        member=member,
        amount=amount,
        provider=provider.name,
        by=by,
        because=because,
        placed_at=now,
        release_at=_release_at(min(until or _NEVER, others.latest or _NEVER), latest, provider, now),
        latest=latest,
        deducted=Money(0, amount.currency),
    )


def _latest(provider: Provider, funds_since: datetime, others: OtherHolds, now: datetime) -> datetime:
    """Return what no date of the hold may pass: the longest of all holds, and what the provider may keep."""
    longest = min(others.latest or _NEVER, _after(now, ClockId.HOLD_LONGEST))
    return longest if provider.longest is None else min(longest, funds_since + provider.longest)


def _release_at(until: datetime, latest: datetime, provider: Provider, now: datetime) -> datetime:
    """Return when a new hold ends: after the first term, or before. Raises HoldEndsBeforeItStarts, HoldTooLong."""
    release_at = min(until, _after(now, ClockId.HOLD_MAX))
    if release_at <= now:
        raise HoldEndsBeforeItStarts(until=release_at.isoformat(), now=now.isoformat())
    if release_at > latest:
        raise HoldTooLong(until=release_at.isoformat(), latest=latest.isoformat(), limit=provider.name)
    return release_at


def _check_ground(claim: Claim, *, member: str, amount: Money, available: Money) -> None:
    if claim.closed_at is not None:
        raise ClaimClosed(claim=claim.id, closed_at=claim.closed_at.isoformat())
    if claim.member != member:
        raise HoldOfAnother(claim=claim.id, against=claim.member, member=member)
    if amount.amount <= 0:
        raise AmountNotPositive("more than nothing", got=str(amount.amount), field="/amount/amount")
    if claim.rest < amount:
        raise HoldBeyondClaim(amount=amount, claimed=claim.rest, claim=claim.id)
    if not amount <= available:
        raise HoldBeyondBalance(amount=amount, available=available, member=member)


def _check_person(by: Actor, because: str) -> None:
    if not by.is_human:
        raise HoldByMachine(by=by.id)
    if not because.strip():
        raise HoldWithoutReasons


def _check_reader(by: Actor, because: str, claim: Claim) -> None:
    _check_person(by, because)
    if claim.was_read_only_by(by.id):
        raise OrderByOne(by=by.id, claim=claim.id)


def renew_hold(hold: Hold, *, claim: Claim, until: datetime, by: Actor, because: str, now: datetime) -> Hold:
    """Return the hold prolonged, once, by a second person, while its claim is undecided.

    Raises HoldReleasedBefore, HoldRenewedBefore, HoldRenewedByTheSame, HoldTooLong, HoldEndsBeforeItStarts, ...
    """
    check_running(hold, now=now)
    _check_person(by, because)
    if claim.closed_at is not None:
        raise ClaimClosed(claim=claim.id, closed_at=claim.closed_at.isoformat())
    if hold.renewal is not None:
        raise HoldRenewedBefore(hold=hold.id, at=hold.renewal.at.isoformat(), by=hold.renewal.by.id)
    if by.id == hold.by.id:
        raise HoldRenewedByTheSame(by=by.id, hold=hold.id)
    if until <= hold.release_at:
        raise HoldEndsBeforeItStarts(until=until.isoformat(), now=hold.release_at.isoformat())
    if until > hold.latest:
        raise HoldTooLong(until=until.isoformat(), latest=hold.latest.isoformat(), limit=f"the hold {hold.id}")
    renewal = Renewed(by=by, at=now, because=because, from_date=hold.release_at)
    return replace(hold, release_at=until, renewal=renewal)


def release_hold(hold: Hold, *, because: ReleasedBecause, now: datetime) -> Hold:
    """Return the hold ended. Raises HoldReleasedBefore: what is free is not freed again."""
    if hold.released_at is not None:
        raise _released(hold)
    return replace(hold, released_at=now, released_because=because)


def is_due(hold: Hold, *, now: datetime) -> bool:
    """Tell whether its time is over and nobody has released it yet."""
    return hold.released_at is None and now >= hold.release_at


def check_running(hold: Hold, *, now: datetime) -> None:
    """Refuse a hold that is over. Raises HoldReleasedBefore."""
    if hold.released_at is not None:
        raise _released(hold)
    if now >= hold.release_at:
        raise HoldReleasedBefore(hold=hold.id, at=hold.release_at.isoformat(), because=ReleasedBecause.TIME)


def _released(hold: Hold) -> HoldReleasedBefore:
    at = "" if hold.released_at is None else hold.released_at.isoformat()
    return HoldReleasedBefore(hold=hold.id, at=at, because=hold.released_because)


def _after(start: datetime, clock: ClockId) -> datetime:
    row = CLOCKS[clock]
    return end_of(start, length=row.length, counting=row.counting, zone=UTC)
