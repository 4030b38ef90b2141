"""What a folded text must hold for an address to be in it: words and patterns of the prefilter.

Made from the lexicons of connectors and providers, so that a new word wakes the detectors too.
"""

import re
from collections.abc import Iterator

from habeas.detection.lexicon.connectors import CONNECTORS, TOP_LEVEL_SPELLINGS, Sign
from habeas.detection.lexicon.listing import listed
from habeas.detection.lexicon.providers import ONLY_MAIL, SPELLINGS
from habeas.detection.lexicon.suffixes import OTHER_SCRIPTS
from habeas.detection.normalize import fold

_LATIN = re.compile(r"[\x00-\x7f]+")


def _is_word(phrase: str) -> bool:
    return bool(re.fullmatch(r"\w+", phrase))


def _spoken(phrases: Iterator[str] | list[str]) -> str:
    """Return a pattern for phrases of several words, with blanks or hyphens between them."""
    return "|".join(
        re.escape(phrase).replace(r"\ ", r"[\s\-]{1,2}").replace(r"\-", r"[\s\-]{1,2}") for phrase in sorted(phrases)
    )


_AT_WORDS = frozenset(word for word, connector in CONNECTORS.items() if connector.sign is Sign.AT and connector.sure)
_LOOSE_AT = sorted(word for word, connector in CONNECTORS.items() if connector.sign is Sign.AT and not connector.sure)
_DOTS = sorted(word for word, connector in CONNECTORS.items() if connector.sign is Sign.DOT)
_MAIL_NAMES = frozenset(ONLY_MAIL) | frozenset(word for word, name in SPELLINGS.items() if name in ONLY_MAIL)
_ENDINGS = "|".join(
    sorted(
        {re.escape(fold(word)[0]) for spellings in TOP_LEVEL_SPELLINGS.values() for word in spellings}
        | listed(
            "com net org edu gov info biz io dev app online site shop store tech pro club xyz studio agency design me us gg",
            "to tv cc ai uk ie de at ch fr be nl lu es pt it pl cz sk hu ro md bg gr ru ua by kz tr il sa ae eg ma in pk bd",
            "lk np cn hk tw jp kr vn th id my sg ph au nz za ng ke gh us ca mx ar br cl co pe ve ec uy se no dk fi ee lv lt",
            "eu",
        )
    )
)
_GAP = r"[\s()\[\]{}<>*,;:\x22'|~\-]{0,6}"

SAID_DOT = rf"(?:{'|'.join(map(re.escape, _DOTS))}){_GAP}(?:{_ENDINGS})"
"""A word for a dot before an ending."""

_SPACED_LETTERS = r"\b[a-z0-9][ \-*|][a-z0-9@._+][ \-*|][a-z0-9@._+\-][ \-*|][a-z0-9@._+\-]"
_ENTITY = r"&(?:#x?[0-9a-f]{2}|commat|period)"

EMAIL_WORDS = frozenset({"@"}) | frozenset(filter(_is_word, _AT_WORDS | _MAIL_NAMES))
EMAIL_PATTERNS = (
    _spoken([phrase for phrase in _AT_WORDS | _MAIL_NAMES if not _is_word(phrase)]),
    r"[(\[{<*|]\s{0,2}(?:a|at|aet|et|ad|chez|bei)\s{0,2}[)\]}>*|]|[\s_]-?(?:at|a)-\s|_at_",
    rf"(?:{'|'.join(_LOOSE_AT)})\s{{1,3}}[a-z0-9\-]{{1,40}}(?:\.[a-z]|[ ,;][ a-z0-9,;\-]{{0,40}}(?:com|edu|net|org|gov|info|biz|dev|app))",
    SAID_DOT,
    _SPACED_LETTERS,
    _ENTITY,
    r"(?:obfus|mail|addr|cloak|spam|contact|crypt)[a-z_]{0,20}\(\s{0,3}['\x22]",
)

LINK_WORDS = frozenset({"://", "www."})
LINK_PATTERNS = (
    r"[a-z0-9\-]\.[a-z]{2}",
    rf"\.(?:{'|'.join(sorted(map(re.escape, OTHER_SCRIPTS)))})",
    r"[a-z0-9]\s?(?:\[\.\]|\(\.\)|\{\.\})",
    rf"[a-z0-9]\s{{0,2}}\.\s{{0,2}}(?:{_ENDINGS})",
    SAID_DOT,
    _SPACED_LETTERS,
    _ENTITY,
)
