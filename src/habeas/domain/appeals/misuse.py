"""When appeals may be limited: after a warning, by a person's decision, for a time; courts stay open (DSA23-2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Outcome
from habeas.domain.refusals import Refused

LONGEST_THROTTLE: Final = timedelta(days=90)
"""A reasonable time (DSA23-2); house choice."""

UNFOUNDED_BEFORE_WARNING: Final = 5
"""Manifestly unfounded appeals, as people found them, before somebody may be warned."""


class ThrottleWithoutWarning(Refused):
    """A limit on somebody who was not warned first."""

    rule = "DSA23-2"
    says = "{member} was not warned; warn first, and let at least one more manifestly unfounded appeal follow"


class ThrottledByMachine(Refused):
    """A limit that no person decided."""

    rule = "DSA23-2"
    says = "{actor} is no person; a limit on appeals is a decision of its own, by a named human"


class ThrottleTooLong(Refused):
    """A limit beyond a reasonable time."""

    rule = "DSA23-2"
    says = "appeals are limited for at most {longest}, not {lasts}"


class WarningTooEarly(Refused):
    """A warning before appeals were manifestly unfounded often enough."""

    rule = "DSA23-2"
    says = "{found} appeals were found manifestly unfounded; a warning takes {needed}"


class UnfoundedButNotUpheld(Refused):
    """An appeal that changed something and is called manifestly unfounded all the same."""

    rule = "DSA23-2"
    says = "an appeal that is {outcome} was not manifestly unfounded; leave that out"


@dataclass(frozen=True, slots=True)
class Throttle:
    """That somebody's appeals are limited until a date, by which decision. It can be appealed itself."""

    member: str
    decision: str
    by: Actor
    until: datetime

    def is_in_force(self, now: datetime) -> bool:
        """Tell whether it still limits."""
        return now < self.until


def check_unfounded(outcome: Outcome, *, is_unfounded: bool) -> None:
    """Refuse to count as misuse what changed the decision. Raises UnfoundedButNotUpheld."""
    if is_unfounded and outcome is not Outcome.UPHELD:
        raise UnfoundedButNotUpheld(outcome=outcome)


def check_warning(*, unfounded: int) -> None:
    """Refuse to warn somebody about misuse too early. Raises WarningTooEarly."""
    if unfounded < UNFOUNDED_BEFORE_WARNING:
        raise WarningTooEarly(found=unfounded, needed=UNFOUNDED_BEFORE_WARNING)


def throttle(
    *,
    member: str,
    decision: str,
    by: Actor,
    warned_at: datetime | None,
    unfounded_since: int,
    lasts: timedelta,
    now: datetime,
) -> Throttle:
    """Return a limit on a member's appeals. `unfounded_since` counts those after the warning.

    Raises ThrottledByMachine, ThrottleWithoutWarning, ThrottleTooLong.
    """
    if not by.is_human:
        raise ThrottledByMachine(actor=by.id)
    if warned_at is None or unfounded_since < 1:
        raise ThrottleWithoutWarning(member=member)
    if lasts > LONGEST_THROTTLE:
        raise ThrottleTooLong(longest=LONGEST_THROTTLE, lasts=lasts)
    return Throttle(member, decision, by, now + lasts)
