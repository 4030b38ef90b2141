"""A clock that runs for one subject: computed when the state changes, with the rule that made it.

It stands still only while it waits for the member, up to a cap; and it says by itself what is due at an instant.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from habeas.domain.clocks.calendars import BusinessCalendar, add_working_time, working_time_between
from habeas.domain.clocks.lengths import Unit, end_of
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import Clock, ClockId, Consequence
from habeas.domain.refusals import Refused

MOST_PAUSED: Final = timedelta(days=7)
"""How long a clock may stand still in all; then it runs again, whoever has not answered."""


class ClockState(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    WARNED = "warned"
    BREACHED = "breached"
    MET = "met"


class ClockNeverPauses(Refused):
    """A clock that runs whatever anybody waits for."""

    rule = "invariant 12"
    says = "the clock {clock} of {subject} does not stand still: only clocks of service wait for the member"


class ClockNotRunning(Refused):
    """A clock that was met, has run out, or already stands still."""

    rule = "invariant 12"
    says = "the clock {clock} of {subject} is {state}; only one that runs can be paused"


class ClockNotPaused(Refused):
    """A clock that does not stand still."""

    rule = "invariant 12"
    says = "the clock {clock} of {subject} does not stand still, so it cannot go on"


class PauseSpent(Refused):
    """A clock that stood still as long as it may."""

    rule = "invariant 12"
    says = "the clock {clock} of {subject} has stood still for {paused}, which is the most; answer without waiting"


class CalendarNeeded(Refused):
    """A clock that counts working time was started without knowing when people work."""

    rule = "invariant 12"
    says = "the clock {clock} counts working time; give the calendar of the queue"


class PromiseInThePast(Refused):
    """A promise for a time that is over."""

    rule = "invariant 12"
    says = "{until} is not after {now}; promise a time to come"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One running clock. `due_at` holds all pauses that are over; `paused_at` is when it began to stand still.

    `calendar` is the one that it was computed by where it counts working time, and None where it counts elapsed time.
    """

    clock: ClockId
    subject: str
    rules: tuple[str, ...]
    started_at: datetime
    due_at: datetime
    warns_at: datetime | None = None
    pauses: bool = False
    paused_at: datetime | None = None
    paused_for: timedelta = timedelta(0)
    warned_at: datetime | None = None
    breached_at: datetime | None = None
    met_at: datetime | None = None
    promised: str = ""
    calendar: BusinessCalendar | None = None

    def state(self, now: datetime) -> ClockState:
        """Return how it stands at an instant. What is met too late stays breached."""
        if self.breached_at is not None or (self.met_at or now) >= self.due_by(now):
            return ClockState.BREACHED
        if self.met_at is not None:
            return ClockState.MET
        if self.is_paused(now):
            return ClockState.PAUSED
        is_near = self.warns_at is not None and now >= self.moved(self.warns_at, now)
        return ClockState.WARNED if is_near else ClockState.RUNNING

    def is_paused(self, now: datetime) -> bool:
        """Tell whether it stands still; at the cap it goes on by itself."""
        return self.paused_at is not None and now < self.paused_at + MOST_PAUSED - self.paused_for

    def due_by(self, now: datetime) -> datetime:
        """Return when it is due as far as is known now: a pause that is still open has moved it."""
        return self.moved(self.due_at, now)

    def moved(self, at: datetime, now: datetime) -> datetime:
        """Return an instant moved by the pause that is still open: by the time in it that the clock would have counted.

        A weekend takes nothing of working time, so that a pause over one gives nothing.
        """
        stood = self.stood_by(now)
        if self.calendar is None or self.paused_at is None:
            return at + stood
        worked = working_time_between(self.paused_at, self.paused_at + stood, calendar=self.calendar)
        # No time added to a close of work would be the next opening.
        return add_working_time(at, duration=worked, calendar=self.calendar) if worked else at

    def stood_by(self, now: datetime) -> timedelta:
        """Return how long the pause that is still open has lasted, up to the cap."""
        if self.paused_at is None:
            return timedelta(0)
        return min(now - self.paused_at, MOST_PAUSED - self.paused_for)


def start(
    clock: Clock,
    *,
    subject: str,
    started_at: datetime,
    zone: tzinfo,
    calendar: BusinessCalendar | None = None,
) -> Deadline:
    """Return the deadline of a clock that starts for a subject, in the zone of whom it concerns.

    Legal dates count calendar days whatever the calendar says. Raises CalendarNeeded, NobodyEverWorks.
    """
    counts_work = clock.in_working_time and clock.length.unit is Unit.HOURS
    if counts_work:
        due_at, warns_at = _in_working_time(clock, started_at, calendar)
    else:
        due_at = end_of(started_at, length=clock.length, counting=clock.counting, zone=zone)
        warns_at = _warns(clock, started_at, due_at)
    return Deadline(
        clock=clock.id,
        subject=subject,
        rules=clock.rules,
        started_at=started_at,
        due_at=due_at,
        warns_at=warns_at,
        pauses=clock.pauses,
        calendar=calendar if counts_work else None,
    )


