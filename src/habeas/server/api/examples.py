"""What the documentation shows, each an event that is taken as it stands."""

from typing import Any, Final

MESSAGE_EXAMPLE: Final[dict[str, Any]] = {
    "id": "msg-1001",
    "type": "message.sent",
    "occurred_at": "2026-03-02T12:00:00Z",
    "data": {
        "member": "fred",
        "to": "cleo",
        "conversation": "room-7",
        "text": "Write to me at fred@mail.example and we settle it there.",
    },
}
CONTRACT_EXAMPLE: Final[dict[str, Any]] = {
    "id": "con-17-started",
    "type": "contract.started",
    "occurred_at": "2026-03-01T09:30:00Z",
    "data": {"contract": "con-17", "client": "cleo", "freelancer": "fred"},
}
EVENTS_EXAMPLE: Final[dict[str, Any]] = {"events": [CONTRACT_EXAMPLE, MESSAGE_EXAMPLE]}
CLOUD_EVENT_EXAMPLE: Final[dict[str, Any]] = {
    "specversion": "1.0",
    "source": "https://market.example/messages",
    "id": "msg-1001",
    "type": "message.sent",
    "time": "2026-03-02T12:00:00Z",
    "data": MESSAGE_EXAMPLE["data"],
}
DRAFT_EXAMPLE: Final[dict[str, Any]] = MESSAGE_EXAMPLE["data"]
