"""An event that facts are made of, checked when it is read. Knows the types of events, not the facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from habeas.policy.declarations import Source

Content = Mapping[str, object]
Read = TypeVar("Read")

_TIME: Final = "a time with its offset, such as 2026-03-01T09:30:00Z"


class WrongEvent(ValueError):
    """An event lacks a field or has one of the wrong type; names the event, the field and what it wants."""

    def __init__(self, *, event: str, field: str, wanted: str, got: object) -> None:
        super().__init__(event, field, wanted, got)
        self.event = event
        self.field = field
        self.wanted = wanted
        self.got = got

    def __str__(self) -> str:
        """Say which event has what wrong."""
        return f"event {self.event}: {self.field} wants {self.wanted}, got {self.got!r}"


@dataclass(frozen=True, slots=True)
class Party:
    """Who stands on one side of a contract: a member, an organization, or a member for an organization."""

    member: str | None = None
    org: str | None = None
    role: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """Return the ids under which the party may be met."""
        return frozenset(name for name in (self.member, self.org) if name is not None)


@dataclass(frozen=True, slots=True)
class Fields:
    """What an event says, read field by field; a wrong type raises WrongEvent with the event's id."""

    event: str
    content: Content

    def text(self, field: str) -> str | None:
        """Return a text, or None where it is missing."""
        return self._read(field, "a text", lambda value: value if isinstance(value, str) and value else None)

    def truth(self, field: str, *, otherwise: bool) -> bool:
        """Return true or false, or `otherwise` where it is missing."""
        read = self._read(field, "true or false", lambda value: value if isinstance(value, bool) else None)
        return otherwise if read is None else read

    def count(self, field: str) -> int | None:
        """Return a whole number from 0, or None where it is missing."""
        return self._read(field, "a whole number from 0", _count)

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a list of texts, empty where it is missing; a single text is a list of one."""
        return self._read(field, "a list of texts", _texts) or ()

    def instant(self, field: str) -> datetime | None:
        """Return an instant, or None where it is missing."""
        return self._read(field, _TIME, _instant)

    def table(self, field: str) -> Content:
        """Return an object, empty where it is missing."""
        return self._read(field, "an object", lambda value: value if isinstance(value, Mapping) else None) or {}

    def source(self, *, otherwise: Source) -> Source:
        """Return who says it."""
        return self._read("source", f"one of {', '.join(Source)}", _source) or otherwise

    @property
    def parties(self) -> tuple[Party, ...]:
        """Return the parties, from `parties` or the short form `client` and `freelancer`."""
        if self.content.get("parties") is not None:
            listed = self._read("parties", 'a list of {"member" or "org", "role"}', _parties)
            return listed or ()
        short = (self._read(role, "a member's id or an object", _party_for(role)) for role in ("client", "freelancer"))
        return tuple(party for party in short if party is not None)

    def require(self, field: str) -> str:
        """Return a text that the event cannot do without."""
        text = self.text(field)
        if text is None:
            raise WrongEvent(event=self.event, field=field, wanted="a text", got=None)
        return text

    def _read(self, field: str, wanted: str, reader: Callable[[object], Read | None]) -> Read | None:
        value = self.content.get(field)
        if value is None:
            return None
        read = reader(value)
        if read is None:
            raise WrongEvent(event=self.event, field=field, wanted=wanted, got=value)
        return read


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _instant(value: object) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, datetime) and value.tzinfo is not None else None


def _source(value: object) -> Source | None:
    return Source(value) if isinstance(value, str) and value in set(Source) else None


def _parties(value: object) -> tuple[Party, ...] | None:
    if not isinstance(value, list | tuple):
        return None
    parties = [_party(item) for item in value]
    return None if None in parties else tuple(party for party in parties if party is not None)


def _party_for(role: str) -> Callable[[object], Party | None]:
    return lambda value: _party(value, role=role)


def _party(value: object, *, role: str | None = None) -> Party | None:
    if isinstance(value, str) and value:
        return Party(member=value, role=role)
    if not isinstance(value, Mapping):
        return None
    member, org = value.get("member"), value.get("org")
    are_ids = all(one is None or (isinstance(one, str) and one) for one in (member, org))
    if not are_ids or (member is None and org is None):
        return None
    return Party(member=member, org=org, role=str(value.get("role") or role or "") or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, keyed by when it happened and not by when it was heard of."""

    id: str
    type: str
    occurred_at: datetime
    said: Fields
    platform: str | None = None


def read_event(record: Content) -> Event:
    """Return the event of an interface's record, with what its type cannot do without. Raises WrongEvent."""
    envelope = Fields(str(record.get("id", "without id")), record)
    event_id, occurred_at = envelope.require("id"), envelope.instant("occurred_at")
    if occurred_at is None:
        raise WrongEvent(event=event_id, field="occurred_at", wanted=_TIME, got=None)
    event = Event(
        id=event_id,
        type=envelope.require("type"),
        occurred_at=occurred_at,
        platform=envelope.text("platform"),
        said=Fields(event_id, envelope.table("data")),
    )
    for field in REQUIRED.get(event.type, ()):
        event.said.require(field)
    for field in _NAMING:
        event.said.text(field)
    event.said.texts("recipients")
    return event


_NAMING: Final = ("sender", "member", "contract", "conversation", "decision", "replaces")
"""Fields that say what an event of any type is about; like `recipients`, they are read when facts are asked for."""


REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "member.joined": ("member",),
    "org.member_added": ("org", "member"),
    "org.member_removed": ("org", "member"),
    "message.sent": ("sender",),
    "decision.made": ("decision", "member", "action"),
    "notice.delivered": ("decision",),
    "appeal.received": ("decision",),
    "appeal.decided": ("decision", "outcome"),
}
"""Fields without which an event of a type says nothing."""
