"""An event as it comes in, checked, and what the caller is told of it. Values alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

Json = Mapping[str, Any]


class Status(StrEnum):
    """What became of an event."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingEvent:
    """One event whose form was checked. `occurred_at` knows its offset; `platform` is empty where none is named."""

    id: str
    type: str
    occurred_at: datetime
    platform: str
    data: Json

    def saying(self, changes: Json) -> "IncomingEvent":
        """Return the event with some of its data changed."""
        return replace(self, data={**self.data, **changes})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the caller is told: the decision where a message was judged, a problem where it was refused (RFC 9457)."""

    id: str
    status: Status
    decision_id: str | None = None
    decision: Json | None = None
    problem: Json | None = None
