"""A written message as an event brings it: its words, its channel, what was stated of it. Checked here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from habeas.domain.effects import Delivery
from habeas.policy.declarations import Declarations, Source, UndeclaredFact, WrongFactValue
from habeas.policy.facts import Fact
from habeas.policy.records import facts_from_record
from habeas.server.events.incoming import IncomingEvent, Json
from habeas.server.events.kinds import CHANNEL_OF, EDITED

PATIENCE: Final = timedelta(milliseconds=300)
"""How long a host waits with a pending message where it does not say (design, section 7)."""

_STATED: Final = ("surface", "actor_role", "declared_purpose")
_OF_THE_MOMENT: Final = ("contract_state", "history")


class BadSubmission(ValueError):
    """A field of a message's data that is wrong: which, and what it wants."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(field, message)
        self.field = field
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One message to read. `is_window`: the caller gave the earlier texts itself; else the service adds its own."""

    event: IncomingEvent
    sender: str
    recipients: tuple[str, ...]
    texts: tuple[str, ...]
    is_window: bool
    channel: str
    conversation: str
    delivery: Delivery
    patience: timedelta
    country: str | None
    language: str | None
    stated: Mapping[str, Fact]
    context: Mapping[str, Fact]

    @property
    def place(self) -> tuple[str, str]:
        """Return the sender and the conversation, under which texts are remembered."""
        return (self.sender, self.conversation)

    @property
    def body(self) -> Json:
        """Return what is kept of the event: who wrote to whom, where, about which contract, for which message."""
        kept = {"sender": self.sender, "recipients": list(self.recipients), "conversation": self.conversation}
        names = ("contract", "message") if self.event.type == EDITED else ("contract",)
        said = {name: self.event.data.get(name) for name in names}
        return kept | {name: one for name, one in said.items() if one}


def read_submission(event: IncomingEvent, *, declarations: Declarations) -> Submission:
    """Return the message that an event brings. Raises BadSubmission, which names the field."""
    data = event.data
    texts, is_window = _texts(data)
    try:
        stated = _facts_in(_stated(event), declarations)
        context = _facts_in(_context(data), declarations)
    except (WrongFactValue, UndeclaredFact) as error:
        raise BadSubmission(f"/data/context/{error.name}", str(error)) from error
    return Submission(
        event=event,
        sender=_text(data, "member") or _text(data, "sender", required=True),
        recipients=tuple(_recipients(data)),
        texts=texts,
        is_window=is_window,
        channel=_text(data, "surface") or CHANNEL_OF[event.type],
        conversation=_text(data, "conversation"),
        delivery=_delivery(data),
        patience=_patience(data),
        country=_text(data, "country").upper() or None,
        language=_text(data, "language").lower() or None,
        stated=stated,
        context=context,
    )


def _facts_in(record: Json, declarations: Declarations) -> dict[str, Fact]:
    """Return what a record states and nothing else; what one member alone says of a platform's fact is a claim."""
    facts = facts_from_record(record, declarations=declarations)
    claimed = {name: Fact(value, Source.MEMBER) for name, value in facts.claims.items()}
    return claimed | {name: Fact(facts.values[name], source) for name, source in facts.said.items()}


def _stated(event: IncomingEvent) -> dict[str, object]:
    given = {field: event.data[field] for field in _STATED if event.data.get(field) is not None}
    given.setdefault("surface", CHANNEL_OF[event.type])
    if event.platform:
        given["platform"] = event.platform
    return given


def _context(data: Json) -> dict[str, object]:
    given: dict[str, object] = {field: data[field] for field in _OF_THE_MOMENT if field in data}
    facts = data.get("context") if data.get("context") is not None else data.get("facts")
    return given if facts is None else {**given, "facts": facts}


def _texts(data: Json) -> tuple[tuple[str, ...], bool]:
    if "texts" in data:
        listed = data["texts"]
        if not isinstance(listed, list) or not listed or not all(isinstance(text, str) for text in listed):
            raise BadSubmission("/data/texts", "a list of texts is needed, the oldest first")
        return tuple(listed), True
    text = data.get("text")
    if not isinstance(text, str):
        raise BadSubmission("/data/text", "a text is needed, or `texts` with the sender's last ones")
    return (text,), False


def _recipients(data: Json) -> Iterator[str]:
    to = data.get("to")
    for one in to if isinstance(to, list) else [to]:
        if one is None:
            continue
        if not isinstance(one, str) or not one:
            raise BadSubmission("/data/to", "a member's id or a list of them is needed")
        yield one


def _text(data: Json, field: str, *, required: bool = False) -> str:
    value: Any = data.get(field)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or not value:
        raise BadSubmission(f"/data/{field}", "a text that is not empty is needed")
    return value


def _delivery(data: Json) -> Delivery:
    try:
        return Delivery(data.get("delivery") or Delivery.DELIVERED)
    except ValueError:
        raise BadSubmission("/data/delivery", f"one of {', '.join(Delivery)} is needed") from None


def _patience(data: Json) -> timedelta:
    waits = data.get("deadline_ms")
    if waits is None:
        return PATIENCE
    if not isinstance(waits, int) or isinstance(waits, bool) or not 0 < waits <= _LONGEST_WAIT:
        raise BadSubmission("/data/deadline_ms", f"milliseconds from 1 to {_LONGEST_WAIT} are needed")
    return timedelta(milliseconds=waits)


_LONGEST_WAIT: Final = 30_000
"""Nobody's composer waits half a minute."""
