"""Looks after an appeal that is not answered: late it warns, past its limit the decision rests (invariant 12)."""

from datetime import datetime

from django.db import transaction

from habeas.domain.appeals.overdue import measures_meanwhile
from habeas.domain.clocks.deadlines import start
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.operations import as_message, standing_of
from habeas.server.audit.operations import Happening, append
from habeas.server.outbox.clocks import clock_payload
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.registry import RECOURSES, lock_contested


@transaction.atomic
def check_appeal(*, appeal: str, is_test: bool, now: datetime) -> None:
    """Warn about an open appeal, or let its decision rest; each is said once."""
    row = Appeal.objects.select_for_update().filter(id=appeal, is_test=is_test, ended_at=None).first()
    if row is None or row.stayed_at is not None:
        return
    contested = lock_contested(row.decision, is_test=is_test, now=now)
    keys = lock_members([row.member_id], now=now)
    if not keys.has(row.member_id):
        return
    limit = start(CLOCKS[ClockId.APPEAL_LIMIT], subject=appeal, started_at=row.filed_at, zone=contested.zone)
    if now < limit.due_at:
        _say(row, WebhookType.DEADLINE_WARNED, ClockId.APPEAL_TIMELY, now=now)
        append([_happening("deadline.warned", row, now)], seal=keys.seal)
        return
    recourse = RECOURSES[contested.matter]
    meanwhile = measures_meanwhile(
        standing_of(row, open_content(row.member_id, row.sealed, keys=keys)),
        limit=limit,
        measures=recourse.list_in_force(contested.id, keys=keys, now=now),
        protects_others=contested.protects,
        now=now,
    )
    keeps = frozenset(one.id for one in meanwhile.in_force)
    ended = recourse.rest(contested.id, keeps=keeps, now=now)
    row.stayed_at = now
    row.save(update_fields=["stayed_at"])
    _say(row, WebhookType.DEADLINE_BREACHED, ClockId.APPEAL_LIMIT, now=now)
    append([*ended, _happening("deadline.breached", row, now)], seal=keys.seal)


def _say(row: Appeal, what: WebhookType, clock: ClockId, *, now: datetime) -> None:
    payload = clock_payload(clock, appeal=as_message(row))
    write_message(type=what, payload=payload, key=f"{row.id}:{clock}", is_test=row.is_test, now=now)


def _happening(action: str, row: Appeal, now: datetime) -> Happening:
    return Happening(at=now, action=action, actor="clock", subject=f"appeal:{row.id}")
