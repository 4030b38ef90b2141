"""Numbers whose form and check digit say which registry gave them, and numbers made for tests."""

import re

from stdnum import luhn, verhoeff
from stdnum.br import cnpj, cpf
from stdnum.iso7064 import mod_11_2

from habeas.detection.findings import Explanation

Registry = tuple[Explanation, str, bool]

_BOOK = (Explanation.BOOK_NUMBER, "its check digit fits, so it is the number of a book", True)
_DEVICE = (Explanation.DEVICE_NUMBER, "it is written as the number of a device and its check digit fits", True)
_PERSON = (Explanation.TAX_OR_COMPANY_NUMBER, "it is written as an official number and its check digit fits", True)
_NATIONAL = (Explanation.TAX_OR_COMPANY_NUMBER, "it is written as an official number and its check digit fits", False)
_OFFICIAL = (Explanation.TAX_OR_COMPANY_NUMBER, "it is written as an official number", False)
_RESEARCHER = (Explanation.IDENTIFIER, "it is written as an identifier of a person's works and its check digit fits", True)
_TEST = (Explanation.TEST_NUMBER, "it is a number made for tests", True)
_PLACEHOLDER = (Explanation.TEST_NUMBER, "it ends in nothing but zeros, so it is a placeholder", True)
_PATTERN = (Explanation.TEST_NUMBER, "it only counts or repeats a digit, as placeholders do", False)
_INSTANT = (Explanation.TIMESTAMP, "it is as long as a count of milliseconds since 1970", False)
_TOO_LONG = (Explanation.IDENTIFIER, "it is longer than any phone number", False)

_TEST_CARDS = re.compile(
    r"4242424242424242|4111111111111111|4000\d{3}0{5}\d{4}|5555555555554444|5105105105105100|378282246310005"
    r"|371449635398431|6011111111111117|30569309025904|4012888888881881|2223003122003222|3530111333300000"
)
_ZEROS = re.compile(r"\d{0,4}?0{6,}")
_PATTERNS = re.compile(r"(\d)\1{6,}|0?123456789\d{0,3}|9876543210?")
_MILLISECONDS = re.compile(r"1[4-9]\d{11}")
_LONGEST_PHONE = 15
_SEPARATORS = str.maketrans("", "", " -./'_,()")
_BOOK_LENGTH = 13

_FORMATS: tuple[tuple[re.Pattern[str], Registry], ...] = (
    (re.compile(r"\d{2}[ -]\d{6}[ -]\d{6}[ -]\d"), _DEVICE),
    (re.compile(r"\d{3}\.\d{3}\.\d{3}-\d{2}"), _PERSON),
    (re.compile(r"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}"), _PERSON),
    (re.compile(r"[2-9]\d{3} \d{4} \d{4}"), _NATIONAL),
    (re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dx]"), _RESEARCHER),
)
_CHECKS = (luhn.is_valid, cpf.is_valid, cnpj.is_valid, verhoeff.is_valid, mod_11_2.is_valid)

_OFFICIAL_FORMS = re.compile(
    r"\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}"  # a taxpayer of Indonesia
    r"|\d{1,2}\.\d{3}\.\d{3}-\d"  # a taxpayer of Chile, Colombia
    r"|756\.\d{4}\.\d{4}\.\d\d"  # a social security number of Switzerland
    r"|\d{3}-\d{2}-\d{4}"  # a social security number of the United States
    r"|(?:\d\d)?\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])-\d{4}"  # a person of Sweden
    r"|(?:[0-2]\d|3[01])(?:0\d|1[0-2])\d\d-\d{4}"  # a person of Denmark or Iceland
    r"|\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])-\d{7}"  # a person of Korea
    r"|\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])-\d{2}-\d{4}"  # a person of Malaysia
    r"|\d{3}-\d{2}-\d{5}"  # a company of Korea
    r"|\d-\d{4}-\d{5}-\d{2}-\d"  # a person of Thailand
    r"|2[0347]-\d{8}-\d|3[034]-\d{8}-\d"  # a taxpayer of Argentina
    r"|\d{5}-\d{7}-\d"  # a person of Pakistan
    r"|\d{4}-\d{6}-\d{3}-\d"  # a taxpayer of El Salvador
    r"|\d{2}\.\d{2}\.\d{3}\.\d{3}\.\d{3}-\d{4}\.\d"  # a land registry number of Indonesia
    r"|\d{5,7}-\d{2}-\d"  # a chemical substance
)


def read_registry(number: str) -> Registry | None:
    """Return what a number is, by its form and its check digit."""
    digits = number.translate(_SEPARATORS)
    if _TEST_CARDS.fullmatch(digits):
        return _TEST
    if _is_book(digits):
        return _BOOK
    for (form, registry), check in zip(_FORMATS, _CHECKS, strict=True):
        if form.fullmatch(number) and check(digits.upper()):
            return registry
    return _read_loose(number, digits)


def _is_book(digits: str) -> bool:
    if len(digits) != _BOOK_LENGTH or not digits.startswith(("978", "979")):
        return False
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return total % 10 == 0


def _read_loose(number: str, digits: str) -> Registry | None:
    if _OFFICIAL_FORMS.fullmatch(number):
        return _OFFICIAL
    if _ZEROS.fullmatch(digits):
        return _PLACEHOLDER
    if _MILLISECONDS.fullmatch(number):
        return _INSTANT
    if number.isdigit() and len(number) > _LONGEST_PHONE and not luhn.is_valid(number):
        return _TOO_LONG
    return _PATTERN if _PATTERNS.fullmatch(digits) else None
