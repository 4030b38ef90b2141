"""Shapes of single values: texts, numbers, truths, days, spans of time."""

import re
from datetime import date, timedelta
from typing import Any, Final

from habeas.policy.shapes import Scalar


def text(wanted: str = "a text", pattern: str = r"(?s).*\S.*") -> Scalar:
    """Return the shape of a text."""
    schema = {"type": "string", "minLength": 1} if pattern.startswith("(?s)") else _pattern_schema(pattern)
    return Scalar(wanted, re.compile(pattern), str, schema)


def _pattern_schema(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{pattern}$"}


def integer(minimum: int = 0) -> Scalar:
    """Return the shape of a whole number from the minimum."""

    def make(written: str) -> int:
        number = int(written)
        if number < minimum:
            raise ValueError(written)
        return number

    return Scalar(
        f"a whole number from {minimum}",
        re.compile(r"-?\d{1,18}"),
        make,
        {"type": "integer", "minimum": minimum},
    )


SHARE: Final = Scalar(
    "a share between 0 and 1",
    re.compile(r"0(\.\d+)?|1(\.0+)?"),
    float,
    {"type": "number", "minimum": 0, "maximum": 1},
)
TRUTH: Final = Scalar("true or false", re.compile("true|false"), lambda written: written == "true", {"type": "boolean"})
DAY: Final = Scalar(
    "a day such as 2026-01-31",
    re.compile(r"\d{4}-\d{2}-\d{2}"),
    date.fromisoformat,
    {"type": "string", "format": "date"},
)

_SPANS: Final = re.compile(r"(\d{1,5}) (minute|hour|day)s?")


def _span(written: str) -> timedelta:
    number, unit = written.split()
    return timedelta(**{f"{unit.removesuffix('s')}s": int(number)})


SPAN: Final = Scalar("a time such as '7 days' or '4 hours'", _SPANS, _span, _pattern_schema(_SPANS.pattern))
ANY_VALUE: Final = Scalar("a value", re.compile(r"(?s).*"), str, {"type": ["string", "boolean", "number", "null"]})
