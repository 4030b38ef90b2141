"""Small histories told by days, so that a test reads as a story between Ana and Bob."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final

from habeas.policy.coverage import Absence, absence_on
from habeas.policy.facts import Facts
from habeas.policy.shipped_facts import SHIPPED
from habeas.policy.timeline.events import Event, read_event
from habeas.policy.timeline.history import history_of
from habeas.policy.timeline.moments import Memory, Moment, facts_at

START: Final = datetime(2026, 1, 1, tzinfo=UTC)
NOTHING_FED: Final = absence_on(None, declarations=SHIPPED, fed=())
SHIPPED_MEMORY: Final = Memory()
_NUMBERS: Final = count(1)


def instant(day: float) -> datetime:
    """Return the instant that is so many days after the start."""
    return START + timedelta(days=day)


def tell(kind: str, day: float, /, **content: object) -> Event:
    """Return an event of a type, on a day; each has an id of its own unless `event_id` says otherwise."""
    event_id = content.pop("event_id", f"event-{next(_NUMBERS):04}")
    return read_event({"id": event_id, "type": kind, "occurred_at": instant(day).isoformat(), "data": content})


def look(
    events: list[Event],
    day: float,
    /,
    *,
    sender: str = "ana",
    recipient: str | None = "bob",
    contract: str | None = None,
    conversation: str | None = None,
    absence: Absence = NOTHING_FED,
    memory: Memory = SHIPPED_MEMORY,
) -> Facts:
    """Return the facts between two members as they stood on a day."""
    moment = Moment(at=instant(day), sender=sender, recipient=recipient, contract=contract, conversation=conversation)
    history = history_of(events, declarations=absence.declarations)
    return facts_at(moment, history=history, absence=absence, memory=memory)
