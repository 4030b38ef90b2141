"""Read from a record the message that detection scans."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime

from habeas.cli.records import BadLine, Record, name_type, require_encodable
from habeas.detection.documents import Message


def read_message(record: Record) -> Message:
    """Return the text or texts of a record with their country and language; raise BadLine."""
    country, language = _read_code(record, "country"), _read_code(record, "language")
    return Message(
        parts=_read_parts(record),
        country=country and country.upper(),
        language=language and language.lower(),
    )


def read_member(record: Record, name: str) -> str | None:
    """Return the id of a member that a record names, None where it does not; raise BadLine."""
    member = record.get(name)
    if member is None:
        return None
    if isinstance(member, bool) or not isinstance(member, str | int):
        cause = f"`{name}` must be a string or a whole number, not {name_type(member)}"
        raise BadLine(cause)
    return str(member)


def read_day(record: Record) -> date | None:
    """Return the day (UTC) on which a record's message was sent, None where it does not say; raise BadLine."""
    written = record.get("occurred_at")
    if written is None:
        return None
    if isinstance(written, str):
        with suppress(ValueError, OverflowError):
            sent_at = datetime.fromisoformat(written)
            return (sent_at.astimezone(UTC) if sent_at.tzinfo else sent_at).date()
    cause = f"`occurred_at` must be a time such as 2026-01-31T12:00:00Z, not {json.dumps(written)}"
    raise BadLine(cause)


def _read_parts(record: Record) -> tuple[str, ...]:
    if "text" not in record:
        cause = "`text` is missing"
        raise BadLine(cause)
    text = record["text"]
    if isinstance(text, str):
        require_encodable(text, "text")
        return (text,)
    if not isinstance(text, list):
        cause = f"`text` must be a string or a list of strings, not {name_type(text)}"
        raise BadLine(cause)
    if not text:
        cause = "`text` is an empty list"
        raise BadLine(cause)
    for index, part in enumerate(text):
        if not isinstance(part, str):
            cause = f"`text` must hold strings, but its item {index + 1} is {name_type(part)}"
            raise BadLine(cause)
        require_encodable(part, f"text[{index}]")
    return tuple(text)


def _read_code(record: Record, name: str) -> str | None:
    code = record.get(name)
    if code is None or isinstance(code, str):
        return code
    cause = f"`{name}` must be a string, not {name_type(code)}"
    raise BadLine(cause)
