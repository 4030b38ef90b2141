"""Looks after what is owed: past its clock the breach is noted and told, once (invariant 12)."""

from datetime import datetime

from django.db import transaction

from habeas.server.appeals.models import Remedy
from habeas.server.appeals.operations import as_message
from habeas.server.audit.operations import Happening, append
from habeas.server.outbox.clocks import clock_payload
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import NOBODY


@transaction.atomic
def check_remedy(*, appeal: str, is_test: bool, now: datetime) -> None:
    """Say that what is owed after an appeal was not given in time."""
    waiting = Remedy.objects.select_for_update(of=("self",)).select_related("appeal")
    row = waiting.filter(
        appeal=appeal, appeal__is_test=is_test, given_at=None, breached_at=None, due_at__lte=now
    ).first()
    if row is None:
        return
    row.breached_at = now
    row.save(update_fields=["breached_at"])
    payload = clock_payload(row.rule, appeal=as_message(row.appeal))
    write_message(
        type=WebhookType.DEADLINE_BREACHED, payload=payload, key=f"{appeal}:{row.rule}", is_test=is_test, now=now
    )
    append([Happening(at=now, action="deadline.breached", actor="clock", subject=f"appeal:{appeal}")], seal=NOBODY.seal)
