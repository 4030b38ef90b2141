"""When a notice counts as handed over: its mail was taken; without any mail, a receiver of the host took the webhook.

Where a member is mailed, nothing takes effect before the mail server took the mail (invariant 3, DSA17-2).
"""

from datetime import datetime
from typing import Final

from habeas.domain.clocks.table import ClockId
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.notices.models import Letter, Notice
from habeas.server.notices.operations import message_of
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Message
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.parties.keys import read_keys

LIMIT: Final = "limit_on_appeals"
"""The kind of notice of a limit on somebody's appeals, which can be appealed itself."""


def took_webhook(notice: str, *, now: datetime) -> None:
    """Note that a receiver took what tells of a notice: it is handed over by that where no mail still has to be."""
    if not Letter.objects.filter(notice=notice, done_at=None, parked_at=None).exists():
        hand_over(notice, now=now)


def hand_over(notice: str, *, now: datetime) -> None:
    """Note that a notice reached its member; what it is about takes its next step. The first time counts."""
    waiting = Notice.objects.filter(id=notice, delivered_at=None, withdrawn_at=None)
    if not waiting.update(delivered_at=now, failed_at=None):
        return
    row = Notice.objects.get(id=notice)
    if row.sanction_id is not None:
        set_deadline(
            kind=Kind.ADVANCE_SANCTION,
            subject=row.sanction_id,
            rule=f"sor_deliver:{row.kind}",
            due_at=now,
            is_test=row.is_test,
            now=now,
        )
    elif row.appeal_until is not None or row.kind == LIMIT:
        let_window_start(row.decision_id or row.subject, is_test=row.is_test, now=now)
    _record("notice.delivered", row, now=now)


def let_window_start(decision: str, *, is_test: bool, now: datetime) -> None:
    """Let the time to appeal run for who was told now of a decision; a sanction does so by its own steps."""
    set_deadline(
        kind=Kind.START_WINDOW,
        subject=decision,
        rule=ClockId.APPEAL_WINDOW,
        due_at=now,
        is_test=is_test,
        now=now,
    )


def give_up_mail(notice: str, *, now: datetime) -> None:
    """Fall back on the host, whose receiver took the webhook, or say that nobody could be told."""
    told = Message.objects.filter(type=WebhookType.NOTICE_DELIVERED, payload__notice=notice)
    if told.filter(done_at__isnull=False).exists():
        hand_over(notice, now=now)
    elif not told.filter(parked_at=None).exists():
        _fail(notice, now=now)


def give_up_webhook(message_id: str, notice: str, *, now: datetime) -> None:
    """Say that nobody could be told, when the last webhook that tells of a notice is parked and no mail is left."""
    if Message.objects.filter(message_id=message_id, parked_at=None).exists():
        return
    if not Letter.objects.filter(notice=notice, parked_at=None).exists():
        _fail(notice, now=now)


def _fail(notice: str, *, now: datetime) -> None:
    if Notice.objects.filter(id=notice, delivered_at=None, failed_at=None).update(failed_at=now):
        row = Notice.objects.get(id=notice)
        write_messages([NewMessage(type=WebhookType.NOTICE_FAILED, payload=message_of(row), key=notice)], now=now)
        _record("notice.failed", row, now=now)


def _record(action: str, row: Notice, *, now: datetime) -> None:
    """Add to the log how far a notice came, with the hash of its words; of an erased member's without."""
    keys, member = read_keys([row.member_id]), row.member_id
    sent = {"digest": row.digest} if keys.has(member) else None
    happening = Happening(
        at=now, action=action, actor="worker", subject=f"notice:{row.id}", payload=sent, member=member
    )
    append([happening], seal=keys.seal)
