"""Where an answer that is given again differs from the one that was recorded.

Compares what is written, not what is meant: a replay is the same when its bytes are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

JUDGES: Final = ("policy", "engine")
"""The fields of an answer that say who judged and not what was decided."""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One place of an answer, dotted, with what stood there and what stands there now; None: nothing."""

    path: str
    before: Any
    after: Any


def compare_answers(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldDifference, ...]:
    """Return where what was decided differs, in the order of places; who judged is left out."""
    names = sorted({*before, *after}.difference(JUDGES))
    return tuple(found for name in names for found in _compare(name, before.get(name), after.get(name)))


def _compare(path: str, before: Any, after: Any) -> Iterator[FieldDifference]:
    old, new = _entries(before), _entries(after)
    if type(before) is type(after) and old is not None and new is not None:
        for key in sorted({*old, *new}):
            yield from _compare(f"{path}.{key}", old.get(key), new.get(key))
    elif before != after or type(before) is not type(after):
        yield FieldDifference(path, before, after)


def _entries(value: Any) -> dict[Any, Any] | None:
    """Return what a list or an object holds, by its place; None for a single value."""
    return dict(enumerate(value)) if isinstance(value, list) else value if isinstance(value, dict) else None
