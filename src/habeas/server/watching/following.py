"""Does what the table says of a clock that warns, or has run out: each thing once (invariant 12)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from habeas.domain.clocks.table import ClockId, Consequence
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.models import Clock
from habeas.server.outbox.clocks import clock_payload
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.parties.keys import NOBODY
from habeas.server.watching.effects import EFFECTS
from habeas.server.watching.watched import Watched

TELLS: Final = {
    Consequence.WARN_ASSIGNEE: "assignee",
    Consequence.WARN_LEAD: "lead",
    Consequence.TELL_MEMBER: "member",
    Consequence.ESCALATE: "lead",
}
"""Whom the host is asked to tell."""


def follow(row: Clock, consequences: Sequence[Consequence], *, now: datetime) -> None:
    """Do what follows from a clock now, and say so; what an act of its own does at its end is left to it."""
    effect, is_over = EFFECTS[ClockId(row.clock)], row.breached_at is not None
    if effect.watch is None or (is_over and effect.ends_by is not None):
        return
    watched = effect.watch.find(row, now=now)
    if watched is None:
        return
    rested = watched.rest(now=now) if Consequence.STAY_SANCTION in consequences else []
    if Consequence.ESCALATE in consequences:
        watched.escalate(now=now)
    told = watched.tell_member(now=now) if Consequence.TELL_MEMBER in consequences else []
    what = WebhookType.DEADLINE_BREACHED if is_over else WebhookType.DEADLINE_WARNED
    write_messages([_message(row, watched, consequences, what), *told], now=now)
    said = Happening(at=now, action=what.value, actor="clock", subject=watched.subject)
    append([*rested, said], seal=NOBODY.seal)


def _message(row: Clock, watched: Watched, consequences: Sequence[Consequence], what: WebhookType) -> NewMessage:
    """Return what asks the host to tell people; what is counted publicly is the clock itself."""
    tell = sorted({TELLS[one] for one in consequences if one in TELLS})
    payload = clock_payload(row.clock, tell=tell, due_at=row.due_at.isoformat(), **watched.about)
    return NewMessage(type=what, payload=payload, key=f"clock:{row.pk}:{row.due_at.isoformat()}", is_test=row.is_test)
