"""Which events hold words of members, which tell facts, and whom each is about."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

EDITED: Final = "message.edited"
"""Other words for a message, named by the event in which it was sent."""

DELETED: Final = "message.deleted"
"""A message that its writer took back."""

CHANNEL_OF: Final[Mapping[str, str]] = {
    "message.sent": "message",
    EDITED: "message",
    "proposal.submitted": "proposal",
    "profile.updated": "profile",
    "job.posted": "job",
    "review.posted": "review",
    "attachment.shared": "attachment",
}
"""Types that hold words, with the channel they belong to where the event names no surface."""

ACKNOWLEDGEMENTS: Final = frozenset({"measure.applied", "measure.undone", "measure.failed", "notice.bounced"})
"""What the host says of a measure or a notice that was asked of it."""

_PEOPLE: Final = ("member", "org", "client", "freelancer", "sender", "reporter", "by", "owner")
_GROUPS: Final = ("parties", "declared_by", "recipients", "to")


def is_writing(event_type: str) -> bool:
    """Return whether events of a type hold words that a member wrote."""
    return event_type in CHANNEL_OF


def contract_of(data: Mapping[str, Any]) -> str:
    """Return the id of the contract that an event's data names, empty where it names none."""
    contract = data.get("contract")
    return contract if isinstance(contract, str) else ""


def list_parties(data: Mapping[str, Any]) -> frozenset[str]:
    """Return the ids of all members and organizations that an event's data names."""
    named = [data.get(field) for field in _PEOPLE]
    for field in _GROUPS:
        group = data.get(field)
        named += group if isinstance(group, list) else [group]
    return frozenset(_ids(named))


def _ids(named: list[Any]) -> Iterator[str]:
    for one in named:
        if isinstance(one, str) and one:
            yield one
        elif isinstance(one, Mapping):
            yield from (name for field in ("member", "org") if isinstance(name := one.get(field), str) and name)
