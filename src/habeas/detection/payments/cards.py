"""Find payment cards: a length and beginning that issuers use, a check digit that fits, and words that say so."""

import re
from collections.abc import Iterator

from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.lexicon.accounts import TEST_CARDS
from habeas.detection.payments.account import Account, NoAccount
from habeas.detection.payments.checksums import luhn
from habeas.detection.payments.surroundings import CARD, PAY, Surroundings, surroundings

SHORTEST_CARD = 12
_LOOK_AHEAD = 2
_CARD = regex(r"[0-9](?<![\w.,\-/+#=][0-9])(?:[ .\-_]{0,2}[0-9]){11,18}(?![\w]|[.,\-][0-9])")
_GROUPED = regex(r"\d{4}([ .\-_])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ .\-])\d{6}\2\d{4,5}")
_ISSUED = regex(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d*|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11}|(?:2131|1800)\d{11}|35\d{14}|(?:6011|64[4-9]\d|65\d\d)\d{12}"
    r"|(?:5[0678]|6\d)\d{10,17}|220[0-4]\d{12}|(?:8600|9860|5614|8[12]\d\d|508\d)\d{12}"
)
_SURE_CARD = regex(
    r"\b(?:credit|debit|cc|visa|mastercard|maestro|amex"
    r"|credito|debito|kredit\w*|credit\w*|bank ?card|bancaria|банковск\w*|кредитн\w*|carte bleue)\b"
)
_SIXTEEN = 16
_BECAUSE = "a card number whose check digit fits"
_FOR_TESTS = "a card number published for tests"
_AS_EXAMPLE = "a card number presented as an example"
_LABEL_REACH = 40
"""Characters before a number in which a word for a card counts even across the end of a sentence."""
_NOT_A_PAYMENT_CARD = regex(
    r"\b(?:sim|id|gift|library|business|membership|loyalty|green|report|graphics|video|sd|memory|score|serial|index"
    r"|trello|playing|health|insurance|identity|student|staff)[ \-](?:cards?|karte|carte|tarjeta)"
    r"|\b(?:imei|iccid|imsi|isbn|ean|gtin|tracking|order|ticket|invoice|serial|luhn)\b"
)


def find_cards(text: str, start: int, end: int) -> Iterator[Account | NoAccount]:
    """Yield the payment cards of a folded text among the figures from `start` to `end`."""
    for match in _CARD.finditer(text, start, end + _LOOK_AHEAD):
        digits = re.sub(r"\D", "", match.group())
        if digits in TEST_CARDS:
            yield NoAccount(match.start(), match.end(), Explanation.TEST_NUMBER, _FOR_TESTS)
        elif luhn(digits) and len(set(digits)) > 2:  # noqa: PLR2004  0000 1111 0000 1111 is nobody's
            found = _judge(text, match, digits)
            if found is not None:
                yield found


def _judge(text: str, match: re.Match[str], digits: str) -> Account | NoAccount | None:
    around = surroundings(text, match.start(), match.end())
    before = text[max(0, match.start() - _LABEL_REACH) : match.start()]
    confidence = _confidence(match.group(), digits, before, around)
    if not confidence:
        return None
    if around.is_example():
        return NoAccount(match.start(), match.end(), Explanation.EXAMPLE, _AS_EXAMPLE)
    return Account(match.start(), match.end(), digits, confidence, _BECAUSE)


def _confidence(written: str, digits: str, before: str, around: Surroundings) -> float:
    issued = _ISSUED.fullmatch(digits) is not None
    if _NOT_A_PAYMENT_CARD.search(around.before):
        return 0.0
    if around.say(CARD) or CARD.is_in(before):
        named = _SURE_CARD.search(around.before) is not None
        return 0.95 if issued else 0.7 if named else 0.0
    grouped = _GROUPED.fullmatch(written) is not None
    if issued and len(digits) >= len("378282246310005") and (grouped or around.say(PAY)):
        return 0.8 if grouped and len(digits) == _SIXTEEN else 0.7
    return 0.0