def _in_working_time(
    clock: Clock, started_at: datetime, calendar: BusinessCalendar | None
) -> tuple[datetime, datetime | None]:
    """Return when it is due and when it warns: both while people work, for a warning at night is read by nobody."""
    if calendar is None:
        raise CalendarNeeded(clock=clock.id)
    length = timedelta(hours=clock.length.count)
    due_at = add_working_time(started_at, duration=length, calendar=calendar)
    if clock.warns_before is None:
        return due_at, None
    before = max(timedelta(0), length - clock.warns_before)
    return due_at, add_working_time(started_at, duration=before, calendar=calendar)


def _warns(clock: Clock, started_at: datetime, due_at: datetime) -> datetime | None:
    return None if clock.warns_before is None else max(started_at, due_at - clock.warns_before)


def extended(deadline: Deadline, *, zone: tzinfo) -> Deadline:
    """Return the deadline with what its clock may add once for complexity, counted from its start.

    Raises KeyError for a clock of which the table knows no extension: nobody extends in silence.
    """
    clock = CLOCKS[deadline.clock]
    if clock.extension is None:
        raise KeyError(f"the clock {deadline.clock} has no extension")
    longer = replace(clock.length, count=clock.length.count + clock.extension.count)
    due_at = end_of(deadline.started_at, length=longer, counting=clock.counting, zone=zone)
    return replace(deadline, due_at=due_at, warns_at=_warns(clock, deadline.started_at, due_at), warned_at=None)


def ends_at(clock: Clock, *, subject: str, started_at: datetime, due_at: datetime) -> Deadline:
    """Return the deadline of a clock that ends at an instant which somebody has set within its length."""
    return Deadline(
        clock=clock.id,
        subject=subject,
        rules=clock.rules,
        started_at=started_at,
        due_at=due_at,
        warns_at=_warns(clock, started_at, due_at),
    )


def promise(*, by: str, words: str, subject: str, until: datetime, now: datetime) -> Deadline:
    """Return the clock of what an agent promised to a member. Raises PromiseInThePast."""
    if until <= now:
        raise PromiseInThePast(until=until.isoformat(), now=now.isoformat())
    made = ends_at(CLOCKS[ClockId.PROMISE], subject=subject, started_at=now, due_at=until)
    return replace(made, rules=(*made.rules, f"promised by {by}"), promised=words)


def pause(deadline: Deadline, *, now: datetime) -> Deadline:
    """Return the deadline standing still, to wait for the member.

    Raises ClockNeverPauses, ClockNotRunning, PauseSpent.
    """
    if not deadline.pauses:
        raise ClockNeverPauses(clock=deadline.clock, subject=deadline.subject)
    if deadline.state(now) not in {ClockState.RUNNING, ClockState.WARNED}:
        raise ClockNotRunning(clock=deadline.clock, subject=deadline.subject, state=deadline.state(now))
    if deadline.paused_at is not None or deadline.paused_for >= MOST_PAUSED:
        raise PauseSpent(clock=deadline.clock, subject=deadline.subject, paused=MOST_PAUSED)
    return replace(deadline, paused_at=now)


def resume(deadline: Deadline, *, now: datetime) -> Deadline:
    """Return the deadline running again, moved by what it would have counted meanwhile. Raises ClockNotPaused."""
    if deadline.paused_at is None:
        raise ClockNotPaused(clock=deadline.clock, subject=deadline.subject)
    return replace(
        deadline,
        due_at=deadline.due_by(now),
        warns_at=None if deadline.warns_at is None else deadline.moved(deadline.warns_at, now),
        paused_at=None,
        paused_for=deadline.paused_for + deadline.stood_by(now),
    )


def meet(deadline: Deadline, *, now: datetime) -> Deadline:
    """Return the deadline with what it waited for done. The first time counts; one that ran out stays so."""
    return deadline if deadline.met_at is not None else replace(deadline, met_at=now)


@dataclass(frozen=True, slots=True)
class Tick:
    """A deadline as noted at an instant, and what follows now and had not followed before."""

    deadline: Deadline
    consequences: tuple[Consequence, ...] = ()


def tick(deadline: Deadline, *, now: datetime) -> Tick:
    """Return what follows at this instant. Each warning and each breach follows once, however often it is asked.

    What was met too late, before anybody noted the breach, is only counted: there is nothing to hurry any more.
    """
    clock, state = CLOCKS[deadline.clock], deadline.state(now)
    if state is ClockState.BREACHED and deadline.breached_at is None:
        counted = tuple(one for one in clock.on_breach if one is Consequence.COUNT_PUBLICLY)
        follows = clock.on_breach if deadline.met_at is None else counted
        return Tick(replace(deadline, breached_at=deadline.due_by(now)), follows)
    if state is ClockState.WARNED and deadline.warned_at is None:
        return Tick(replace(deadline, warned_at=now), clock.on_warn)
    return Tick(deadline)


def next_moment(deadline: Deadline, *, now: datetime) -> datetime | None:
    """Return when to look at it again: at its warning, its end, or the end of the longest pause; None when never."""
    if deadline.met_at is not None or deadline.breached_at is not None:
        return None
    if deadline.paused_at is not None and deadline.is_paused(now):
        return deadline.paused_at + MOST_PAUSED - deadline.paused_for
    if deadline.warns_at is not None and deadline.warned_at is None:
        return min(deadline.moved(deadline.warns_at, now), deadline.due_by(now))
    return deadline.due_by(now)
