"""Asks whether the host did what a measure asked of it: five minutes later warns, an hour later alarms."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.outbox.clocks import clock_payload
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import Keyring
from habeas.server.sanctions.models import Measure
from habeas.server.sanctions.operations import as_json

ALARMS_AFTER: Final = timedelta(hours=1)
"""Design, section 7: by then somebody of the host has to look, and the member is shown it."""

ALARM: Final = "measure_unacknowledged"
"""The clock of the second look."""

REVERSED: Final = "reversed"


@transaction.atomic
def check_acknowledged(*, measure: str, now: datetime) -> None:
    """Warn, or alarm, about a measure that the host has neither carried out nor refused; each is said once.

    What was reversed meanwhile nobody has to carry out any more. What ended by its time is still asked about:
    the host owes an answer whether the member was restricted.
    """
    row = Measure.objects.select_for_update().filter(id=measure, acknowledged_at=None, failed_at=None).first()
    if row is None or row.ended_because == REVERSED:
        return
    alarms_at = row.requested_at + ALARMS_AFTER
    if now >= alarms_at:
        if row.alarmed_at is None:
            row.alarmed_at = now
            _say(row, WebhookType.DEADLINE_BREACHED, now=now)
    elif row.warned_at is None:
        row.warned_at = now
        set_deadline(
            kind=Kind.CHECK_ACKNOWLEDGED, subject=row.id, rule=ALARM, due_at=alarms_at, is_test=row.is_test, now=now
        )
        _say(row, WebhookType.DEADLINE_WARNED, now=now)


def _say(row: Measure, what: WebhookType, *, now: datetime) -> None:
    row.save(update_fields=["warned_at", "alarmed_at"])
    payload = clock_payload("measure_acknowledged", measure=as_json(row))
    write_message(type=what, payload=payload, key=row.id, is_test=row.is_test, now=now)
    said = Happening(at=now, action=what.value, actor="clock", subject=f"measure:{row.id}")
    append([said], seal=Keyring({}).seal)
