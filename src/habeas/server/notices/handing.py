"""When a notice counts as handed over: its mail was taken; without any mail, a receiver of the host took the webhook.

Where a member is mailed, nothing takes effect before the mail server took the mail (invariant 3, DSA17-2).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db.models import Q

from habeas.domain.clocks.table import ClockId
from habeas.domain.statements.clock_notices import ClockNoticeKind
from habeas.server.appeals.models import Appeal
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.clocks import meet_clocks
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import set_deadline
from habeas.server.events.incoming import IncomingEvent
from habeas.server.notices.models import Letter, Notice
from habeas.server.notices.operations import message_of
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Message
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.parties.keys import read_keys
from habeas.server.rulings.sanctions import wait_for
from habeas.server.rulings.worklists import STATEMENT, TELLING

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
    again = "" if row.bounced_at is None else f":{now.isoformat()}"
    if row.sanction_id is not None:
        set_deadline(
            kind=Kind.ADVANCE_SANCTION,
            subject=row.sanction_id,
            rule=f"sor_deliver:{row.kind}{again}",
            due_at=now,
            is_test=row.is_test,
            now=now,
        )
        if again and row.kind == STATEMENT:
            let_window_start(row.sanction_id, is_test=row.is_test, now=now, again=again)
    elif row.appeal_until is not None or row.kind == LIMIT:
        let_window_start(row.decision_id or row.subject, is_test=row.is_test, now=now, again=again)
    if row.sanction is not None and row.kind in TELLING:
        meet_clocks(row.sanction.id, is_test=row.is_test, now=now, only=[ClockId.MEMBER_REACHED])
    _record("notice.delivered", row, now=now)


def note_bounces(events: Iterable[IncomingEvent], *, is_test: bool, now: datetime) -> None:
    """Note what the host says of notices that did not reach their members; one that nobody knows changes nothing."""
    for event in events:
        notice = event.data.get("notice")
        if event.type == "notice.bounced" and isinstance(notice, str):
            bounce(notice, is_test=is_test, now=now)


def bounce(notice: str, *, is_test: bool, now: datetime) -> None:
    """Note that the mail of a notice came back, or the host could not show it: its member does not have it (DSA20-2).

    What it is about takes no effect till they do, and the time to appeal has not begun; where it has taken effect,
    people have to reach them, or it rests (decision 0020). What they opened stays told.
    """
    sent = Notice.objects.filter(id=notice, is_test=is_test, sent_at__isnull=False)
    if not sent.filter(withdrawn_at=None, opened_at=None).update(delivered_at=None, failed_at=now, bounced_at=now):
        return
    row = Notice.objects.get(id=notice)
    about = row.decision_id or row.sanction_id or row.subject
    if row.kind not in set(ClockNoticeKind):
        meet_clocks(about, is_test=is_test, now=now, only=[ClockId.APPEAL_WINDOW])
    key = f"{notice}:{now.isoformat()}"
    failed = NewMessage(type=WebhookType.NOTICE_FAILED, payload=message_of(row), key=key, is_test=is_test)
    write_messages([failed], now=now)
    _ask_to_reach(row, now=now)
    _record("notice.bounced", row, now=now)


def open_notice(notice: str, *, now: datetime) -> None:
    """Note that its member opened a notice: it is handed over by that, and nothing takes that back."""
    Notice.objects.filter(id=notice, opened_at=None).update(opened_at=now)
    hand_over(notice, now=now)


def let_window_start(decision: str, *, is_test: bool, now: datetime, again: str = "") -> None:
    """Let the time to appeal run for who was told now of a decision; a sanction does so by its own steps.

    `again` tells this time from one that did not count, for what told them came back.
    """
    set_deadline(
        kind=Kind.START_WINDOW,
        subject=decision,
        rule=f"{ClockId.APPEAL_WINDOW}{again}",
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
        _ask_to_reach(row, now=now)
        _record("notice.failed", row, now=now)


def _ask_to_reach(row: Notice, *, now: datetime) -> None:
    """Let people reach the member of a decision who does not have it, by a clock (invariant 12)."""
    about = row.sanction
    if about is None or row.kind not in TELLING or about.ended_at is not None or about.reversed_at is not None:
        return
    if not Appeal.objects.filter(decision=about.id, member=row.member_id).exists():  # Who appealed knows of it.
        wait_for(about, ClockId.MEMBER_REACHED, now=now)


def mail_again(member: str, *, now: datetime) -> None:
    """Mail a member once more what they do not have, for there is another address."""
    missing = Letter.objects.filter(notice__member=member, notice__delivered_at=None, notice__withdrawn_at=None)
    over = missing.filter(Q(done_at__isnull=False) | Q(parked_at__isnull=False))
    over.update(done_at=None, parked_at=None, due_at=now, attempts=0, leased_until=None, last_error="", browser="")


def _record(action: str, row: Notice, *, now: datetime) -> None:
    """Add to the log how far a notice came, with the hash of its words; of an erased member's without."""
    keys, member = read_keys([row.member_id]), row.member_id
    sent = {"digest": row.digest} if keys.has(member) else None
    happening = Happening(
        at=now, action=action, actor="worker", subject=f"notice:{row.id}", payload=sent, member=member
    )
    append([happening], seal=keys.seal)
