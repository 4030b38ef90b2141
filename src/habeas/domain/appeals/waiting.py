"""Waiting for the member's answer: the clock of service stands still, up to its cap; past the limit nothing waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from habeas.domain.clocks.deadlines import MOST_PAUSED, Deadline, pause, resume, start
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId


@dataclass(frozen=True, slots=True)
class Wait:
    """The time in which a question was open; `closed_at` is None while it is."""

    asked_at: datetime
    closed_at: datetime | None = None


def timely_clock(*, appeal: str, filed_at: datetime, zone: tzinfo, waits: Iterable[Wait]) -> Deadline:
    """Return the clock within which an appeal should be decided, as its questions so far have moved it.

    `waits` are in their order. The clock past which its decision rests, `appeal_limit`, waits for nobody.
    """
    clock = start(CLOCKS[ClockId.APPEAL_TIMELY], subject=appeal, started_at=filed_at, zone=zone)
    for wait in waits:
        clock = pause(clock, now=wait.asked_at)
        if wait.closed_at is not None:
            clock = resume(clock, now=wait.closed_at)
    return clock


def answer_by(clock: Deadline, *, now: datetime) -> datetime:
    """Return until when a question that is asked now waits. Raises what `pause` refuses by name."""
    return now + MOST_PAUSED - pause(clock, now=now).paused_for
