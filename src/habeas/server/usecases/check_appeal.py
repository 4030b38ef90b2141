"""Looks after an appeal that is not answered: late it warns, past its limit the sanction rests (invariant 12)."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from habeas.domain.appeals.overdue import measures_meanwhile
from habeas.domain.clocks.deadlines import start
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.server.audit.operations import Happening, append
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import lock_members
from habeas.server.rulings import appeals, sanctions
from habeas.server.rulings.models import Appeal, Sanction
from habeas.server.sanctions.models import Measure
from habeas.server.sanctions.operations import measure_of
from habeas.server.usecases.apply_effects import end_measures

OVERDUE: Final = "appeal_overdue"
"""Why a measure ends whose appeal nobody decided in time. It does not begin again, whatever is decided later."""


@transaction.atomic
def check_appeal(*, appeal: str, is_test: bool, now: datetime) -> None:
    """Warn about an open appeal, or let its sanction rest; each is said once."""
    row = Appeal.objects.select_for_update().filter(id=appeal, is_test=is_test, ended_at=None).first()
    if row is None or row.stayed_at is not None:
        return
    sanction = Sanction.objects.select_for_update().get(id=row.sanction_id)
    keys = lock_members([row.member_id], now=now)
    if not keys.has(row.member_id):
        return
    limit = start(CLOCKS[ClockId.APPEAL_LIMIT], subject=appeal, started_at=row.filed_at, zone=ZoneInfo(sanction.zone))
    if now < limit.due_at:
        _say(row, WebhookType.DEADLINE_WARNED, ClockId.APPEAL_TIMELY, now=now)
        append([_happening("deadline.warned", row, now)], seal=keys.seal)
        return
    content = sanctions.open_content(row.member_id, row.sealed, keys=keys)
    standing = appeals.standing_of(row, content)
    held = sanctions.standing_of(sanction, sanctions.open_content(row.member_id, sanction.sealed, keys=keys)).in_force(
        now
    )
    meanwhile = measures_meanwhile(standing, limit=limit, measures=held, protects_others=frozenset(), now=now)
    stay = {measure_of(sanction.id, one.id) for one in meanwhile.in_force}
    ended = end_measures(Measure.objects.filter(sanction=sanction).exclude(id__in=stay), because=OVERDUE, now=now)
    row.stayed_at = now
    row.save(update_fields=["stayed_at"])
    _say(row, WebhookType.DEADLINE_BREACHED, ClockId.APPEAL_LIMIT, now=now)
    append([*ended, _happening("deadline.breached", row, now)], seal=keys.seal)


def _say(row: Appeal, what: WebhookType, clock: ClockId, *, now: datetime) -> None:
    payload = {"deadline": clock.value, "measure": None, "appeal": appeals.as_message(row)}
    write_message(type=what, payload=payload, key=f"{row.id}:{clock}", is_test=row.is_test, now=now)


def _happening(action: str, row: Appeal, now: datetime) -> Happening:
    return Happening(at=now, action=action, actor="clock", subject=f"appeal:{row.id}")
