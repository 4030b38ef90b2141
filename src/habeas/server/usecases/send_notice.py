"""Sends a statement of reasons when racing events have had time to settle, if its decision still stands.

It is made whole then, with its page for screens and for paper. One that was handed over in the reply to the sender is
whole already: it gets its page for paper, and goes by mail, too.

From then on it can be read through the API. It counts as handed over as `notices.handing` says: by mail where there is
an address, else when a receiver accepts the webhook that tells of it; and at once where a test key made it, for of that
nothing leaves the service. A member is never told of a decision that was undone before.
"""

from datetime import datetime

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.decisions.models import Decision
from habeas.server.notices.models import Notice
from habeas.server.notices.operations import complete_notice, make_letter, message_of, print_notice
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.watching.windows import begin_window


@transaction.atomic
def send_notice(*, notice: str, now: datetime) -> bool:
    """Send a notice, once, or withdraw it; return whether it was sent by this call. One that was erased is not sent."""
    known = Notice.objects.filter(id=notice).first()
    if known is None:
        return False
    # The member and the decision are locked first, as by whoever reverses it: so neither waits for the other.
    keys = lock_members([known.member_id], now=now)
    decision = Decision.objects.select_for_update(of=("self",)).select_related("event").get(id=known.decision_id)
    row = Notice.objects.select_for_update().get(id=notice)
    if row.withdrawn_at is not None or not keys.has(row.member_id):
        return False
    if row.sent_at is not None:
        append(_follow_the_reply(row, keys=keys, now=now), seal=keys.seal)
        return False
    stands = decision.reversed_at is None and not Decision.objects.filter(replaces=decision).exists()
    if stands:
        _send(row, decision, keys=keys, now=now)
    else:
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
    action = "notice.sent" if stands else "notice.withdrawn"
    append([_happening(action, row, now)], seal=keys.seal)
    return stands


def _send(row: Notice, decision: Decision, *, keys: Keyring, now: datetime) -> None:
    complete_notice(row, decision, keys=keys, now=now)
    print_notice(row, keys=keys)
    row.sent_at, row.delivered_at = now, now if row.is_test else None
    row.save()
    make_letter(row, now=now)
    write_message(type=WebhookType.NOTICE_DELIVERED, payload=message_of(row), key=row.id, is_test=row.is_test, now=now)


def _follow_the_reply(row: Notice, *, keys: Keyring, now: datetime) -> list[Happening]:
    """Print what was handed over in a reply, and mail it, too; once. From then on it can be appealed for six months."""
    begin_window(str(row.decision_id), is_test=row.is_test, now=now)
    if row.pdf is not None:
        return []
    print_notice(row, keys=keys)
    row.save(update_fields=["pdf", "pdf_digest"])
    make_letter(row, now=now)
    return [_happening("notice.printed", row, now)]


def _happening(action: str, row: Notice, now: datetime) -> Happening:
    """Return the audit entry of a notice: it commits to the words as they were sent."""
    payload = {"digest": row.digest, "pdf_digest": row.pdf_digest}
    return Happening(
        at=now, action=action, actor="clock", subject=f"notice:{row.id}", payload=payload, member=row.member_id
    )
