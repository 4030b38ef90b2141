"""Writes of notices: the words exactly as the member reads them, sealed, with their hash."""

import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings

from habeas.server.adapters.printing import print_page
from habeas.server.decisions.models import Decision
from habeas.server.notices.automated import whole_words
from habeas.server.notices.models import Letter, Notice
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.addresses import has_address
from habeas.server.parties.keys import Keyring
from habeas.server.rulings.models import Sanction

Json = Mapping[str, Any]


def prepare_notice(decision: Decision, statement: Json, *, due_at: datetime, keys: Keyring, now: datetime) -> Notice:
    """Return the notice of a machine's decision, not yet written. One that is due now was handed over in the reply.

    That one is whole at once; of another the short statement waits, and becomes whole when it is sent.
    """
    is_due = due_at <= now
    words = whole_words(decision, statement, keys=keys, now=now) if is_due else statement
    notice = Notice(
        id=notice_id(decision.id, statement["kind"]),
        decision=decision,
        member_id=decision.member_id,
        kind=statement["kind"],
        language=statement["language"],
        is_test=decision.is_test,
        due_at=due_at,
        sent_at=now if is_due else None,
        delivered_at=now if is_due else None,
    )
    keep_words(notice, words, keys=keys)
    return notice


def keep_words(notice: Notice, words: Json, *, keys: Keyring) -> None:
    """Set what is kept of a notice: its words, sealed, their hash, the last day to appeal that they name."""
    content = json.dumps(words, sort_keys=True, separators=(",", ":")).encode()
    notice.sealed, notice.digest = keys.seal(notice.member_id, content), sha256(content).hexdigest()
    notice.appeal_until = _day(words.get("appeal_until"))


def complete_notice(notice: Notice, decision: Decision, *, keys: Keyring, now: datetime) -> None:
    """Make a notice whole that waited to be sent: the statement as it stands now, with its page."""
    short = json.loads(keys.open(notice.member_id, bytes(notice.sealed)))
    keep_words(notice, whole_words(decision, short, keys=keys, now=now), keys=keys)


def print_notice(notice: Notice, *, keys: Keyring) -> None:
    """Set the page for paper of a notice, from the page that is kept."""
    words = json.loads(keys.open(notice.member_id, bytes(notice.sealed)))
    pdf = print_page(words["html"])
    notice.pdf, notice.pdf_digest = keys.seal(notice.member_id, pdf), sha256(pdf).hexdigest()


def send_to_member(
    row: Sanction, words: Json, *, keys: Keyring, now: datetime, number: int | None = None
) -> NewMessage:
    """Keep what a member is told about a sanction, readable from now on; return the webhook that hands it over.

    `words` are sealed as they are sent: `kind` and `language` beside all that is read. Each kind is sent once, but
    where it has a `number`. Of a test key's nothing leaves the service: it counts as handed over at once.
    """
    named = {"id": _id(row.id.removeprefix("san_"), words, number), "sanction": row, "member_id": row.member_id}
    return _send(named | {"is_test": row.is_test}, words, number=number, keys=keys, now=now)


def send_about_decision(
    row: Decision, words: Json, *, keys: Keyring, now: datetime, number: int | None = None
) -> NewMessage:
    """Keep what a member is told about a machine's decision by a person; as `send_to_member`."""
    named = {"id": _id(row.id, words, number), "decision": row, "member_id": row.member_id}
    return _send(named | {"is_test": row.is_test}, words, number=number, keys=keys, now=now)


def _send(named: Json, words: Json, *, number: int | None, keys: Keyring, now: datetime) -> NewMessage:
    content = json.dumps(words, sort_keys=True, separators=(",", ":")).encode()
    pdf = print_page(words["html"]) if "html" in words else None
    notice = Notice.objects.create(
        kind=words["kind"] if number is None else f"{words['kind']}_{number}",
        language=words["language"],
        sealed=keys.seal(named["member_id"], content),
        digest=sha256(content).hexdigest(),
        pdf=None if pdf is None else keys.seal(named["member_id"], pdf),
        pdf_digest="" if pdf is None else sha256(pdf).hexdigest(),
        due_at=now,
        sent_at=now,
        delivered_at=now if named["is_test"] else None,
        **named,
    )
    make_letter(notice, now=now)
    payload = message_of(notice)
    return NewMessage(type=WebhookType.NOTICE_DELIVERED, payload=payload, key=notice.id, is_test=notice.is_test)


def make_letter(notice: Notice, *, now: datetime) -> None:
    """Let a notice that is sent go by mail, too, where there is a mail server and its member has an address."""
    if settings.HABEAS.mail is not None and not notice.is_test and has_address(notice.member_id):
        Letter.objects.create(notice=notice, due_at=now)


def _id(decision: str, words: Json, number: int | None) -> str:
    return f"{notice_id(decision, words['kind'])}{number or ''}"


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def send_about(
    subject: str,
    words: Json,
    *,
    member: str,
    is_test: bool,
    keys: Keyring,
    now: datetime,
    number: int | None = None,
) -> NewMessage:
    """Keep what somebody is told about money or a contract, readable from now on; return the webhook for it."""
    named = {"id": f"ntc_{secrets.token_hex(12)}", "subject": subject, "member_id": member, "is_test": is_test}
    informs = {"appeal_until": _day(words.get("appeal_until"))}
    return _send(named | informs, words, number=number, keys=keys, now=now)


def message_of(row: Notice) -> dict[str, str | None]:
    """Return what names a notice and proves its words, without any of them."""
    return {
        "notice": row.id,
        "decision": row.decision_id or row.sanction_id or row.subject,
        "member": row.member_id,
        "kind": row.kind,
        "language": row.language,
        "digest": row.digest,
    }


def notice_id(decision: str, kind: str) -> str:
    """Return the id of the notice of this kind about a decision; kinds that begin alike differ by their hash."""
    return f"ntc_{decision.removeprefix('dec_')}_{kind[:4]}{sha256(kind.encode()).hexdigest()[:3]}"
