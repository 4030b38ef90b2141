"""One entry of the log, the bytes that are hashed of it, and the chain from each entry to the next.

An entry names no member and holds no text: a commitment stands for what was said and about whom.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from habeas.domain.audit.canonical import LARGEST_INTEGER, NotCanonical, read_canonical

FORMAT: Final = 1
"""The version of the bytes of an entry; old entries keep theirs for ever."""

GENESIS: Final = bytes(32)
"""What stands before the first entry in the chain."""

_ACTION: Final = re.compile(r"[a-z_]+\.[a-z_]+")
_REFERENCE: Final = re.compile(r"[a-z_]+(?::[A-Za-z0-9._-]{1,80})?")
_COMMITMENT: Final = re.compile(r"[0-9a-f]{64}")
_WRITTEN: Final = (
    '{{"action":"{action}","actor":"{actor}","at":"{at}","commitment":{commitment},"index":{index},'
    f'"subject":"{{subject}}","v":{FORMAT}}}}}'
)


class EntryRefused(ValueError):
    """An entry that the log does not take, or bytes that are no entry; says which part and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """That something happened: at its place in the log, when, what, by whom, to which record.

    `action` is `noun.past_verb`. `actor` and `subject` are a kind, or a kind with an id that the service made at
    random (`decision:0192f`): never a member's id of the host, a name or an address. `commitment` stands for the
    payload, None where there is none. Raises EntryRefused.
    """

    index: int
    at: datetime
    action: str
    actor: str
    subject: str
    commitment: str | None = None

    def __post_init__(self) -> None:
        """Refuse what could not be written, or could name somebody."""
        if not 0 <= self.index <= LARGEST_INTEGER:
            raise EntryRefused(f"index: {self.index} is no place in a log")
        if self.at.tzinfo is None:
            raise EntryRefused(f"at: {self.at} has no time zone")
        _check("action", self.action, _ACTION, "noun.past_verb, in small letters")
        _check("actor", self.actor, _REFERENCE, "a kind, or kind:id")
        _check("subject", self.subject, _REFERENCE, "a kind, or kind:id")
        if self.commitment is not None:
            _check("commitment", self.commitment, _COMMITMENT, "64 hexadecimal digits")


def _check(name: str, value: str, pattern: re.Pattern[str], meaning: str) -> None:
    if not pattern.fullmatch(value):
        raise EntryRefused(f"{name}: {value!r} is not {meaning}")


def entry_bytes(entry: Entry) -> bytes:
    """Return the canonical bytes of an entry: what the chain and the tree are made of."""
    # Nothing in an entry needs escaping, and its fields stand in their order: much faster than any writer of JSON.
    return _WRITTEN.format(
        action=entry.action,
        actor=entry.actor,
        at=_written_time(entry.at),
        commitment="null" if entry.commitment is None else f'"{entry.commitment}"',
        index=entry.index,
        subject=entry.subject,
    ).encode()


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """Return an entry as it is written."""
    return fields_as_json(
        index=entry.index,
        at=entry.at,
        action=entry.action,
        actor=entry.actor,
        subject=entry.subject,
        commitment=entry.commitment,
    )


def fields_as_json(
    *, index: int, at: datetime, action: str, actor: str, subject: str, commitment: str | None
) -> dict[str, Any]:
    """Return fields as an entry writes them, its time in UTC to the microsecond, whether or not they make an entry."""
    return {
        "v": FORMAT,
        "index": index,
        "at": _written_time(at),
        "action": action,
        "actor": actor,
        "subject": subject,
        "commitment": commitment,
    }


def _written_time(at: datetime) -> str:
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def read_entry(written: bytes) -> Entry:
    """Return the entry that was written. Raises EntryRefused."""
    try:
        return _entry_of(read_canonical(written))
    except NotCanonical as error:
        raise EntryRefused(str(error)) from error
    except (KeyError, TypeError, ValueError) as error:
        cause = error if isinstance(error, EntryRefused) else "not the fields of an entry"
        raise EntryRefused(str(cause)) from error


def _entry_of(value: Any) -> Entry:
    entry = Entry(
        index=value["index"],
        at=datetime.fromisoformat(value["at"]),
        action=value["action"],
        actor=value["actor"],
        subject=value["subject"],
        commitment=value["commitment"],
    )
    if entry_as_json(entry) != value or type(entry.index) is not int:
        raise EntryRefused(f"not the fields of an entry of format {FORMAT}")
    return entry


def link(previous: bytes, written: bytes) -> bytes:
    """Return the hash that ties an entry's bytes to all before it: SHA-256 over the hash before and the bytes."""
    return sha256(previous + written).digest()
