"""Says in time that an appeal will soon be late, so that whoever should decide it does (DSA20-4, invariant 12)."""

from datetime import datetime, tzinfo

from django.db import transaction

from habeas.domain.clocks.deadlines import ClockState, Deadline, start
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.operations import as_message, clock_of
from habeas.server.audit.operations import Happening, append
from habeas.server.outbox.clocks import clock_payload
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import lock_members
from habeas.server.recourse.registry import lock_contested


@transaction.atomic
def warn_of_appeal(*, appeal: str, rule: str, is_test: bool, now: datetime) -> bool:
    """Warn of the end of one clock of an appeal; return False where it is not near, or stands still, or is over.

    `rule` is what the clock was set by: `appeal_limit`, or `appeal_timely` with the question that moved it.
    """
    row = Appeal.objects.select_for_update().filter(id=appeal, is_test=is_test, ended_at=None, stayed_at=None).first()
    if row is None:
        return False
    contested = lock_contested(row.decision, is_test=is_test, now=now)
    keys = lock_members([row.member_id], now=now)
    clock = _clock(row, rule, zone=contested.zone)
    if not keys.has(row.member_id) or clock.state(now) is not ClockState.WARNED:
        return False
    key = f"{row.id}:{clock.clock}:{clock.due_at.isoformat()}"
    payload = clock_payload(clock.clock, appeal=as_message(row))
    write_message(type=WebhookType.DEADLINE_WARNED, payload=payload, key=key, is_test=is_test, now=now)
    append([Happening(at=now, action="deadline.warned", actor="clock", subject=f"appeal:{row.id}")], seal=keys.seal)
    return True


def _clock(row: Appeal, rule: str, *, zone: tzinfo) -> Deadline:
    """Return the clock as it stands: the limit waits for nobody."""
    if rule == ClockId.APPEAL_LIMIT:
        return start(CLOCKS[ClockId.APPEAL_LIMIT], subject=row.id, started_at=row.filed_at, zone=zone)
    return clock_of(row, zone=zone)
