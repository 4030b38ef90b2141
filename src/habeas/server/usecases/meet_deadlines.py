"""Does what is due by itself, each deadline once: what it brings about and its being done are one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from django.db import transaction

from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.models import Deadline
from habeas.server.leases import Lease, claim, complete, postpone

log: Final = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """What a deadline is about, by which rule it was set, and when it was seen to be due."""

    subject: str
    rule: str
    is_test: bool
    now: datetime


Act = Callable[[Due], None]
"""Bring about what was due. It may be asked twice, and then finds it done."""


@dataclass(frozen=True, slots=True)
class Met:
    """What became of a deadline that was tried: done, failed, or by now another worker's."""

    kind: Kind
    is_done: bool


def meet_deadlines(*, acts: Mapping[Kind, Act], lease: Lease, now: datetime, most: int) -> tuple[Met, ...]:
    """Meet due deadlines, the longest due first; one that fails is tried again later and costs the others nothing."""
    due = claim(Deadline, lease=lease, now=now, most=most)
    return tuple(Met(Kind(one.kind), _meet(one, acts[Kind(one.kind)], lease=lease, now=now)) for one in due)


def _meet(deadline: Deadline, act: Act, *, lease: Lease, now: datetime) -> bool:
    try:
        with transaction.atomic():
            if not complete(deadline, lease=lease, now=now):
                return False
            act(Due(deadline.subject, deadline.rule, deadline.is_test, now))
    except Exception as error:  # whatever it is, it is written to the row and tried again
        log.exception("deadline failed", kind=deadline.kind, attempts=deadline.attempts)
        postpone(deadline, lease=lease, now=now, error=f"{type(error).__name__}: {error}")
        return False
    return True
