"""Clocks of service and promises between their rows and the core: started, paused, met, looked at when due."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from habeas.domain.clocks import deadlines as core
from habeas.domain.clocks.table import ClockId
from habeas.server.deadlines.calendars import calendar_as_json, calendar_from_json
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.models import Clock
from habeas.server.deadlines.operations import NewDeadline, cancel_deadline, move_deadline, set_deadlines

_PAUSABLE = (core.ClockState.RUNNING, core.ClockState.WARNED)


def keep_clock(
    deadline: core.Deadline, *, member: str, is_test: bool, now: datetime, sealed: bytes | None = None
) -> Clock:
    """Write a clock that has started, and set when it is looked at again."""
    row = _row(deadline, member=member, is_test=is_test, sealed=sealed)
    take_over(row, deadline, now=now)
    return row


def keep_clocks(started: Sequence[tuple[core.Deadline, str]], *, is_test: bool, now: datetime) -> None:
    """Write clocks that have started, each with whom it concerns, in few statements; they wait for the same worker."""
    rows = [_row(deadline, member=member, is_test=is_test) for deadline, member in started]
    kept = Clock.objects.bulk_create(rows)
    due = zip(kept, (core.next_moment(deadline, now=now) for deadline, _ in started), strict=True)
    set_deadlines([_tick(row, max(at, now)) for row, at in due if at is not None], now=now)


def _row(deadline: core.Deadline, *, member: str, is_test: bool, sealed: bytes | None = None) -> Clock:
    return Clock(
        clock=deadline.clock,
        subject=deadline.subject,
        member=member,
        is_test=is_test,
        rules=list(deadline.rules),
        started_at=deadline.started_at,
        due_at=deadline.due_at,
        warns_at=deadline.warns_at,
        pauses=deadline.pauses,
        met_at=deadline.met_at,
        sealed=sealed,
        calendar=None if deadline.calendar is None else calendar_as_json(deadline.calendar),
    )


def _tick(row: Clock, at: datetime) -> NewDeadline:
    return NewDeadline(kind=Kind.TICK_CLOCK, subject=str(row.pk), rule=row.clock, due_at=at, is_test=row.is_test)


def standing_of(row: Clock) -> core.Deadline:
    """Return a clock as the core has it, without the words of a promise."""
    return core.Deadline(
        clock=ClockId(row.clock),
        subject=row.subject,
        rules=tuple(row.rules),
        started_at=row.started_at,
        due_at=row.due_at,
        warns_at=row.warns_at,
        pauses=row.pauses,
        paused_at=row.paused_at,
        paused_for=row.paused_for,
        warned_at=row.warned_at,
        breached_at=row.breached_at,
        met_at=row.met_at,
        calendar=None if row.calendar is None else calendar_from_json(row.calendar),
    )


def take_over(row: Clock, moved: core.Deadline, *, now: datetime) -> None:
    """Write a clock as it stands now, and set when it is looked at again."""
    row.due_at, row.warns_at = moved.due_at, moved.warns_at
    row.paused_at, row.paused_for = moved.paused_at, moved.paused_for
    row.warned_at, row.breached_at, row.met_at = moved.warned_at, moved.breached_at, moved.met_at
    row.save()
    again_at = core.next_moment(moved, now=now)
    if again_at is None:
        cancel_deadline(kind=Kind.TICK_CLOCK, subject=str(row.pk), is_test=row.is_test, now=now)
        return
    move_deadline(_tick(row, max(again_at, now)), now=now)


def pause_clocks(subject: str, *, is_test: bool, now: datetime) -> Sequence[core.Deadline]:
    """Let the clocks of a subject that may stand still do so, to wait for the member, and return them.

    What has run out stays so. Raises PauseSpent.
    """
    rows = [row for row in _running(subject, is_test=is_test) if row.pauses]
    return [_move(row, core.pause, now) for row in rows if standing_of(row).state(now) in _PAUSABLE]


def pause_clock(clock: ClockId, *, subject: str, is_test: bool, now: datetime) -> core.Deadline:
    """Let one clock that runs for a subject stand still, and return it. Raises ClockNotRunning, PauseSpent."""
    row = Clock.objects.select_for_update().get(clock=clock, subject=subject, is_test=is_test, met_at=None)
    return _move(row, core.pause, now)


def resume_clocks(subject: str, *, is_test: bool, now: datetime) -> None:
    """Let the clocks of a subject run on."""
    for row in _running(subject, is_test=is_test):
        if row.paused_at is not None:
            _move(row, core.resume, now)


def meet_clocks(subject: str, *, is_test: bool, now: datetime, only: Collection[ClockId] = frozenset(ClockId)) -> None:
    """Say that what these clocks of a subject waited for is done; where none are named, all of them."""
    for row in _running(subject, is_test=is_test):
        if row.clock in only:
            _move(row, core.meet, now)


def _running(subject: str, *, is_test: bool) -> list[Clock]:
    rows = Clock.objects.select_for_update().filter(subject=subject, is_test=is_test, met_at=None)
    return list(rows.order_by("pk"))


def _move(row: Clock, how: Callable[..., core.Deadline], now: datetime) -> core.Deadline:
    moved = how(standing_of(row), now=now)
    take_over(row, moved, now=now)
    return moved


class NoSuchPromise(LookupError):
    """A promise that is not there, or was kept before."""


def meet_promise(number: int, *, subject: str, is_test: bool, now: datetime) -> Clock:
    """Say that a promise about a subject was kept, and return its clock. Raises NoSuchPromise."""
    row = next((one for one in _running(subject, is_test=is_test) if one.pk == number), None)
    if row is None or row.clock != ClockId.PROMISE:
        raise NoSuchPromise(number)
    _move(row, core.meet, now)
    return row


def lock_clock(number: int, *, is_test: bool) -> Clock | None:
    """Return a clock, locked till the transaction ends; None where it is gone."""
    return Clock.objects.select_for_update().filter(pk=number, is_test=is_test).first()
