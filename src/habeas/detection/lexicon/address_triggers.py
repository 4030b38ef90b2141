"""What a folded text must hold for an address to be in it: words and patterns of the prefilter.

Every address has a domain, so what is looked for are the signs of a domain: an ending after a dot, a
word for a dot, a provider's name, the sign for "at" itself. Made from the lexicons, so that a new
word wakes the detectors. Every pattern begins with a rare character: that is what makes it fast.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from habeas.detection.expressions import regex
from habeas.detection.lexicon.connectors import CONNECTORS, TOP_LEVEL_SPELLINGS, Sign
from habeas.detection.lexicon.providers import ONLY_MAIL, SPELLINGS
from habeas.detection.lexicon.suffixes import TOP_LEVEL_DOMAINS

_UNSPACED_SCRIPT = regex(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, grouped by first letter so that most fail at once."""
    groups = groupby(sorted(words), key=lambda word: word[:1])
    parts = [(first, [re.escape(word[1:]) for word in group]) for first, group in groups]
    tails = (f"{re.escape(first)}(?:{'|'.join(sorted(rest, key=len, reverse=True))})" for first, rest in parts)
    return f"(?:{'|'.join(tails)})"


def _telling_word(phrase: str) -> str:
    """Return the one word of a phrase that is looked for."""
    words = re.findall(r"\w+", phrase)
    return "mail" if "mail" in words else max(words, key=len)


_DOTS = frozenset(word for word, one in CONNECTORS.items() if one.sign is Sign.DOT)
_MAIL_NAMES = ONLY_MAIL | frozenset(word for word, name in SPELLINGS.items() if name in ONLY_MAIL)
_SAID_ENDINGS = frozenset(TOP_LEVEL_SPELLINGS)
ENDINGS = TOP_LEVEL_DOMAINS | _SAID_ENDINGS
_END = r"(?:[^a-z0-9]|$)"


def _unspaced_dots() -> Iterator[str]:
    """Yield a pattern for each word for a dot that is too short to mean one by itself: "5点" is a time."""
    for word in sorted(_DOTS):
        if _UNSPACED_SCRIPT.search(word):
            yield rf"{re.escape(word)}\s{{0,3}}(?:[a-z]{{2}}|{_any_of(e for e in _SAID_ENDINGS if not e.isascii())})"


ADDRESS_WORDS = (
    frozenset(
        (
            "@",
            "com",
            "net",
            "org",
            "edu",
            "gov",
            "邮箱",
            "郵箱",
            "信箱",
            "메일",
            "почта",
            "почте",
            "mail",
            "&#",
            "&commat",
            "&period",
            " . ",
            "<!--",
        )
    )
    | frozenset(_telling_word(word) for word in _DOTS if not _UNSPACED_SCRIPT.search(word))
    | frozenset(_telling_word(name) if name.isascii() else name for name in _MAIL_NAMES)
)
"""Signs of a domain that are words, or are looked for anywhere."""

ADDRESS_PATTERNS = (
    rf"\.{_any_of(filter(str.isascii, ENDINGS))}{_END}",
    r"\.[ \-*|][a-z][ \-*|][a-z](?:[ \-*|][a-z]){0,2}(?:[^a-z0-9]|$)",
    r"g[ \-*|]m[ \-*|]a[ \-*|]i[ \-*|]l",
    r"\[\s{0,2}\.\s{0,2}\]",
    r"\(\s{0,2}\.\s{0,2}\)",
    r"\{\s{0,2}\.\s{0,2}\}",
    r"<\s{0,2}\.\s{0,2}>",
)
"""Signs of a domain that need a look at what stands beside them."""

FOREIGN_PATTERNS = (rf"\.{_any_of(ENDINGS)}{_END}", *_unspaced_dots())
"""The same in other letters, and where words for a dot are written without spaces."""

LINK_WORDS = frozenset(("://", "www", "http", "https", "hxxp", "hxxps", "h**p", "ftp"))
"""Beginnings of links."""
