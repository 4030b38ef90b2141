"""Read one line of JSON Lines into a record, or say in one sentence why it cannot be read."""

import json
import sys
from collections.abc import Mapping
from typing import Never

Record = Mapping[str, object]

Json = dict[str, object]
"""An object that a command writes."""

# A longer line is refused, so that a stream without line ends cannot fill the memory.
LONGEST_LINE_BYTES = 64 * 1024 * 1024


class BadLine(Exception):
    """A line that cannot be answered, with the cause in words."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


def read_record(line: bytes) -> Record:
    """Return the JSON object that a line holds, with a usable `id`; raise BadLine otherwise."""
    if len(line) > LONGEST_LINE_BYTES:
        cause = f"longer than {LONGEST_LINE_BYTES // 1024**2} MiB"
        raise BadLine(cause)
    record = _decode(line)
    if not isinstance(record, dict):
        cause = f"not an object but {name_type(record)}"
        raise BadLine(cause)
    _require_id(record)
    return record


def _decode(line: bytes) -> object:
    try:
        return _DECODER.decode(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        cause = f"not UTF-8: byte 0x{line[error.start]:02x} at position {error.start + 1}"
        raise BadLine(cause) from error
    except json.JSONDecodeError as error:
        cause = f"not JSON: {error.msg.lower()} at column {error.pos + 1}"
        raise BadLine(cause) from error
    except ValueError as error:
        cause = f"not read: a number of more than {sys.get_int_max_str_digits():,} digits"
        raise BadLine(cause) from error
    except RecursionError as error:
        cause = "not read: nested too deeply"
        raise BadLine(cause) from error


def name_type(value: object) -> str:
    """Return the JSON name of a value's type, with its article."""
    return _TYPE_NAMES[type(value)]


def require_encodable(text: str, name: str) -> None:
    """Raise BadLine when a text holds half of a surrogate pair, which no reader could show."""
    if text.isascii():
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        cause = f"`{name}` holds a lone surrogate (\\u{ord(text[error.start]):04x}) at character {error.start + 1}"
        raise BadLine(cause) from error


def _require_id(record: Record) -> None:
    if "id" not in record:
        cause = "`id` is missing"
        raise BadLine(cause)
    value = record["id"]
    if isinstance(value, bool) or not isinstance(value, str | int):
        cause = f"`id` must be a string or a whole number, not {name_type(value)}"
        raise BadLine(cause)
    if isinstance(value, str):
        require_encodable(value, "id")


def _refuse_constant(name: str) -> Never:
    cause = f"not JSON: {name} is not a number"
    raise BadLine(cause)


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
_TYPE_NAMES: Mapping[type, str] = {
    dict: "an object",
    list: "a list",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}
