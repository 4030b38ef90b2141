"""Sends a statement of reasons when racing events have had time to settle, if its decision still stands.

From then on it can be read through the API. It counts as handed over as `notices.handing` says: by mail where there is
an address, else when a receiver accepts the webhook that tells of it; and at once where a test key made it, for of that
nothing leaves the service. A member is never told of a decision that was undone before.
"""

from datetime import datetime

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.decisions.models import Decision
from habeas.server.notices.models import Notice
from habeas.server.notices.operations import make_letter, message_of
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import Keyring


@transaction.atomic
def send_notice(*, notice: str, now: datetime) -> bool:
    """Send a notice, once, or withdraw it; return whether it was sent by this call. One that was erased is not sent."""
    row = Notice.objects.filter(id=notice).first()
    if row is None:
        return False
    # The decision is locked first, as by whoever reverses it: so neither waits for the other.
    decision = Decision.objects.select_for_update().get(id=row.decision_id)
    waiting = Notice.objects.filter(id=notice, sent_at=None, withdrawn_at=None)
    stands = decision.reversed_at is None and not Decision.objects.filter(replaces=decision).exists()
    sent = {"sent_at": now, "delivered_at": now if row.is_test else None}
    if not waiting.update(**(sent if stands else {"withdrawn_at": now})):
        return False
    if stands:
        make_letter(row, now=now)
        write_message(
            type=WebhookType.NOTICE_DELIVERED, payload=message_of(row), key=row.id, is_test=row.is_test, now=now
        )
    action = "notice.sent" if stands else "notice.withdrawn"
    append([Happening(at=now, action=action, actor="clock", subject=f"notice:{row.id}")], seal=Keyring({}).seal)
    return stands
