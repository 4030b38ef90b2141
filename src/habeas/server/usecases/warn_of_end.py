"""Says in time that a sanction will end by itself, so that whoever should look at it does (invariant 12)."""

from datetime import datetime

from django.db import transaction

from habeas.domain.sanctions.sanction import State
from habeas.server.audit.operations import Happening, append
from habeas.server.outbox.clocks import clock_payload
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import NOBODY, read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.rulings import sanctions
from habeas.server.rulings.models import Sanction
from habeas.server.sanctions.ends import clock_of


@transaction.atomic
def warn_of_end(*, sanction: str, is_test: bool, now: datetime) -> bool:
    """Warn of the end that comes next, once; return False where none is near any more."""
    row = Sanction.objects.select_for_update().filter(id=sanction, is_test=is_test, state=State.EFFECTIVE).first()
    keys = read_keys([] if row is None else [row.member_id])
    if row is None or not keys.has(row.member_id):
        return False
    due = sanctions.standing_of(row, open_content(row.member_id, row.sealed, keys=keys)).due_end
    if due is None or now >= due.at:
        return False
    clock = clock_of(row, due.because)
    if clock is None or clock.warns_before is None or now < due.at - clock.warns_before:
        return False
    payload = clock_payload(clock.id, sanction=sanctions.as_json(row))
    key = f"{row.id}:{due.at.isoformat()}"
    write_message(type=WebhookType.DEADLINE_WARNED, payload=payload, key=key, is_test=is_test, now=now)
    append([Happening(at=now, action="deadline.warned", actor="clock", subject=f"sanction:{row.id}")], seal=NOBODY.seal)
    return True
