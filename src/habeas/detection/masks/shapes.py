"""Numbers whose shape says what they are: dates, times, addresses of machines, sizes, amounts.

Knows the number alone, never the words around it. A token is a run of digits with separators
inside and no space ("04/15/2024", "192.168.0.1:80", "1920x1080").
"""

import re
from dataclasses import dataclass

from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation


@dataclass(frozen=True, slots=True)
class Shape:
    """What a shape means, whether it says so even against a phone cue, and if neighbours matter.

    An `alone` shape counts only for a token that no other bare number touches: "12.10.20" may be
    a date, "12.10.20 33 44" is not. One that comes `first` may have a number behind it.
    """

    explanation: Explanation
    because: str
    strong: bool = True
    alone: bool = False
    first: bool = False


_DATE = Shape(Explanation.DATE, "it is written as a date")
_SHORT_DATE = Shape(Explanation.DATE, "it is written as a date", alone=True)
_YEARS = Shape(Explanation.DATE, "it is written as a range of years", alone=True)
_TIME = Shape(Explanation.TIME, "it is written as a time")
_HOURS = Shape(Explanation.TIME, "it is written as hours from one time to another", alone=True)
_IP = Shape(Explanation.IP_ADDRESS, "it is the address of a machine on a network")
_SIZE = Shape(Explanation.DIMENSIONS, "it is written as a size, one length by another", first=True)
_AMOUNT = Shape(
    Explanation.QUANTITY, "it is written as an amount with separators for thousands", strong=False, alone=True
)
_DECIMAL = Shape(Explanation.QUANTITY, "it is written as an amount with decimals", alone=True)
_VERSION = Shape(Explanation.VERSION, "it is written as a version", strong=False, alone=True)
_RANGE = Shape(Explanation.QUANTITY, "it is written as a range between two round amounts", strong=False, alone=True)
_COORDINATE = Shape(Explanation.COORDINATES, "it is written as a position on the map", alone=True)
_POSTCODE = Shape(Explanation.IDENTIFIER, "it is written as a postcode", strong=False, alone=True)
_FILE = Shape(Explanation.IDENTIFIER, "it begins with a year, as the numbers of files do", strong=False, alone=True)
_UUID = Shape(Explanation.UUID, "it is part of a universally unique identifier")
_FRACTION = Shape(Explanation.QUANTITY, "it is written as a fraction", alone=True)

_TOKEN = regex(
    r"""
    (?P<uuid>\d{8}-\d{4}-\d{4}-\d{4}-\d{12})
    | (?P<size>(?!0|\d{3}\*\d{3}\*\d{4}\Z)\d{1,5}(?:[ ]?[x×*][ ]?\d{1,5}(?:[.,]\d{1,2})?){1,3}+)
    | (?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,:;]\d{1,3})?)?(?:-\d{1,2}:\d{2})?)
    | (?P<iso>(?:1[0-9]|2[0-6])\d\d(?P<sep_a>[-/.])(?:0?[1-9]|1[0-2])(?P=sep_a)(?:0?[1-9]|[12]\d|3[01])
        (?:_\d\d-\d\d-\d\d)?)
    | (?P<day_first>(?:0?[1-9]|[12]\d|3[01])(?P<sep_b>[-/.])(?:0?[1-9]|1[0-2])(?P=sep_b)[12]\d{3})
    | (?P<month_first>(?:0?[1-9]|1[0-2])(?P<sep_c>[-/])(?:0?[1-9]|[12]\d|3[01])(?P=sep_c)(?:1[89]|20)\d\d)
    | (?P<short_date>(?:0?[1-9]|[12]\d|3[01])(?P<sep_d>[-/])(?:0?[1-9]|[12]\d|3[01])(?P=sep_d)\d\d
        |(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:1[5-9]|2\d|3[0-5]))
    | (?P<hours>(?:[01]?\d|2[0-4])\.[0-5]\d-(?:[01]?\d|2[0-4])\.[0-5]\d)
    | (?P<month_year>(?:0?[1-9]|1[0-2])/(?:19|20)\d\d)
    | (?P<years>(?:1[5-9]|20)\d\d[-/](?:(?:1[5-9]|20)\d\d|\d\d))
    | (?P<ip>\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5}|/\d{1,2})?)
    | (?P<amount>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d\d)?|\d{1,3}(?:'\d{3})+(?:\.\d\d?)?
        |\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}\.\d{3})
    | (?P<coordinate>\d{1,3}\.\d{4,8})
    | (?P<decimal>\d{1,9}[.,]\d{1,2})
    | (?P<version>(?:\d{1,3}|20[12]\d)\.\d{1,3}\.(?:\d{1,3}|\d{8})(?:\.\d{1,3})?(?:-\d{1,2})?)
    | (?P<postcode>\d{5}-\d{4})
    | (?P<file>(?:19|20)\d\d[-/]\d{3,7}(?:[-/]\d{1,4})?)
    | (?P<range>\d{2,7}-\d{2,7})
    | (?P<fraction>\d{1,4}/\d{1,4})
    """,
    re.VERBOSE,
)

