"""Writes of notices: the words exactly as the member reads them, sealed, with their hash."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from habeas.server.decisions.models import Decision
from habeas.server.notices.models import Notice
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage
from habeas.server.parties.keys import Keyring
from habeas.server.rulings.models import Sanction

Json = Mapping[str, Any]


def prepare_notice(decision: Decision, statement: Json, *, due_at: datetime, keys: Keyring, now: datetime) -> Notice:
    """Return the notice of a decision, not yet written. One that is due now was handed over in the reply."""
    content = json.dumps(statement, sort_keys=True, separators=(",", ":")).encode()
    in_reply = now if due_at <= now else None
    return Notice(
        id=notice_id(decision.id, statement["kind"]),
        decision=decision,
        member_id=decision.member_id,
        kind=statement["kind"],
        language=statement["language"],
        is_test=decision.is_test,
        sealed=keys.seal(decision.member_id, content),
        digest=sha256(content).hexdigest(),
        due_at=due_at,
        sent_at=in_reply,
        delivered_at=in_reply,
    )


def send_to_member(
    row: Sanction, words: Json, *, keys: Keyring, now: datetime, number: int | None = None
) -> NewMessage:
    """Keep what a member is told about a sanction, readable from now on; return the webhook that hands it over.

    `words` are sealed as they are sent: `kind` and `language` beside all that is read. Each kind is sent once, but
    where it has a `number`.
    """
    kind = words["kind"] if number is None else f"{words['kind']}_{number}"
    content = json.dumps(words, sort_keys=True, separators=(",", ":")).encode()
    notice = Notice.objects.create(
        id=f"{notice_id(row.id.removeprefix('san_'), kind)}{number or ''}",
        sanction=row,
        member_id=row.member_id,
        kind=kind,
        language=words["language"],
        is_test=row.is_test,
        sealed=keys.seal(row.member_id, content),
        digest=sha256(content).hexdigest(),
        due_at=now,
        sent_at=now,
    )
    payload = message_of(notice)
    return NewMessage(type=WebhookType.NOTICE_DELIVERED, payload=payload, key=notice.id, is_test=row.is_test)


def message_of(row: Notice) -> dict[str, str | None]:
    """Return what names a notice and proves its words, without any of them."""
    return {
        "notice": row.id,
        "decision": row.decision_id or row.sanction_id,
        "member": row.member_id,
        "kind": row.kind,
        "language": row.language,
        "digest": row.digest,
    }


def notice_id(decision: str, kind: str) -> str:
    """Return the id of the notice of this kind about a decision."""
    return f"ntc_{decision.removeprefix('dec_')}_{kind[:4]}"
