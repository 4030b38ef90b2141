"""Writes of events: each once, with whom it is about."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from habeas.server.events.incoming import IncomingEvent, Json
from habeas.server.events.kinds import contract_of, is_writing, list_parties
from habeas.server.events.models import Event, Involvement


@dataclass(frozen=True, slots=True)
class Kept:
    """An event to keep: `body` is what is kept of its data, without any words of a message."""

    event: IncomingEvent
    actor: str
    body: Json
    digest: str


def store(kept: Sequence[Kept], *, is_test: bool, now: datetime) -> list[Event]:
    """Write events that were never heard before, in their order, and return their rows."""
    rows = Event.objects.bulk_create([_row(one, is_test=is_test, now=now) for one in kept])
    Involvement.objects.bulk_create(
        [
            Involvement(event=row, party=party)
            for row in rows
            if not is_writing(row.type)
            for party in sorted(list_parties(row.body))
        ]
    )
    return rows


def _row(kept: Kept, *, is_test: bool, now: datetime) -> Event:
    event = kept.event
    return Event(
        id=event.id,
        is_test=is_test,
        type=event.type,
        platform=event.platform,
        actor=kept.actor,
        conversation=str(kept.body.get("conversation") or ""),
        contract="" if is_writing(event.type) else contract_of(kept.body),
        occurred_at=event.occurred_at,
        received_at=now,
        body=kept.body,
        digest=kept.digest,
    )


def digest_of(event: IncomingEvent, body: Json) -> str:
    """Return what tells whether two events with one id say the same; of a message's words nothing is kept."""
    content: Any = [event.type, event.occurred_at.isoformat(), event.platform, body]
    return sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
