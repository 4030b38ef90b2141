"""Values as canonical bytes (RFC 8785), so that everybody who hashes a value hashes the same bytes."""

import json
import math
from collections.abc import Iterator
from typing import Any, Final

import rfc8785

LARGEST_INTEGER: Final = 2**53 - 1
"""The largest integer that every reader of JSON keeps exact (RFC 7493, section 2.2)."""


class NotCanonical(ValueError):
    """A value, or bytes, that has no canonical form or is not in it; says where and why."""


def canonical_bytes(value: Any) -> bytes:
    """Return the one way to write a value of JSON. Raises NotCanonical.

    Takes dicts with text as keys, lists, tuples, text, true, false, None, finite numbers, and integers up to 2^53 - 1.
    """
    try:
        return rfc8785.dumps(value)
    except ValueError as error:
        place, cause = next(_problems(value, "value"), ("value", str(error)))
        raise NotCanonical(f"{place}: {cause}") from error
    except RecursionError as error:
        raise NotCanonical("value: nested too deep") from error


def read_canonical(written: bytes) -> Any:
    """Return the value that was written. Raises NotCanonical when it is no JSON, or written another way."""
    try:
        value = json.loads(written, parse_int=_number)
    except (ValueError, RecursionError) as error:
        raise NotCanonical("not JSON, or cut off") from error
    if canonical_bytes(value) != written:
        raise NotCanonical("not in the canonical form of RFC 8785")
    return value


def _number(digits: str) -> int | float:
    """Return the number that digits stand for; beyond 2^53 only a float can have been written so."""
    number = int(digits)
    return number if abs(number) <= LARGEST_INTEGER else float(digits)


def _problems(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield where a value cannot be written, and why."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from _problems_of_key(key, place)
                yield from _problems(inner, f"{place}.{key}")
        case list() | tuple():
            for number, inner in enumerate(value):
                yield from _problems(inner, f"{place}[{number}]")
        case _:
            if cause := _cause(value):
                yield place, cause


def _problems_of_key(key: Any, place: str) -> Iterator[tuple[str, str]]:
    if not isinstance(key, str):
        yield place, f"the key {key!r} is no text"
    elif _is_broken(key):
        yield place, f"the key {key!r} holds half of a surrogate pair"


def _cause(value: Any) -> str | None:
    """Return why a single value cannot be written, None where it can."""
    match value:
        case None | bool():
            return None
        case int():
            return f"{value} is beyond 2^53 - 1; write it as text" if abs(value) > LARGEST_INTEGER else None
        case float():
            return None if math.isfinite(value) else f"{value} is no number of JSON"
        case str():
            return "holds half of a surrogate pair" if _is_broken(value) else None
        case _:
            return f"a {type(value).__name__} is no value of JSON"


def _is_broken(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)
