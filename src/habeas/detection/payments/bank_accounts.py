"""Find bank accounts other than IBANs: by a national form whose check digits fit, or by the words before a number."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.payments import checksums
from habeas.detection.payments.account import AS_EXAMPLE, Account, NoAccount
from habeas.detection.payments.surroundings import BANK, LABEL, PAY, Surroundings, surroundings

_RUN = regex(r"[0-9](?<![\w.,:/+#=$€£@\-][0-9])(?:[ .\-/–]{0,3}[0-9]){5,27}(?!\w|[.,][0-9]|-\w)")
_LOOK_AHEAD = 2
SHORTEST_FORM = 11
"""Characters of the shortest form that needs no word beside it."""
_LABEL_REACH = 48
_BANK_REACH = 24
_GLUE = regex(
    r"(?:[\s:#.,=\-()*'\"/>→]|\b(?:no|nr|num|number|is|numero|n|my|is|in|at|the|to|of|for|it|ist|es|e|est|jest|to|номер|это|adalah|은|는|是|คือ|là|हे|है|هو|acc|acct|account|a|c|konto|cuenta|conta|compte|счет)\b){0,20}"
)
_BANK_GLUE = regex(
    r"[\s:#.,=\-()*'\"/>→]{0,6}(?:(?:acc|acct|account|a/c|no|nr|num|number|konto|rek|tk|stk|bank|банк|은행|银行)\b[\s:#.,=\-]{0,4}){0,3}"
)
_OTHER_LABEL = regex(
    r"\b(?:ref|reference|utr|rrn|transaction|txn|order|invoice|ticket|id|case|booking|tracking|swift|bic|phone|tel|mobile|whatsapp|call|serial|imei|amount|total|price)\b"
)
_FEWEST_BARE = 8
_CALLED_ONE = "a number that the words before it call a bank account"
_BESIDE_BANK = "a number beside a bank's name, to send money to"
_BRANCH_AND_ACCOUNT = "a branch and an account of a bank"
_PARTS = regex(r"[^0-9]+")


@dataclass(frozen=True, slots=True)
class _Form:
    """A national form of account: its shape, its check, and how sure it is without a word for it."""

    shape: re.Pattern[str]
    fits: Callable[[Sequence[str]], bool]
    confidence: float
    name: str


def _joined(check: Callable[[str], bool]) -> Callable[[Sequence[str]], bool]:
    return lambda parts: check("".join(parts))


def _balkan(parts: Sequence[str]) -> bool:
    return checksums.mod_97_at_end(parts[0] + parts[1].zfill(13) + parts[2])


def _czech(parts: Sequence[str]) -> bool:
    prefix, base = (parts[0], parts[1]) if len(parts) > 2 else ("0", parts[0])  # noqa: PLR2004  the bank is the last
    return checksums.czech(prefix, base)


_FORMS = (
    _Form(regex(r"(?:\d{1,6}-)?\d{6,10}/\d{4}"), _czech, 0.8, "a Czech or Slovak account"),
    _Form(regex(r"\d{3}-\d{5,13}-\d{2}"), _balkan, 0.85, "an account of south-eastern Europe"),
    _Form(regex(r"\d{2}(?:[ \-]?\d{4}){6}"), _joined(checksums.polish), 0.93, "a Polish account"),
    _Form(regex(r"\d{8}[ \-]?\d{8}(?:[ \-]?\d{8})?"), _joined(checksums.hungarian), 0.0, "a Hungarian account"),
    _Form(regex(r"\d(?:[ \-–]{0,3}\d){21}"), _joined(checksums.cbu), 0.85, "an Argentine account"),
    _Form(regex(r"\d{3}[ \-]?\d{3}[ \-]?\d{11}[ \-]?\d"), _joined(checksums.clabe), 0.6, "a Mexican account"),
    _Form(regex(r"\d{4}[ \-]?\d{4}[ \-]?\d{2}[ \-]?\d{10}"), _joined(checksums.ccc), 0.6, "a Spanish account"),
    _Form(regex(r"\d{4}[ .]?\d{2}[ .]?\d{5}"), _joined(checksums.norwegian), 0.0, "a Norwegian account"),
)


_FORM_NAMES = tuple(form.name for form in _FORMS)
_FORM_SHAPES = tuple(form.shape for form in _FORMS)
"""Names and shapes of the forms: for the native engine."""

_ANY_FORM = regex("|".join(form.shape.pattern for form in _FORMS))


def find_bank_accounts(text: str) -> Iterator[Account | NoAccount]:
    """Yield the bank accounts of a folded text that are no IBANs."""
    for match in _RUN.finditer(text):
        found = _judge(text, match)
        if found is not None:
            yield found


def find_formed_accounts(text: str, start: int, end: int) -> Iterator[Account | NoAccount]:
    """Yield those that have a national form, among the figures from `start` to `end`."""
    for match in _RUN.finditer(text, start, end + _LOOK_AHEAD):
        found = _judge(text, match) if _ANY_FORM.fullmatch(match.group()) else None
        if found is not None:
            yield found


def _judge(text: str, match: re.Match[str]) -> Account | NoAccount | None:
    account = _labelled(text, match) or _formed(text, match) or _beside_bank(text, match)
    if account is None:
        return None
    around = surroundings(text, account.start, account.end)
    if around.is_example() and not around.say(PAY):
        return NoAccount(account.start, account.end, Explanation.EXAMPLE, AS_EXAMPLE)
    return account


def _labelled(text: str, match: re.Match[str]) -> Account | None:
    window = max(0, match.start() - _LABEL_REACH)
    labels = [one for one in LABEL.find(text, window, match.start()) if _leads(text, one.end, match.start())]
    if len(_compact(match)) < _FEWEST_BARE:
        labels = [one for one in labels if not text[one.start].isascii()]
    if not labels:
        return None
    around = surroundings(text, match.start(), match.end())
    sure = any(label.meaning for label in labels)
    if not sure and not (around.say(BANK) or _asks_for_money(around)):
        return None
    confidence = 0.9 if sure else 0.75
    return Account(match.start(), match.end(), _compact(match), confidence, _CALLED_ONE)


def _leads(text: str, start: int, end: int) -> bool:
    return _GLUE.fullmatch(text, start, end) is not None and not _OTHER_LABEL.search(text, start, end)


def _asks_for_money(around: Surroundings) -> bool:
    return PAY.is_in(around.before) or PAY.is_in(around.after)


def _formed(text: str, match: re.Match[str]) -> Account | None:
    for form in _FORMS:
        if not form.shape.fullmatch(match.group()) or not form.fits(_PARTS.split(match.group())):
            continue
        around = surroundings(text, match.start(), match.end())
        if _OTHER_LABEL.search(around.before[-_BANK_REACH:]):
            return None
        confidence = 0.9 if LABEL.is_in(around.before) or around.say(BANK) else form.confidence
        if confidence:
            return Account(
                match.start(), match.end(), _compact(match), confidence, f"{form.name} whose check digits fit"
            )
    return None


def _beside_bank(text: str, match: re.Match[str]) -> Account | None:
    """Read `MB Bank 0680 1947 25518`, when the words ask for money or name a holder."""
    if len(_compact(match)) < _FEWEST_BARE:
        return None
    window = max(0, match.start() - _BANK_REACH)
    named = any(_BANK_GLUE.fullmatch(text, one.end, match.start()) for one in BANK.find(text, window, match.start()))
    around = surroundings(text, match.start(), match.end())
    if not named or not (_asks_for_money(around) or LABEL.is_in(around.before)):
        return None
    return Account(match.start(), match.end(), _compact(match), 0.8, _BESIDE_BANK)


def _compact(match: re.Match[str]) -> str:
    return _PARTS.sub("", match.group())


def find_split_accounts(text: str) -> Iterator[Account]:
    """Yield accounts told in two numbers: a branch (sort code, BSB, IFSC, routing number) and an account."""
    for branch, account in pairwise(_BRANCH_OR_ACCOUNT.finditer(text)):
        if branch["branch"] and account["account"] and account.start() - branch.end() <= _LABEL_REACH:
            yield Account(
                branch.start(),
                account.end(),
                f"{branch['branch']} {account['account']}",
                0.93,
                _BRANCH_AND_ACCOUNT,
            )


BRANCH_WORDS = frozenset(
    ("sort", "sortcode", "c", "bsb", "ifsc", "routing", "aba", "rtn", "transit", "reg", "agencia", "ag", "blz", "бик")
)
"""Words of which one stands before every branch; the "c" is that of "s/c"."""

_BRANCH_OR_ACCOUNT = regex(
    r"\b(?:sort ?code|s/c|bsb|ifsc(?: code)?|routing(?: (?:number|no))?|aba|rtn|transit(?: number)?|reg\.? ?nr|agencia"
    r"|ag|blz|бик)\b[\s:#.\-]{0,4}(?:is |no |number |nr |nº )?"
    r"(?P<branch>[a-z]{4}0[a-z0-9]{6}|\d{2}[- ]?\d{2}[- ]?\d{2}|\d{3}[- ]?\d{3}|\d{4,9}(?:-\d)?)(?!\w)"
    r"|\b(?:account|acct|acc|a/c|ac|konto|kontonummer|kto|conta|c/c|cc|р/с|счет)\b"
    r"(?:[\s:#.\-]|number|no|num|nr|corrente|is|poupanca){0,6}(?P<account>\d(?:[ \-]?\d){5,19})(?!\w)"
)
