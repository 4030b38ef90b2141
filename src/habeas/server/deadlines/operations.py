"""Sets and cancels deadlines in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.models import Deadline

_BATCH: Final = 500
"""Rows a statement: SQLite takes so many values at once, and more gain nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDeadline:
    """What is due when. `subject` is the id of what it is about, `rule` the clock that its length comes from."""

    kind: Kind
    subject: str
    rule: str
    due_at: datetime
    is_test: bool = False


def set_deadline(*, kind: Kind, subject: str, rule: str, due_at: datetime, is_test: bool, now: datetime) -> None:
    """Set one deadline; one that is there stays as it is."""
    set_deadlines([NewDeadline(kind=kind, subject=subject, rule=rule, due_at=due_at, is_test=is_test)], now=now)


def set_deadlines(deadlines: Sequence[NewDeadline], *, now: datetime) -> None:
    """Set the deadlines of a batch; those that are there stay as they are."""
    Deadline.objects.bulk_create(
        [
            Deadline(
                kind=one.kind,
                subject=one.subject,
                is_test=one.is_test,
                rule=one.rule,
                due_at=one.due_at,
                created_at=now,
            )
            for one in deadlines
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )


def move_deadline(new: NewDeadline, *, now: datetime) -> None:
    """Set a deadline, or let the one that is there be due at another time, as if it was never tried."""
    set_deadlines([new], now=now)
    there = Deadline.objects.filter(kind=new.kind, subject=new.subject, is_test=new.is_test, rule=new.rule)
    there.update(
        due_at=new.due_at,
        attempts=0,
        done_at=None,
        cancelled_at=None,
        parked_at=None,
        leased_until=None,
        leased_by="",
        last_error="",
    )


def cancel_deadline(*, kind: Kind, subject: str, is_test: bool, now: datetime) -> int:
    """Let nothing more come of a subject's deadlines of one kind; return how many were open.

    A worker that is at one of them finds its lease lost.
    """
    still_open = Deadline.objects.filter(kind=kind, subject=subject, is_test=is_test, done_at=None)
    return still_open.update(done_at=now, cancelled_at=now, parked_at=None, leased_until=None, leased_by="")
