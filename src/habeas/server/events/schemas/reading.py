"""Read one event as it came, as our own or as a CloudEvent (1.0, structured JSON)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from math import isfinite
from typing import Annotated, Any, Final, TypeVar

from pydantic import Field, ValidationError

from habeas.server.events.incoming import IncomingEvent
from habeas.server.events.schemas.problems import BadEvent, Complaint, complaints_of, nearest, pointer
from habeas.server.events.schemas.registry import CONTENTS, OWN_TYPES
from habeas.server.events.schemas.values import MOST_NAME, Form, Id, Name, Time, short

FormType = TypeVar("FormType", bound=Form)

MOST_DEPTH: Final = 40
"""Lists and objects within each other: deeper than anything that a platform tells, shallower than any limit below."""

MOST_EXACT: Final = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly (RFC 7493)."""

UNNAMED: Final = ""
"""The id of an event that has none."""


class Envelope(Form):
    """An event without its data."""

    id: Id
    type: Annotated[str, Field(min_length=1, max_length=MOST_NAME)]
    occurred_at: Time
    platform: Name | None = None
    data: dict[str, Any]


def read_event(raw: object) -> IncomingEvent:
    """Return the event of a JSON value. Raises BadEvent, which names every field that is wrong."""
    name = id_of(raw)
    if not isinstance(raw, Mapping):
        raise BadEvent(
            Complaint(pointer="", wanted="an object", got=short(raw), advice="Send an event as a JSON object."),
            event=name,
        )
    unkeepable = find_unkeepable(raw)
    if unkeepable is not None:
        raise BadEvent(unkeepable, event=name)
    _refuse_type(raw.get("type"), event=name)
    complaints: list[Complaint] = []
    envelope = _check(Envelope, raw, within="", into=complaints)
    if isinstance(raw.get("data"), Mapping) and isinstance(raw.get("type"), str) and raw["type"]:
        _check(CONTENTS[raw["type"]], raw["data"], within="/data", into=complaints)
    if complaints or envelope is None:
        raise BadEvent(*complaints, event=name)
    return IncomingEvent(
        id=envelope.id,
        type=envelope.type,
        occurred_at=envelope.occurred_at,
        platform=envelope.platform or "",
        data=raw["data"],
    )


def read_cloud_event(raw: object) -> IncomingEvent:
    """Return the event that a CloudEvent carries: its `time` is when it occurred. Raises BadEvent."""
    if not isinstance(raw, Mapping):
        return read_event(raw)
    if raw.get("specversion") != "1.0":
        got = short(raw["specversion"]) if "specversion" in raw else "nothing"
        complaint = Complaint(
            pointer="/specversion", wanted="'1.0'", got=got, advice="Send CloudEvents of version 1.0."
        )
        raise BadEvent(complaint, event=id_of(raw))
    try:
        return read_event({"occurred_at" if name == "time" else name: value for name, value in raw.items()})
    except BadEvent as error:
        raise BadEvent(*map(_in_cloud_event, error.complaints), event=error.event) from None


def read_draft(raw: object, *, now: datetime) -> IncomingEvent:
    """Return the message that a draft would become: its data alone, or the event as it would be sent. Raises BadEvent.

    What is left out of the event is filled in: it would be sent now.
    """
    if isinstance(raw, Mapping) and isinstance(raw.get("data"), Mapping):
        given = {"id": "draft", "type": "message.sent", "occurred_at": now.isoformat(), **raw}
        return _as_draft(given, within="/data")
    if not isinstance(raw, Mapping):
        return read_event(raw)
    platform = {"platform": raw["platform"]} if raw.get("platform") is not None else {}
    given = {"id": "draft", "type": "message.sent", "occurred_at": now.isoformat(), "data": raw, **platform}
    return _as_draft(given, within="")


def _as_draft(given: Mapping[str, Any], *, within: str) -> IncomingEvent:
    """Read an event whose data was given at another place, and name that place where something is wrong."""
    content = given["data"]
    # Whom it goes to may not be known yet; a message says so.
    said = {"to": "nobody yet", "conversation": "none yet", **content} if given["type"] == "message.sent" else content
    try:
        read = read_event({**given, "data": said})
    except BadEvent as error:
        moved = [replace(one, pointer=within + one.pointer.removeprefix("/data")) for one in error.complaints]
        raise BadEvent(*moved, event=error.event) from None
    return replace(read, data=content)


def id_of(raw: object) -> str:
    """Return the id under which an event is answered, however wrong the rest of it is."""
    said = raw.get("id") if isinstance(raw, Mapping) else None
    is_printable = isinstance(said, str) and find_unkeepable(said) is None
    return str(said)[:200] if is_printable else UNNAMED


def find_unkeepable(value: object, *, at: tuple[object, ...] = ()) -> Complaint | None:
    """Return the first place whose value no database, or no other reader, would keep as it is."""
    if isinstance(value, str):
        return _wrong_text(value, at)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _wrong_number(value, at)
    if not isinstance(value, list | dict):
        return None
    if len(at) >= MOST_DEPTH:
        return Complaint(
            pointer=pointer(at), wanted=f"at most {MOST_DEPTH} levels", got="a deeper one", advice="Send it flatter."
        )
    for name, part in value.items() if isinstance(value, dict) else enumerate(value):
        found = _wrong_text(str(name), (*at, "?")) or find_unkeepable(part, at=(*at, name))
        if found:
            return found
    return None


def _wrong_text(text: str, at: tuple[object, ...]) -> Complaint | None:
    if text.isascii() and "\0" not in text:
        return None
    if "\0" in text:
        what, got = "a text without U+0000", "one with it"
    elif any("\ud800" <= character <= "\udfff" for character in text):
        what, got = "a text of Unicode characters", "one with half of a surrogate pair"
    else:
        return None
    return Complaint(pointer=pointer(at), wanted=what, got=got, advice="Remove this character, or send U+FFFD instead.")


def _wrong_number(number: int | float, at: tuple[object, ...]) -> Complaint | None:  # noqa: PYI041  # told apart
    # JSON has one kind of number; whole ones that no longer fit a double come out as others elsewhere.
    if isfinite(number) if isinstance(number, float) else abs(number) <= MOST_EXACT:
        return None
    what = f"a number between -{MOST_EXACT} and {MOST_EXACT}"
    return Complaint(pointer=pointer(at), wanted=what, got="a larger one", advice="Send longer numbers as texts.")


def _refuse_type(said: object, *, event: str) -> None:
    """Refuse a type that is not known, or that is the service's own; other wrong values are for the form."""
    if not isinstance(said, str) or said in CONTENTS or not said:
        return
    if said in OWN_TYPES:
        what, advice = "a type that a platform tells", "Leave it out: the service makes events of this type itself."
    else:
        what = "a type of event that is known"
        advice = nearest(said, CONTENTS) or "See GET /v1/schemas/events for the types that are known."
    raise BadEvent(Complaint(pointer="/type", wanted=what, got=short(said), advice=advice), event=event)


def _check(form: type[FormType], said: Mapping[str, Any], *, within: str, into: list[Complaint]) -> FormType | None:
    try:
        return form.model_validate(said)
    except ValidationError as error:
        into.extend(complaints_of(error, within=within))
        return None


def _in_cloud_event(complaint: Complaint) -> Complaint:
    return replace(complaint, pointer="/time") if complaint.pointer == "/occurred_at" else complaint
