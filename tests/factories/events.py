"""Events of an invented marketplace."""

from datetime import UTC, datetime

from habeas.client import Event, EventType

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)


def a_message(name: str = "m1", **changes: object) -> Event:
    """Return a message between two members; `changes` are of its data."""
    content = {"member": "ana", "to": "bob", "conversation": "c1", "text": "Good day", **changes}
    return Event(id=name, type=EventType.MESSAGE_SENT, occurred_at=NOON, data=content)


def messages(*names: str) -> list[Event]:
    """Return a message for each name."""
    return [a_message(name) for name in names]
