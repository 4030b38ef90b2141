"""Pages of a list: a cursor says behind which row the next one starts, so that new rows move nothing."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from habeas.server.api.problems import Kind, Refusal

USUAL: Final = 50
MOST: Final = 200
"""Rows of one page."""

_DIGITS: Final = 18
"""Of the longest number that every database compares."""

Position = tuple[datetime, str]
"""The time and the id of the last row of a page."""


def write_cursor(position: Position) -> str:
    """Return the cursor behind a row. Callers give it back as it is."""
    at, row = position
    return base64.urlsafe_b64encode(json.dumps([at.isoformat(), row]).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None) -> Position | None:
    """Return the row that a cursor names, None for the first page. Raises Refusal."""
    if cursor is None:
        return None
    try:
        at, row = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        position = (datetime.fromisoformat(at), row)
        if position[0].tzinfo is not None and write_cursor(position) == cursor and "\0" not in row:
            return position
    except (binascii.Error, ValueError, TypeError, RecursionError):
        pass
    raise _not_of_this_list()


def read_numbered_cursor(cursor: str | None) -> tuple[datetime, int] | None:
    """Return the row that a cursor of a list names whose rows have numbers, None for the first page. Raises Refusal."""
    position = read_cursor(cursor)
    if position is None:
        return None
    at, row = position
    if not row.isdecimal() or len(row) > _DIGITS:
        raise _not_of_this_list()
    return at, int(row)


def _not_of_this_list() -> Refusal:
    errors = [{"field": "cursor", "message": "wants `next` of the page before, as it was"}]
    return Refusal(Kind.BAD_PARAMETER, "The cursor is not one of this list: start without one.", errors=errors)


def page_of(rows: Sequence[Mapping[str, Any]], *, limit: int, by: str, name: str = "id") -> dict[str, Any]:
    """Return a page of rows of which one more than the limit was read, and the cursor of the next one.

    Rows are sorted `by` a time, and by their `name`.
    """
    items = list(rows[:limit])
    is_last = len(rows) <= limit
    next_cursor = None if is_last else write_cursor((datetime.fromisoformat(items[-1][by]), str(items[-1][name])))
    return {"items": items, "next": next_cursor}
