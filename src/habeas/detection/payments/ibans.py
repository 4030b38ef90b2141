"""Find IBANs: a country, its length and two check digits that fit, in any spacing, with letters for digits."""

from collections.abc import Iterator

from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.lexicon.accounts import IBAN_LENGTHS, IBANS_OF_DIGITS
from habeas.detection.payments.account import AS_EXAMPLE, Account, NoAccount
from habeas.detection.payments.checksums import mod_97_of_iban
from habeas.detection.payments.surroundings import PAY, surroundings

_START = regex(r"(?<![a-z0-9])[a-z]{2}[\s.\-]?(?:[0-9][0-9oil]|[oil][0-9])(?=[\s.\-]{0,2}[a-z0-9])")
_LONGEST_BEGINNING = 18
"""Characters from the country to the first of many figures: "mt84 MALT ", letters of the bank with gaps."""
_NEXT = regex(r"[\s.\-:/]{0,2}([a-z0-9])")
_FEWEST_DIGITS = 10
_MOST_LETTERS_FOR_DIGITS = 5
_BECAUSE = "an IBAN whose check digits fit"
_FOR_DIGITS = str.maketrans("oilszb", "011528")


def find_ibans(text: str, start: int, end: int) -> Iterator[Account | NoAccount]:
    """Yield the IBANs of a folded text that begin within, or a little before, many figures from `start` to `end`."""
    for match in _START.finditer(text, max(0, start - _LONGEST_BEGINNING), end):
        country = match.group()[:2]
        read = _read(text, match.start(), IBAN_LENGTHS[country]) if country in IBAN_LENGTHS else None
        if read is None:
            continue
        compact, last = read
        if not _is_mostly_digits(compact):
            continue
        digits = country + compact[2:].translate(_FOR_DIGITS) if country in IBANS_OF_DIGITS else compact
        figures = digits[2:] if country in IBANS_OF_DIGITS else digits[2:4]
        if not figures.isdigit() or not mod_97_of_iban(digits):
            continue
        around = surroundings(text, match.start(), last)
        if around.is_example() and not around.say(PAY):
            yield NoAccount(match.start(), last, Explanation.EXAMPLE, AS_EXAMPLE)
            continue
        yield Account(match.start(), last, digits.upper(), 0.95, _BECAUSE, digits != compact)


def _is_mostly_digits(compact: str) -> bool:
    """Whether this is no run of words that happens to check."""
    count = sum(c.isdigit() for c in compact)
    missing = len(compact) - 2 - count
    return count >= _FEWEST_DIGITS and (missing <= _MOST_LETTERS_FOR_DIGITS or compact[:2] not in IBANS_OF_DIGITS)


def _read(text: str, start: int, length: int) -> tuple[str, int] | None:
    """Return `length` letters and digits from `start` on, and where they end, if a word ends there."""
    found: list[str] = []
    position = start
    while len(found) < length:
        match = _NEXT.match(text, position)
        if match is None:
            return None
        found.append(match[1])
        position = match.end()
    if text[position : position + 1].isalnum() and text[position].isascii():
        return None
    return "".join(found), position
