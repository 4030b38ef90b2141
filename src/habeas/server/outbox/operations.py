"""Writes messages in the caller's transaction: one for each endpoint that wants the type, or none."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Endpoint, Message

_BATCH: Final = 500
"""Rows a statement: SQLite takes so many values at once, and more gain nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """What is to be told. `key` names the happening: the same type and key are told once, under one id."""

    type: WebhookType
    payload: Mapping[str, Any]
    key: str
    is_test: bool = False


def write_message(
    *,
    type: WebhookType,  # noqa: A002  # the word that the host reads
    payload: Mapping[str, Any],
    key: str,
    is_test: bool,
    now: datetime,
) -> int:
    """Write one message to each endpoint that wants its type; return how many. What is a test is not sent."""
    return write_messages([NewMessage(type=type, payload=payload, key=key, is_test=is_test)], now=now)


def write_messages(messages: Sequence[NewMessage], *, now: datetime) -> int:
    """Write the messages of a batch, asking once who wants them; return how many rows they became."""
    real = [message for message in messages if not message.is_test]
    if not real:
        return 0
    endpoints = list(Endpoint.objects.filter(disabled_at=None).order_by("id").values_list("id", "types"))
    rows = [
        Message(
            message_id=id_of(message),
            endpoint_id=endpoint,
            type=message.type,
            payload=message.payload,
            created_at=now,
            due_at=now,
        )
        for message in real
        for endpoint, types in endpoints
        if message.type in types
    ]
    Message.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    return len(rows)


def id_of(message: NewMessage) -> str:
    """Return the id under which hosts know a message. It follows from what is told, however often it is written."""
    return "msg_" + hashlib.sha256(f"{message.type}\n{message.key}".encode()).hexdigest()[:32]
