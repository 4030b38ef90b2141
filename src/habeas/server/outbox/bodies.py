"""A message as its receiver reads it."""

import json

from habeas.server.outbox.models import Message


def body_of(message: Message) -> str:
    """Return the JSON that is sent and signed: the same bytes in every attempt."""
    told = {"type": message.type, "timestamp": message.created_at.isoformat(), "data": message.payload}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
