"""A statement as JSON, the record that is kept and downloaded, and the hash that proves it unchanged (P2B4-1)."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, tzinfo
from enum import Enum
from hashlib import sha256
from typing import Any

from habeas.domain.audit.canonical import canonical_bytes
from habeas.domain.statements.statement import Statement
from habeas.policy.actions import Action

VERSION = 1
"""The version of the shape; old statements keep theirs for ever."""


def statement_as_json(statement: Statement) -> dict[str, Any]:
    """Return all of a statement's content, times in UTC, sets in order, with the last day to appeal as computed."""
    return {
        "v": VERSION,
        **content_as_json(statement),
        "action": statement.action.word,
        "appeal_until": statement.appeal_until.isoformat(),
    }


def statement_digest(statement: Statement) -> str:
    """Return the SHA-256 over the statement's canonical JSON."""
    return sha256(canonical_bytes(statement_as_json(statement))).hexdigest()


def content_as_json(value: Any) -> Any:
    """Return a value of a statement, with all that is in it, as JSON has it."""
    if isinstance(value, frozenset):
        return sorted(content_as_json(one) for one in value)
    if isinstance(value, tuple):
        return [content_as_json(one) for one in value]
    if is_dataclass(value):
        return {field.name: content_as_json(getattr(value, field.name)) for field in fields(value)}
    return _scalar(value)


def _scalar(value: Any) -> Any:
    match value:
        case Action():
            return value.word
        case Enum():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | tzinfo():
            return str(value)
    return value
