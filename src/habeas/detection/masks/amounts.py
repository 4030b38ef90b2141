"""Numbers that a currency, a unit, a month or a zone beside them makes an amount or a date."""

from enum import Enum, auto

from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.lexicon.identifiers_measures import (
    CURRENCIES,
    CURRENCY_SIGNS,
    MONTHS,
    PAGES,
    UNITS,
    ZONES,
)
from habeas.detection.masks.mask import Mask

_GROUPED = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d\d)?|\d{1,3}(?:[.']\d{3})+(?:[,.]\d{1,2})?"
_GROUPING = ".,'-/"
"""The signs that an amount may have."""

_AMOUNT = regex(rf"\d{{1,8}}(?:[.,]\d{{1,3}})?(?:[-/]\d{{1,8}}(?:[.,]\d{{1,3}})?)?|(?:{_GROUPED})(?:-(?:{_GROUPED}))?")
_THOUSANDS = regex(r"(?: \d{3}(?!\d)){1,5}(?:[.,]\d{1,2})?(?![ .-]?\d)")
_NEXT_WORD = regex(r" ?-?(%|[^\s!-@\[-`{-~]+)(?!\d)")
_DAY = regex(r"\d{1,2}(?:-\d{1,2})?|(?:1[3-9]|2[0-6])\d\d")
_SIGNS = frozenset(CURRENCY_SIGNS)
_QUOTES = " .,:=(\"'[~"
_OPENING = "([\"'"
_YEAR = regex(r"(?:st|nd|rd|th)?,? (?:19|20)\d\d(?!\d)")
_WINDOW = 16
_LONGEST_PAGE = 11
_SHORTEST_PHONE = 6
_LONGEST_SIGN = 2  # letters of a unit that may as well be a small word: "in", "am"
_LAST_GROUP = regex(r"(?<![\d+])(?<!\d[ .-])\d{1,3}(?: \d{3}){0,3} $")
_PREFIX = regex(r"(?<![^\W\d_])([a-z]{1,4})\$?$")
_ONE_LETTER = frozenset("nrspk")


class _Sense(Enum):
    """What a word beside a number makes of it."""

    MONEY = auto()
    UNIT = auto()
    MONTH = auto()
    ZONE = auto()
    PAGE = auto()


_BEFORE = {
    **dict.fromkeys(PAGES, _Sense.PAGE),
    **dict.fromkeys(ZONES, _Sense.ZONE),
    **dict.fromkeys(MONTHS, _Sense.MONTH),
    **dict.fromkeys(CURRENCIES, _Sense.MONEY),
}
_AFTER = {
    **dict.fromkeys(ZONES, _Sense.ZONE),
    **dict.fromkeys(UNITS, _Sense.UNIT),
    **dict.fromkeys(MONTHS, _Sense.MONTH),
    **dict.fromkeys(CURRENCIES, _Sense.MONEY),
}

_PRICE = "it stands beside a currency, so it is a price"
_PERCENT = "a per cent sign follows it"
_DATED = "it stands beside the name of a month, so it is a date"
_ZONED = "a time zone stands beside it"


def read_amount(text: str, start: int, end: int, *, touched: bool, bound: bool) -> Mask | None:
    """Return the mask of a token that the words or signs beside it make an amount, a price or a date.

    `touched`: a bare number stands beside it; then only a sign of money or a per cent sign counts,
    for a word may belong to what follows a phone number. `bound`: a letter touches it on the left.
    """
    if not _AMOUNT.fullmatch(text, start, end):
        return None
    if _has_currency_sign(text, start, end):
        return Mask(start, _with_thousands(text, start, end), Explanation.PRICE, _PRICE)
    if bound:
        return _read_prefixed_price(text, start, end)
    after = _NEXT_WORD.match(text, end)
    following = after.group(1) if after else ""
    return _read_words(text, (start, end), following, touched=touched)


def _read_words(text: str, span: tuple[int, int], following: str, *, touched: bool) -> Mask | None:
    start, end = span
    before = _word_before(text, start)
    sense_before, sense_after = _BEFORE.get(before), _AFTER.get(following)
    if sense_before is None and sense_after is None:
        return None
    if sense_before is _Sense.MONEY:
        last = _with_thousands(text, start, end)
        if not touched or last > end:
            return Mask(start, last, Explanation.PRICE, _PRICE, strong=_is_money(text, start, last))
    if touched and not _ends_thousands(text, start, end):
        return None
    if sense_after is _Sense.MONEY:
        return Mask(start, end, Explanation.PRICE, _PRICE, strong=_is_money(text, start, end))
    if _Sense.MONTH in (sense_before, sense_after) and _DAY.fullmatch(text, start, end):
        year = _YEAR.match(text, end)
        return Mask(start, year.end() if year else end, Explanation.DATE, _DATED)
    return _read_measure(span, before, following)


def _ends_thousands(text: str, start: int, end: int) -> bool:
    """Whether a token is the last of the groups of thousands of an amount ("18 500")."""
    group = text[start : min(end, start + 4)]
    return (
        group[:3].isdigit()
        and not group[3:].isdigit()
        and _LAST_GROUP.search(text, max(0, start - 16), start) is not None
    )


def _is_money(text: str, start: int, end: int) -> bool:
    """Whether an amount is short, or written with separators, as a phone number is not."""
    return end - start <= _SHORTEST_PHONE or not text[start:end].isdigit()


def _read_prefixed_price(text: str, start: int, end: int) -> Mask | None:
    """Return the mask of an amount right behind the letters of a currency ("rs1,250", "n2,500")."""
    prefix = _PREFIX.search(text, max(0, start - _WINDOW), start)
    if prefix is None:
        return None
    letters = prefix.group(1)
    written = not text[start:end].isdigit()
    if letters in CURRENCIES or (letters in _ONE_LETTER and written):
        return Mask(start, end, Explanation.PRICE, _PRICE, strong=_is_money(text, start, end))
    return None


def _read_measure(span: tuple[int, int], before: str, following: str) -> Mask | None:
    start, end = span
    if following == "%":
        return Mask(start, end, Explanation.QUANTITY, _PERCENT)
    if _AFTER.get(following) is _Sense.UNIT and (len(following) > _LONGEST_SIGN or end - start <= _SHORTEST_PHONE):
        return Mask(start, end, Explanation.QUANTITY, f"it counts something: '{following}' follows it", strong=False)
    if _Sense.ZONE in (_AFTER.get(following), _BEFORE.get(before)):
        return Mask(start, end, Explanation.TIME, _ZONED)
    if _BEFORE.get(before) is _Sense.PAGE and end - start <= _LONGEST_PAGE:
        return Mask(start, end, Explanation.QUANTITY, f"it follows '{before}', so it names pages", strong=False)
    return None


def _has_currency_sign(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    if left == " ":
        left = text[start - 2 : start - 1]
    if right == " ":
        right = text[end + 1 : end + 2]
    return left in _SIGNS or right in _SIGNS


def _with_thousands(text: str, start: int, end: int) -> int:
    """Return the end of an amount whose thousands are set apart by spaces."""
    if end - start > 3:  # noqa: PLR2004 -- the first of several groups
        return end
    groups = _THOUSANDS.match(text, end)
    return groups.end() if groups else end


def _word_before(text: str, start: int) -> str:
    window = text[max(0, start - _WINDOW) : start].rstrip(_QUOTES)
    words = window.rsplit(None, 1)
    return words[-1].lstrip(_OPENING) if words else ""
