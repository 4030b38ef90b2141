"""Find keys that say by themselves what they are: UPI addresses and links that pay one person, plain or spelled."""

import re
from collections.abc import Iterator

from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.lexicon.connectors import CONNECTORS, Sign
from habeas.detection.lexicon.handle_words import one_of
from habeas.detection.lexicon.payment_services import PAYMENT_HOSTS, UPI_HANDLES
from habeas.detection.normalize import fold
from habeas.detection.payments.account import Account, NoAccount
from habeas.detection.payments.surroundings import surroundings

_UPI = regex(
    r"(?<![\w.\-@])(?P<name>[a-z0-9][a-z0-9.\-_]{1,63})(?P<at>@|\s{0,2}[(\[{]?\s?(?:at|@|एट|arroba)\s?[)\]}]?\s{0,2})"
    rf"(?P<bank>{'|'.join(sorted(UPI_HANDLES, key=len, reverse=True))})(?![\w\-]|\.[a-z0-9])"
)
_UPI_BECAUSE = "a UPI address"
_UPI_AS_EXAMPLE = "a UPI address presented as an example"


def _sign(sign: Sign) -> str:
    spelled = one_of(word for word, connector in CONNECTORS.items() if connector.sign is sign and connector.sure)
    return rf"(?:\s?{re.escape(sign.value)}\s?|\s{{0,2}}[(\[{{<]?\s?{spelled}\s?[)\]}}>]?\s{{0,2}})"


_DOT_BEGINNINGS = frozenset(
    fold(word.strip())[0].split(" ")[0][:3]
    for word, connector in CONNECTORS.items()
    if connector.sign is Sign.DOT and connector.sure
)
"""The first characters of words for a dot: for the native engine."""

_DOT, _SLASH = _sign(Sign.DOT), _sign(Sign.SLASH)
_SPOKEN = {".": _DOT, "/": _SLASH}


def _link_pattern(host: str) -> re.Pattern[str]:
    """Return what finds links to a host, plain or spelled."""
    spelled = "".join(_SPOKEN.get(character, re.escape(character)) for character in host)
    return regex(rf"(?<![\w.\-])(?:https?://)?(?:www\.)?{spelled}{_SLASH}\$?[a-z0-9@_](?:[\w@.\-/]{{0,78}}\w)?")


_LINKS = tuple(
    (re.split(r"[./]", host)[0], host, service, _link_pattern(host)) for host, service in PAYMENT_HOSTS.items()
)
"""How each host begins, the host, its service and what finds its links."""

_ORDINARY_PATHS = regex(
    r"/(?:help|about|legal|business|developer|api|docs|fees|signup|login|us|uk|en|www|webapps|home|contact|cgi-bin)(?:[/?#]|$)"
)


def find_written_out(text: str) -> Iterator[Account | NoAccount]:
    """Yield UPI addresses and payment links of a folded text."""
    if "@" in text or "at" in text or "एट" in text:
        yield from _upi_addresses(text)
    for label, host, service, pattern in _LINKS:
        if label in text:
            yield from _links(text, host, service, pattern)


def _upi_addresses(text: str) -> Iterator[Account | NoAccount]:
    for match in _UPI.finditer(text):
        at, name = match["at"], match["name"]
        if "@" not in at and not any(c.isdigit() or c in "._-" for c in name) and match["bank"] in _ALSO_WORDS:
            continue
        around = surroundings(text, match.start(), match.end())
        if around.is_example():
            yield NoAccount(match.start(), match.end(), Explanation.EXAMPLE, _UPI_AS_EXAMPLE)
            continue
        value = f"{name}@{match['bank']}"
        yield Account(match.start(), match.end(), value, 0.95, _UPI_BECAUSE, obfuscated="@" not in at)


_ALSO_WORDS = frozenset(
    [
        "upi",
        "trans",
        "federal",
        "equitas",
        "sc",
        "cred",
        "fam",
        "pockets",
        "slc",
        "sib",
        "scb",
        "citi",
        "boi",
        "apl",
        "sbi",
        "icici",
        "hsbc",
        "dbs",
        "pnb",
    ]
)


def _links(text: str, host: str, service: str, pattern: re.Pattern[str]) -> Iterator[Account | NoAccount]:
    for match in pattern.finditer(text):
        written = match.group()
        if _ORDINARY_PATHS.search(written):
            continue
        plain = f"{host}/" in written
        name = written[written.rfind("/") + 1 :] if plain else written.split()[-1]
        yield Account(
            match.start(), match.end(), f"{host}/{name}", 0.95, f"a link that pays a person by {service}", not plain
        )
