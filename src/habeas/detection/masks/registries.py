"""Numbers whose form and check digit say which registry gave them, and numbers made for tests."""

import re
from collections.abc import Callable

from stdnum import luhn, verhoeff
from stdnum.br import cnpj, cpf
from stdnum.iso7064 import mod_11_2

from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation

Registry = tuple[Explanation, str, bool]
"""What a number is, why in plain words, and whether that wins even against a phone cue."""

_CHECKED = "it is written as an official number and its check digit fits"
_OFFICIAL = "it is written as an official number"
_FORMS: dict[str, Registry] = {
    "device": (Explanation.DEVICE_NUMBER, "it is written as the number of a device", True),
    "cpf": (Explanation.TAX_OR_COMPANY_NUMBER, _CHECKED, True),
    "cnpj": (Explanation.TAX_OR_COMPANY_NUMBER, _CHECKED, True),
    "aadhaar": (Explanation.TAX_OR_COMPANY_NUMBER, _CHECKED, False),
    "isni": (Explanation.IDENTIFIER, "it is written as the identifier of a researcher", True),
    "official": (Explanation.TAX_OR_COMPANY_NUMBER, _OFFICIAL, False),
}
_CHECKS: dict[str, Callable[[str], bool]] = {
    "device": luhn.is_valid,
    "cpf": cpf.is_valid,
    "cnpj": cnpj.is_valid,
    "aadhaar": verhoeff.is_valid,
    "isni": mod_11_2.is_valid,
}
_FORM = regex(
    r"""
    (?P<device>\d{2}[ -]\d{6}[ -]\d{6}[ -]\d)
    | (?P<cpf>\d{3}\.\d{3}\.\d{3}-\d{2})
    | (?P<cnpj>\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2})
    | (?P<aadhaar>[2-9]\d{3}[ ]\d{4}[ ]\d{4})
    | (?P<isni>\d{4}-\d{4}-\d{4}-\d{4})
    | (?P<official>
        \d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}  # a taxpayer of Indonesia
        | \d{1,2}\.\d{3}\.\d{3}-\d  # a taxpayer of Chile or Colombia
        | 756\.\d{4}\.\d{4}\.\d\d  # a social security number of Switzerland
        | \d{3}-\d{2}-\d{4}  # a social security number of the United States
        | (?:\d\d)?\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])-\d{4}  # a person in Sweden
        | (?:[0-2]\d|3[01])(?:0\d|1[0-2])\d\d-\d{4}  # a person in Denmark or Iceland
        | \d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])-\d{7}  # a person in Korea
        | \d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])-\d{2}-\d{4}  # a person in Malaysia
        | \d{3}-\d{2}-\d{5}  # a company in Korea
        | \d-\d{4}-\d{5}-\d{2}-\d  # a person in Thailand
        | 2[0347]-\d{8}-\d | 3[034]-\d{8}-\d  # a taxpayer of Argentina
        | \d{5}-\d{7}-\d  # a person in Pakistan
        | \d{4}-\d{6}-\d{3}-\d  # a taxpayer of El Salvador
        | \d{2}\.\d{2}\.\d{3}\.\d{3}\.\d{3}-\d{4}\.\d  # a piece of land in Indonesia
        | \d{5,7}-\d{2}-\d  # a chemical substance
    )
    """,
    re.VERBOSE,
)

_DIGITS: dict[str, Registry] = {
    "card": (Explanation.TEST_NUMBER, "it is a card number made for tests", True),
    "zeros": (Explanation.TEST_NUMBER, "it ends in nothing but zeros, so it is a placeholder", True),
    "pattern": (Explanation.TEST_NUMBER, "it only counts or repeats a digit, as placeholders do", False),
    "instant": (Explanation.TIMESTAMP, "it is as long as a count of milliseconds since 1970", False),
    "book": (Explanation.BOOK_NUMBER, "its check digit fits, so it is the number of a book", True),
    "long": (Explanation.IDENTIFIER, "it is longer than any phone number", False),
}
_DIGIT_RULE = regex(
    r"""
    (?P<card>4242424242424242|4111111111111111|4000\d{3}0{5}\d{4}|5555555555554444|5105105105105100|378282246310005
        |371449635398431|6011111111111117|30569309025904|4012888888881881|2223003122003222|3530111333300000)
    | (?P<zeros>\d{0,4}?0{6,})
    | (?P<pattern>(?P<repeated>\d)(?P=repeated){6,}|0?123456789\d{0,3}|9876543210?)
    | (?P<book>97[89]\d{10})
    | (?P<instant>1[4-9]\d{11})
    | (?P<long>\d{16,})
    """,
    re.VERBOSE,
)
_SIGNS = " -./'_,()"
_SEPARATORS = str.maketrans("", "", _SIGNS)


def read_registry(number: str) -> Registry | None:
    """Return what a number is, by its form and its check digit."""
    digits = number.translate(_SEPARATORS)
    form = _FORM.fullmatch(number)
    if form is not None and form.lastgroup:
        is_valid = _CHECKS.get(form.lastgroup)
        if is_valid is None or is_valid(digits):
            return _FORMS[form.lastgroup]
    rule = _DIGIT_RULE.fullmatch(digits)
    if rule is None or not rule.lastgroup or not _is_kept(rule.lastgroup, number, digits):
        return None
    return _DIGITS[rule.lastgroup]


def _is_kept(rule: str, number: str, digits: str) -> bool:
    if rule == "book":
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    if rule == "long":  # a payment card may be as long: leave it to those who know cards
        return number.isdigit() and not luhn.is_valid(digits)
    return rule != "instant" or number.isdigit()
