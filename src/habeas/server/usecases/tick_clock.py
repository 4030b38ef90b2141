"""Looks at a clock when it is due: warns once, and once it has run out escalates and tells who waits (invariant 12)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from habeas.domain.actors import MACHINE
from habeas.domain.cases.case import CaseMove, CaseState
from habeas.domain.clocks.deadlines import tick
from habeas.domain.clocks.table import Consequence
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.models import Case
from habeas.server.cases.operations import lock_case, move, note
from habeas.server.deadlines.clocks import lock_clock, standing_of, take_over
from habeas.server.deadlines.models import Clock
from habeas.server.identity.staff import actor_of
from habeas.server.outbox.clocks import clock_payload
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import NOBODY

TELLS: Final = {
    Consequence.WARN_ASSIGNEE: "assignee",
    Consequence.WARN_LEAD: "lead",
    Consequence.TELL_MEMBER: "member",
    Consequence.ESCALATE: "lead",
}
"""Whom the host is asked to tell."""

ESCALATED_FROM: Final = (CaseState.QUEUED, CaseState.CLAIMED)


@transaction.atomic
def tick_clock(*, clock: int, is_test: bool, now: datetime) -> None:
    """Do what follows from a clock now, each thing once; nothing where it is met, or waits for the member."""
    row = lock_clock(clock, is_test=is_test)
    if row is None:
        return
    ticked = tick(standing_of(row), now=now)
    take_over(row, ticked.deadline, now=now)
    if not ticked.consequences:
        return
    is_over = row.breached_at is not None
    case = lock_case(row.subject, is_test=is_test)
    note(case, "breach" if is_over else "warn", by=None, now=now, item=row.clock)
    if Consequence.ESCALATE in ticked.consequences and case.state in ESCALATED_FROM:
        move(case, CaseMove.ESCALATE, by=MACHINE, now=now, because=f"its clock {row.clock} has run out")
    what = WebhookType.DEADLINE_BREACHED if is_over else WebhookType.DEADLINE_WARNED
    payload = _payload(row, case, ticked.consequences)
    write_message(type=what, payload=payload, key=f"clock:{row.pk}", is_test=is_test, now=now)
    append([Happening(at=now, action=what.value, actor="clock", subject=f"case:{case.id}")], seal=NOBODY.seal)


def _payload(row: Clock, case: Case, consequences: Sequence[Consequence]) -> dict[str, Any]:
    """Return whom to tell of which clock; no words of a promise."""
    about = {
        "id": case.id,
        "member": case.member_id,
        "queue": case.queue,
        "holder": None if case.holder_id is None else actor_of(case.holder_id).id,
        "due_at": row.due_at.isoformat(),
        "tell": sorted({TELLS[one] for one in consequences if one in TELLS}),
    }
    return clock_payload(row.clock, case=about)
