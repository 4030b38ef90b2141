"""Writes of notices: the words exactly as the member reads them, sealed, with their hash."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from habeas.server.decisions.models import Decision
from habeas.server.notices.models import Notice
from habeas.server.parties.keys import Keyring

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


def notice_id(decision: str, kind: str) -> str:
    """Return the id of the notice of this kind about a decision."""
    return f"ntc_{decision.removeprefix('dec_')}_{kind[:4]}"
