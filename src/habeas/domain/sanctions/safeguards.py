"""Safeguards: what protects an account or other members for hours. No sanction, no strike, and its owner ends it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.refusals import Refused

LONGEST: Final = timedelta(hours=CLOCKS[ClockId.SAFEGUARD_MAX].length.count)
"""How long a safeguard lasts at most (clock `safeguard_max`)."""

AGAIN_AFTER: Final = timedelta(days=CLOCKS[ClockId.SAFEGUARD_AGAIN].length.count)
"""How long a machine waits for a person before it may place another (clock `safeguard_again`)."""


BY_PEOPLE: Final = 3
"""How often people place one of a kind for a member in that time: what takes longer is a sanction, with its appeal."""


class SafeguardKind(StrEnum):
    """What a safeguard does."""

    RATE_LIMIT = "rate_limit"
    STEP_UP_CHECK = "step_up_check"
    SESSION_LOCK = "session_lock"
    PAYOUT_DETAILS_FREEZE = "payout_details_freeze"
    MESSAGE_QUARANTINE = "message_quarantine"


class SafeguardTooSoon(Refused):
    """A second safeguard by a machine before a person looked."""

    rule = "PWD10-5"
    says = "a machine placed a safeguard for {member} at {placed_at}; until {again_at} only a person may place another"


class SafeguardTooOften(Refused):
    """Safeguards in a row, which would be a sanction that nobody can appeal."""

    rule = "PWD10-5"
    says = (
        "people placed {kind} for {member} {times} times in {days} days; what has to last longer is a sanction, with "
        "its statement and its appeal: decide the case, or wait until {again_at}"
    )


class SafeguardTooLong(Refused):
    """A safeguard that would outlast its clock."""

    rule = "PWD10-5"
    says = "a safeguard lasts at most {longest}, not {lasts}; what has to last is a sanction, with its statement"


class NotTheOwner(Refused):
    """Somebody other than the account's owner would lift its safeguard."""

    rule = "design 5"
    says = "{by} does not own the account of {member}; its owner recovers it in one step, a person may lift it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Safeguard:
    """One safeguard. The member is told at once; nothing that the account did meanwhile counts against its owner."""

    id: str
    member: str
    kind: SafeguardKind
    by: Actor
    because: str
    placed_at: datetime
    ends_at: datetime
    ended_by: str = ""

    def in_force(self, now: datetime) -> bool:
        """Tell whether it still protects."""
        return self.placed_at <= now < self.ends_at


def place_safeguard(
    *,
    safeguard: str,
    member: str,
    kind: SafeguardKind,
    by: Actor,
    because: str,
    earlier: Iterable[Safeguard],
    now: datetime,
    lasts: timedelta = LONGEST,
) -> Safeguard:
    """Return a safeguard that begins now. Raises SafeguardTooSoon, SafeguardTooOften, SafeguardTooLong.

    `earlier` are the member's safeguards; one by a person stops no machine, only more of its kind by people.
    """
    if lasts > LONGEST:
        raise SafeguardTooLong(longest=LONGEST, lasts=lasts)
    before = tuple(earlier)
    if by.is_human:
        _check_often(kind, member, before, now)
    last = max((one.placed_at for one in before if not one.by.is_human), default=None)
    if not by.is_human and last is not None and now < last + AGAIN_AFTER:
        raise SafeguardTooSoon(member=member, placed_at=last.isoformat(), again_at=(last + AGAIN_AFTER).isoformat())
    return Safeguard(id=safeguard, member=member, kind=kind, by=by, because=because, placed_at=now, ends_at=now + lasts)


def _check_often(kind: SafeguardKind, member: str, earlier: tuple[Safeguard, ...], now: datetime) -> None:
    since = now - AGAIN_AFTER
    lately = sorted(one.placed_at for one in earlier if one.by.is_human and one.kind is kind and one.placed_at > since)
    if len(lately) >= BY_PEOPLE:
        again_at = (lately[-BY_PEOPLE] + AGAIN_AFTER).isoformat()
        raise SafeguardTooOften(kind=kind, member=member, times=len(lately), days=AGAIN_AFTER.days, again_at=again_at)


def recover(safeguard: Safeguard, *, by: Actor, now: datetime) -> Safeguard:
    """Return the safeguard ended by the account's owner, in one step. Raises NotTheOwner.

    What is over stays as it ended.
    """
    if by.id != safeguard.member or not by.is_human:
        raise NotTheOwner(by=by.id, member=safeguard.member)
    return replace(safeguard, ends_at=now, ended_by=by.id) if safeguard.in_force(now) else safeguard
