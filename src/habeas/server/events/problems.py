"""Problem details as RFC 9457 has them: what is wrong with one event, where, and what to do."""

from collections.abc import Mapping
from typing import Any, Final

Json = Mapping[str, Any]

TITLES: Final[Mapping[str, str]] = {
    "channel-unregistered": "The channel is not registered",
    "event-id-reused": "The id belongs to another event",
    "event-malformed": "The event is not as its type wants it",
    "money-set-aside": "The event moves money that is not there",
    "no-case-opened": "What is said of a member opens no case",
    "event-failed": "The event could not be processed",
}
"""What can be wrong with an event that is well-formed JSON, by the last part of the problem's type."""


def problem(name: str, *, detail: str, field: str | None = None, status: int = 422) -> dict[str, Any]:
    """Return a problem; `field` is a JSON pointer into the event."""
    found = {"type": f"urn:habeas:problem:{name}", "title": TITLES[name], "status": status, "detail": detail}
    return found if field is None else {**found, "errors": [{"field": field, "message": detail}]}