_SHAPES = {
    "uuid": _UUID,
    "size": _SIZE,
    "time": _TIME,
    "hours": _HOURS,
    "iso": _DATE,
    "day_first": _DATE,
    "month_first": _DATE,
    "short_date": _SHORT_DATE,
    "month_year": _SHORT_DATE,
    "years": _YEARS,
    "ip": _IP,
    "amount": _AMOUNT,
    "coordinate": _COORDINATE,
    "decimal": _DECIMAL,
    "version": _VERSION,
    "postcode": _POSTCODE,
    "file": _FILE,
    "range": _RANGE,
    "fraction": _FRACTION,
}
_YEAR = regex(r"20[12]\d")
_SHORTEST, _LONGEST = 3, 48
_MOST_DIGITS_OF_A_VERSION = 6
_MOST_DIGITS_OF_A_NAMED_VERSION = 8
_MOST_DIGITS_OF_A_FRACTION = 6


def read_shape(token: str) -> Shape | None:
    """Return what the token's shape says it is, if it says anything."""
    if not _SHORTEST <= len(token) <= _LONGEST:
        return None
    match = _TOKEN.fullmatch(token)
    if match is None or match.lastgroup is None:
        return None
    name = match.lastgroup
    if name in _CHECKS and not _CHECKS[name](token):
        return None
    return _SHAPES[name]


def _is_ip(token: str) -> bool:
    parts = re.split("[:/]", token, maxsplit=1)[0].split(".")
    return all(int(part) <= 255 and (part == "0" or part[0] != "0") for part in parts)  # noqa: PLR2004 -- a byte


_CLOCK = regex(r"(?:[01]\d|2[0-3])[-_.]?[0-5]\d(?:[-_.]?[0-5]\d)?")
_VERSION_PART = regex(r"\d{1,3}|20[12]\d(?:\d{4})?")


def read_clock(token: str) -> bool:
    """Whether a token that follows a date is the time of that day."""
    return _CLOCK.fullmatch(token) is not None


def is_version_like(number: str) -> bool:
    """Whether a number can be a version: short parts between dots."""
    parts = re.split(r"[.,-]", number)
    if not all(_VERSION_PART.fullmatch(part) for part in parts):
        return False
    dated = len(parts[-1]) == len("20251105") or _YEAR.fullmatch(parts[0]) is not None
    return dated or sum(map(len, parts)) <= _MOST_DIGITS_OF_A_NAMED_VERSION


def _is_version(token: str) -> bool:
    parts = token.split("-", maxsplit=1)[0].split(".")
    dated = len(parts[2]) == len("20251105") or _YEAR.fullmatch(parts[0]) is not None
    return (dated or sum(map(len, parts)) <= _MOST_DIGITS_OF_A_VERSION) and not (parts[0] != "0" and parts[0][0] == "0")


def _is_range(token: str) -> bool:
    low, high = token.split("-")
    return int(low) < int(high) and low[0] != "0" and low[-1] == high[-1] == "0"


def _is_years(token: str) -> bool:
    first, last = re.split("[-/]", token)
    return int(last) == (int(first) + 1) % 100 if len(last) == len("24") else first <= last


def _is_fraction(token: str) -> bool:
    return len(token) <= _MOST_DIGITS_OF_A_FRACTION + 1 or token.endswith("000")


_CHECKS = {"ip": _is_ip, "version": _is_version, "range": _is_range, "years": _is_years, "fraction": _is_fraction}
