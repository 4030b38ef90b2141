"""Ends a measure whose time is over, whatever anybody did or did not do: nothing lasts by being forgotten."""

from datetime import datetime
from typing import Final

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message, write_messages
from habeas.server.parties.keys import lock_members
from habeas.server.sanctions.models import Measure
from habeas.server.sanctions.operations import as_json
from habeas.server.sanctions.sequels import tell_of_delivery

TIME_OVER: Final = "time_over"


@transaction.atomic
def end_measure(*, measure: str, now: datetime) -> bool:
    """End a measure and tell the host, once; return False where it ended before or has time left."""
    row = Measure.objects.select_for_update().filter(id=measure, ended_at=None, ends_at__lte=now).first()
    if row is None:
        return False
    row.ended_at, row.ended_because = now, TIME_OVER
    row.save(update_fields=["ended_at", "ended_because"])
    write_message(type=WebhookType.MEASURE_ENDED, payload=as_json(row), key=row.id, is_test=row.is_test, now=now)
    keys = lock_members([row.member_id], now=now)
    write_messages(tell_of_delivery(row, keys=keys, now=now), now=now)
    ended = Happening(at=now, action="measure.ended", actor="clock", subject=f"measure:{row.id}")
    append([ended], seal=keys.seal)
    return True
