"""Find accounts, cards, wallets and keys of payment services: where money could be sent outside.

Few texts hold more than figures that could be an account. Each reader is asked only where the text
holds what it starts from: figures enough in a row, a long token, or the name of a bank or service.
"""

from collections.abc import Iterator

from habeas.detection.detector import Triggers
from habeas.detection.documents import Document
from habeas.detection.expressions import regex
from habeas.detection.findings import Dismissal, Finding, FindingKind
from habeas.detection.lexicon.payment_services import HOST_TRIGGERS, UPI_HANDLES
from habeas.detection.locating import dismissal, finding
from habeas.detection.payments.account import Account, NoAccount
from habeas.detection.payments.bank_accounts import (
    BRANCH_WORDS,
    SHORTEST_FORM,
    find_bank_accounts,
    find_formed_accounts,
    find_split_accounts,
)
from habeas.detection.payments.cards import SHORTEST_CARD, find_cards
from habeas.detection.payments.ibans import find_ibans
from habeas.detection.payments.keys import SERVICE_NAMES, find_keys
from habeas.detection.payments.surroundings import BANK, LABEL, SHORT_ACCOUNT_TRIGGERS
from habeas.detection.payments.wallets import find_wallets, has_long_token
from habeas.detection.payments.written_out import find_written_out
from habeas.detection.phrasebook import Vocabulary
from habeas.detection.places import Places
from habeas.detection.readings import Reading

_MANY_DIGITS = r"[0-9](?:[ .\-_/–]{0,3}[0-9oil]){7}"
_LAST = "(?:[^0-9]|$)"
"""Behind the last digit: so many of them are reported once, and not again for each one more."""

_CARD_OR_ACCOUNT = (
    rf"[0-9](?:[ .\-_/–]{{0,3}}[0-9oil]){{11}}{_LAST}",
    r"[0-9][0-9]{5}/[0-9]{4}",
    r"[0-9][0-9]{2}-[0-9]{5,13}-[0-9]{2}",
    rf"[0-9][0-9oil]?[0-9\s.\-:/]{{0,6}}[a-z][a-z0-9\s.\-:/]{{0,12}}{_MANY_DIGITS}",
    rf"(?:a[dl]|cy|gr|tr)[\s.\-]?{_MANY_DIGITS}",
)
"""What needs no word beside it: a card, the national forms of accounts, an IBAN. The last are those of countries
where letters may come right after eight figures; others go on to twelve, or have letters before eight."""
_LONG_TOKENS = (r"(?:^|[^a-z0-9])[a-z0-9]{25}", r"[eu]q[a-z0-9_-]{46}")

_STRETCH = regex(r"[0-9](?:[ .\-_/–]{0,3}+[0-9oil]){7,}+")
_NAMES = Vocabulary(
    SERVICE_NAMES.trigger_words | LABEL.trigger_words | BANK.trigger_words | UPI_HANDLES | HOST_TRIGGERS | BRANCH_WORDS
)
"""Words of which an account without a check digit stands beside one."""
_COMPANIONS = BRANCH_WORDS.union(
    ("ac",), (word for word in LABEL.trigger_words | BANK.trigger_words if word.isalnum() or not word.isascii())
)
"""Words of which one stands beside every account that only words tell; "a/c" and "c/c" hold the "c" of branches."""

_NAME_WORDS, _NAME_PAIRS = SERVICE_NAMES.triggers


class PaymentDetector:
    """Finds where money could be sent outside the platform."""

    name = "payment"
    triggers = Triggers(
        words=_NAME_WORDS | UPI_HANDLES | HOST_TRIGGERS | SHORT_ACCOUNT_TRIGGERS,
        patterns=_LONG_TOKENS,
        figures=_CARD_OR_ACCOUNT,
        pairs=_NAME_PAIRS,
        accompanied=(_MANY_DIGITS + _LAST,),
        companions=_COMPANIONS,
    )

    def detect(self, reading: Reading) -> Iterator[Finding | Dismissal]:
        """Yield accounts, and numbers that only look like accounts."""
        accounts = list(_read(reading))
        for account in _without_rivals(accounts):
            yield _told(reading.document, account)


def _read(reading: Reading) -> Iterator[Account | NoAccount]:
    text = reading.text
    named = _NAMES.is_in(text, tokens=reading.tokens)
    stretches = [match.span() for match in _STRETCH.finditer(text)]
    for start, end in stretches:
        yield from find_ibans(text, start, end)
    for start, end in stretches:
        if end - start >= SHORTEST_CARD:
            yield from find_cards(text, start, end)
    if has_long_token(text):
        yield from find_wallets(reading.document)
    if named:
        yield from _read_named(reading)
        return
    for start, end in stretches:
        if end - start >= SHORTEST_FORM:
            yield from find_formed_accounts(text, start, end)


def _read_named(reading: Reading) -> Iterator[Account | NoAccount]:
    """Yield the accounts of a text that may hold a word with which a place for money is named."""
    yield from find_split_accounts(reading.text)
    yield from find_bank_accounts(reading.text)
    yield from find_written_out(reading.text)
    yield from find_keys(reading)


def _without_rivals(found: list[Account | NoAccount]) -> list[Account | NoAccount]:
    """Return what was found first at each place, readers being asked the surest first."""
    kept: list[Account | NoAccount] = []
    taken = Places()
    for one in found:
        if taken.is_free(one.start, one.end):
            kept.append(one)
            taken.take(one.start, one.end)
    return kept


def _told(document: Document, found: Account | NoAccount) -> Finding | Dismissal:
    if isinstance(found, NoAccount):
        return dismissal(
            document,
            found.start,
            found.end,
            looked_like=FindingKind.PAYMENT,
            explanation=found.explanation,
            because=found.because,
        )
    return finding(
        document,
        found.start,
        found.end,
        kind=FindingKind.PAYMENT,
        normalized=found.value,
        confidence=found.confidence,
        contact=True,
        obfuscated=found.obfuscated,
        because=(found.because,),
    )
