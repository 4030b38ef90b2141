"""The tables of detection as the native library reads them: JSON, made from Python's own words and patterns.

`native/tables.hpp` says how each kind of value arrives.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum, Flag, IntEnum, StrEnum
from functools import singledispatch
from pkgutil import resolve_name
from typing import Any

from habeas.detection.expressions import Expression
from habeas.detection.lexicon.apps import App


def table(name: str) -> Any:  # noqa: ANN401  # whatever JSON has
    """Return what a name below `habeas.detection` stands for ("masks.search._TOKEN"), as JSON.

    Raises `LookupError` where there is no such name, or what it stands for has no form in JSON.
    """
    try:
        return plain(resolve_name(f"habeas.detection.{name}"))
    except (ImportError, AttributeError, TypeError) as error:
        raise LookupError(f"the native library wants {name}: {error}") from error


_PLAIN_ALREADY = frozenset({str, int, float, bool, type(None)})


def plain(value: Any) -> Any:  # noqa: ANN401
    """Return a value as JSON. Raises `TypeError` where it has no such form."""
    return value if type(value) in _PLAIN_ALREADY else _as_plain(value)


@singledispatch
def _as_plain(value: Any) -> Any:  # noqa: ANN401
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if callable(value):
        return plain(value())
    raise TypeError(f"an object of {type(value).__name__} has no form in JSON")


@_as_plain.register(str)
@_as_plain.register(int)
@_as_plain.register(float)
def _itself(value: Any) -> Any:  # noqa: ANN401
    return value


@_as_plain.register
def _enum(value: Enum) -> str:
    return value.name


@_as_plain.register(StrEnum)
@_as_plain.register(IntEnum)
@_as_plain.register(Flag)
def _value(value: Enum) -> Any:  # noqa: ANN401
    return value.value


@_as_plain.register
def _expression(value: Expression) -> dict[str, Any]:
    return {"pattern": value.pattern, "flags": int(value.flags)}


@_as_plain.register
def _app(value: App) -> dict[str, Any]:
    return {"name": value.name, "numbered": value.numbered}  # its spellings are in the books that lead to it


@_as_plain.register
def _mapping(value: Mapping) -> Any:  # type: ignore[type-arg]  # noqa: ANN401
    pairs = [(plain(key), plain(one)) for key, one in value.items()]
    return dict(pairs) if all(isinstance(key, str) for key, _ in pairs) else [list(pair) for pair in pairs]


@_as_plain.register
def _set(value: AbstractSet) -> list[Any]:  # type: ignore[type-arg]
    return sorted(map(plain, value), key=str)


@_as_plain.register
def _sequence(value: Sequence) -> Any:  # type: ignore[type-arg]  # noqa: ANN401
    if hasattr(value, "_asdict"):  # a named tuple
        return _mapping(value._asdict())
    return list(map(plain, value))
