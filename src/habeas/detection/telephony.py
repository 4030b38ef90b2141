"""What a string of digits is as a telephone number: libphonenumber behind one small function.

Knows nothing of texts. Another engine with the interface of `phonenumbers` can take its place here.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from habeas.detection.expressions import regex

_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_FEWEST_WITH_COUNTRY_CODE = 8
_NORTH_AMERICAN_COUNTRY_CODE = 1
_NORTH_AMERICAN = regex(r"1?[2-9][0-9]{2}[2-9][0-9]{6}")
_LONGEST_PREFIX = 3
"""Digits of an international prefix: 00, 011 (North America), 0011 counts as 00 and a country code 11."""


class Standing(IntEnum):
    """How sure it is that the digits can be dialled, lowest first."""

    IMPOSSIBLE = 0
    PLAUSIBLE = 1
    """The length of a number somewhere, but of none that is known."""
    POSSIBLE = 2
    """The length and shape of a number of the country, in no range that is given out (as invented numbers are)."""
    VALID = 3


@dataclass(frozen=True, slots=True)
class Telephone:
    """Digits read as a telephone number; `e164` where they are valid, else the digits."""

    standing: Standing
    e164: str
    region: str | None = None
    international: bool = False
    mobile: bool = False
    free_of_charge: bool = False


@lru_cache(maxsize=8192)
def read_telephone(digits: str, *, plus: bool, country: str | None) -> Telephone:
    """Return the best reading of digits: with a country code if `plus` or 00 stands before, else in the country."""
    if plus and not digits.startswith("0"):
        return _read(digits, f"+{digits}", None)
    readings = [_read(digits, digits, country)] if country else []
    if digits.startswith("00") or (digits.startswith("011") and country in _NORTH_AMERICA):
        prefix = 2 if digits.startswith("00") else _LONGEST_PREFIX
        readings.append(_read(digits, f"+{digits[prefix:]}", None))
    if not readings:
        readings.append(Telephone(_standing_anywhere(digits), digits))
    return max(readings, key=lambda telephone: telephone.standing)


_REGIONS = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
_NORTH_AMERICA = _REGIONS[_NORTH_AMERICAN_COUNTRY_CODE]


def with_country_code(digits: str) -> Telephone | None:
    """Return the number that the digits are when a plus is put before, if that is valid."""
    telephone = read_telephone(digits, plus=True, country=None)
    return telephone if telephone.standing is Standing.VALID else None


def _standing_anywhere(digits: str) -> Standing:
    if _NORTH_AMERICAN.fullmatch(digits):
        return Standing.POSSIBLE
    return Standing.PLAUSIBLE if _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS else Standing.IMPOSSIBLE


def _read(digits: str, dialled: str, country: str | None) -> Telephone:
    try:
        number = phonenumbers.parse(dialled, country)
    except phonenumbers.NumberParseException:
        return Telephone(_standing_anywhere(digits), digits)
    international = dialled.startswith("+")
    region = phonenumbers.region_code_for_number(number)
    if not phonenumbers.is_valid_number(number):
        return Telephone(_standing_of_invalid(digits, number, country), digits, region, international)
    kind = phonenumbers.number_type(number)
    return Telephone(
        standing=Standing.VALID,
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        region=region,
        international=international,
        mobile=kind in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE),
        free_of_charge=kind == PhoneNumberType.TOLL_FREE,
    )


def _standing_of_invalid(digits: str, number: phonenumbers.PhoneNumber, country: str | None) -> Standing:
    if country in _NORTH_AMERICA:
        return Standing.POSSIBLE if _NORTH_AMERICAN.fullmatch(digits) else _standing_anywhere(digits)
    possible = phonenumbers.is_possible_number(number) and len(digits) > _FEWEST_WITH_COUNTRY_CODE
    return Standing.POSSIBLE if possible else _standing_anywhere(digits)
