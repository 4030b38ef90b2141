"""Reads of deadlines, for whoever looks after parked ones, and of the clocks that run for a subject."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId, Consequence
from habeas.server.deadlines.clocks import standing_of
from habeas.server.deadlines.models import Clock, Deadline
from habeas.server.leases import Backlog, get_backlog


def list_parked(*, most: int) -> Sequence[Deadline]:
    """Return deadlines that were given up and wait for a person, the longest parked first."""
    return list(Deadline.objects.filter(parked_at__isnull=False, done_at=None).order_by("parked_at", "pk")[:most])


def list_unmet(*, only_parked: bool, subject: str | None, most: int) -> Sequence[Deadline]:
    """Return deadlines that are not met, the next first: all, of one subject, or those alone that were given up."""
    rows = Deadline.objects.filter(done_at=None)
    rows = rows if subject is None else rows.filter(subject=subject)
    rows = rows.filter(parked_at__isnull=False) if only_parked else rows
    return list(rows.order_by("due_at", "pk")[:most])


def list_open(*, subject: str) -> Sequence[Deadline]:
    """Return the clocks that run for one subject, the next first."""
    return list(Deadline.objects.filter(subject=subject, done_at=None).order_by("due_at", "pk"))


def map_due(subjects: Collection[str], *, is_test: bool, now: datetime) -> Mapping[str, datetime]:
    """Return when the next clock of each subject is due that is not met, as far as is known now."""
    due: dict[str, datetime] = {}
    for row in Clock.objects.filter(subject__in=subjects, is_test=is_test, met_at=None):
        at = standing_of(row).due_by(now)
        due[row.subject] = min(at, due.get(row.subject, at))
    return due


def list_promised(member: str) -> Sequence[tuple[datetime, bytes]]:
    """Return until when a member was promised something that is still to be kept, with the sealed words."""
    rows = Clock.objects.filter(member=member, is_test=False, clock=ClockId.PROMISE, met_at=None).order_by("due_at")
    return [(row.due_at, bytes(row.sealed)) for row in rows if row.sealed is not None]


def has_promise(number: int, *, subject: str, is_test: bool) -> bool:
    """Tell whether a promise about a subject is still to be kept."""
    waits = Clock.objects.filter(pk=number, subject=subject, is_test=is_test, clock=ClockId.PROMISE, met_at=None)
    return waits.exists()


def get_breached_at(subject: str, *, is_test: bool) -> datetime | None:
    """Return when the first clock of a subject ran out; None where none did."""
    rows = Clock.objects.filter(subject=subject, is_test=is_test, breached_at__isnull=False)
    return rows.order_by("breached_at").values_list("breached_at", flat=True).first()


def has_running(clock: ClockId, *, subject: str, is_test: bool) -> bool:
    """Tell whether this clock runs for a subject."""
    return Clock.objects.filter(clock=clock, subject=subject, is_test=is_test, met_at=None).exists()


def list_urgent(
    *, is_test: bool, now: datetime, most: int, after: tuple[datetime, int] | None = None
) -> Sequence[dict[str, Any]]:
    """Return the clocks of which the table warns people, or that it escalates, as they stand: what is late first.

    They are in the order of `ends_at`, from behind a place in it: a pause that goes on now moves none to another place.
    """
    behind = Q() if after is None else Q(due_at__gt=after[0]) | Q(due_at=after[0], pk__gt=after[1])
    waiting = Clock.objects.filter(is_test=is_test, met_at=None)
    soon = Q(breached_at=None, warned_at__isnull=False, clock__in=_with(Consequence.WARN_LEAD))
    late = Q(breached_at__isnull=False, clock__in=_with(Consequence.ESCALATE))
    rows = waiting.filter(soon | late, behind).order_by("due_at", "pk")[:most]
    return [_urgent(row, now) for row in rows]


def _urgent(row: Clock, now: datetime) -> dict[str, Any]:
    return {**_clock(row, now), "subject": row.subject, "member": row.member, "ends_at": row.due_at.isoformat()}


def _with(consequence: Consequence) -> list[str]:
    """Return the clocks from which this follows, before or at their end."""
    return [one.id.value for one in CLOCKS.values() if consequence in {*one.on_warn, *one.on_breach}]


def count_kept() -> Sequence[dict[str, Any]]:
    """Return how often each clock that is counted publicly has run, was met in time, and ran out: of all members."""
    counted = Clock.objects.filter(clock__in=_with(Consequence.COUNT_PUBLICLY), is_test=False)
    sums = counted.values("clock").annotate(
        started=Count("pk"),
        kept=Count("pk", filter=Q(met_at__isnull=False, breached_at=None)),
        late=Count("pk", filter=Q(breached_at__isnull=False)),
    )
    found = {row["clock"]: row for row in sums}
    nothing = {"started": 0, "kept": 0, "late": 0}
    return [found.get(one, {"clock": one, **nothing}) for one in _with(Consequence.COUNT_PUBLICLY)]


def list_clocks(*, subject: str, is_test: bool, now: datetime) -> Sequence[dict[str, Any]]:
    """Return the clocks of a subject and how each stands, the oldest first; no words of a promise."""
    rows = Clock.objects.filter(subject=subject, is_test=is_test).order_by("started_at", "pk")
    return [_clock(row, now) for row in rows]


def _clock(row: Clock, now: datetime) -> dict[str, Any]:
    standing = standing_of(row)
    return {
        "number": row.pk,
        "clock": row.clock,
        "rules": row.rules,
        "state": standing.state(now).value,
        "started_at": row.started_at.isoformat(),
        "due_at": standing.due_by(now).isoformat(),
        "paused_for_seconds": int((row.paused_for + standing.stood_by(now)).total_seconds()),
        "met_at": None if row.met_at is None else row.met_at.isoformat(),
        "breached_at": None if row.breached_at is None else row.breached_at.isoformat(),
    }


def get_deadlines_backlog(*, now: datetime) -> Backlog:
    """Return how many deadlines wait, and since when."""
    return get_backlog(Deadline, now=now)
