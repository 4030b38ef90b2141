"""The clocks that a policy names, on top of the table: a policy may tighten each, and names no others."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from habeas.domain.clocks.lengths import Length, Unit
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import Clock, ClockId, tightened
from habeas.domain.refusals import Refused

WORKING_DAY: Final = timedelta(hours=8)
"""What a policy means by a day where a clock counts the hours in which people work."""

POLICY_NAMES: Final[Mapping[str, ClockId]] = {
    "held_message": ClockId.MESSAGE_HOLD,
    "held_message_in_contract": ClockId.MESSAGE_HOLD_IN_CONTRACT,
    "answer_before_suspension": ClockId.NOTICE_OF_INTENT,
    "appeal_acknowledged": ClockId.APPEAL_ACKNOWLEDGED,
    "appeal_decided": ClockId.APPEAL_LIMIT,
    "case_reviewed": ClockId.CASE_REVIEWED,
}
"""What a policy calls the clocks that it may set."""

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


class UnknownClock(Refused):
    """A policy that sets a clock which nothing runs by."""

    rule = "invariant 12"
    says = "the policy sets the clock '{clock}', which nothing runs by; it may set {known}"


class ClockNotWhole(Refused):
    """A policy that sets a clock to a part of the unit in which it counts."""

    rule = "invariant 12"
    says = "the policy sets '{clock}' to {duration}; this clock counts whole {unit}"


def clocks_under(policy_clocks: Mapping[str, timedelta]) -> Mapping[ClockId, Clock]:
    """Return the table as a policy tightens it. Raises UnknownClock, ClockNotWhole, ClockLoosened."""
    lengths = {}
    for name, duration in policy_clocks.items():
        if name not in POLICY_NAMES:
            raise UnknownClock(clock=name, known=", ".join(POLICY_NAMES))
        clock = CLOCKS[POLICY_NAMES[name]]
        lengths[clock.id] = _length(name, duration, clock)
    return tightened(CLOCKS, lengths=lengths)


def _length(name: str, duration: timedelta, clock: Clock) -> Length:
    elapsed = duration
    if clock.in_working_time:
        whole_days, rest = divmod(duration, _DAY)
        elapsed = whole_days * WORKING_DAY + rest
    unit = _HOUR if clock.length.unit is Unit.HOURS else _DAY
    count, rest = divmod(elapsed, unit)
    if rest:
        raise ClockNotWhole(clock=name, duration=duration, unit=clock.length.unit)
    return Length(count, clock.length.unit)
