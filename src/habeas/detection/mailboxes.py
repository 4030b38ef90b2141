"""Read names joined to domains, in whatever form: "a@b.c", "a (at) b dot c", "a at gmail".

Tells what stands there and how it is written. Whether it is an example, the platform's own or a
member's is for the detector to judge.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from habeas.detection.connector_hits import BRACKETED_AT, LOOSE_AT, SURE_AT, UNSPACED_SCRIPT
from habeas.detection.domains import SECOND_LEVELS
from habeas.detection.expressions import regex
from habeas.detection.lexicon.providers import MAIL_DOMAINS, ONLY_MAIL, PROVIDERS
from habeas.detection.lexicon.suffixes import LENGTH_OF_COUNTRY, STRONG, TOP_LEVEL_DOMAINS, WORDS
from habeas.detection.respelling import Respelling


class Join(IntEnum):
    """How the name is joined to the domain, from an everyday word to the sign itself."""

    LOOSE = 0
    APART = 1
    WORD = 2
    BRACKETED = 3
    NEAR = 4
    PLAIN = 5


class Dots(IntEnum):
    """How the labels of the domain are joined, the worst of them."""

    MISSING = 0
    BLANK = 1
    PUNCTUATED = 2
    SPACED = 3
    PLAIN = 4


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Characters `start` to `end` of the respelled text, and the address they spell."""

    start: int
    end: int
    name: str
    domain: str
    join: Join
    dots: Dots

    @property
    def address(self) -> str:
        """Return the address as a mail program would take it."""
        return f"{self.name}@{self.domain}"


@dataclass(frozen=True, slots=True)
class _Domain:
    end: int
    name: str
    dots: Dots


_SIGNS = {SURE_AT: Join.WORD, LOOSE_AT: Join.LOOSE, BRACKETED_AT: Join.BRACKETED}
_AT = regex(rf"([@{SURE_AT}{LOOSE_AT}{BRACKETED_AT}])(\s{{0,3}})")
_ASCII_LABEL = regex(r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?(?![a-z0-9_])")
_LABEL = regex(r"[^\W_](?:[\w\-]{0,61}[^\W_])?")
_SEPARATOR = regex(
    r"(?P<plain>\.)(?!\s)|(?P<spaced>\s{1,2}\.\s{0,2})|(?P<punctuated>\s?[,;]\s?|\.\s{1,2})|(?P<blank>\s{1,2})"
)
_NAME = regex(r"[^\s@<>()\[\]{},;:\"|\\/=?&!#$*\ue000-\ue002]{1,64}$")
_ASCII_NAME = regex(r"[a-z0-9_.+'%~\-]{1,64}$")
_QUOTED_NAME = regex(r"\"[^\"@\n]{1,60}\"$")
_FOLLOWED = "followed by|suivi de|seguido de|seguito da|gefolgt von"
_APART_FROM_NAME = regex(
    rf"\s{{0,2}}[\"'(\[]{{0,2}}\s?(?:{_FOLLOWED})\s{{0,3}}[\"'(\[]{{0,2}}\s?$|\s{{0,2}}(?:then|plus|and)?\s{{0,2}}[\"'(\[]{{1,2}}$"
)
_MOST_LABELS = 6
_MOST_BLANKS = 3
_SAID_ENDINGS = frozenset(("com", "net", "org", "edu"))


def read_mailboxes(respelling: Respelling) -> Iterator[Mailbox]:
    """Yield every name joined to a domain, from left to right."""
    text = respelling.text
    for match in _AT.finditer(text):
        join = _join(text, match)
        domain = _read_domain(respelling, match.end(), join)
        name = domain and _read_name(text, match.start())
        if domain and name and not (domain.name.isascii() and UNSPACED_SCRIPT.search(name[1])):
            start, local = name
            yield Mailbox(start, domain.end, local, domain.name, join, domain.dots)


def _join(text: str, match: re.Match[str]) -> Join:
    if match[1] != "@":
        return _SIGNS[match[1]]
    if text[match.start() - 1 : match.start()].isspace():
        return Join.APART
    return Join.NEAR if match[2] else Join.PLAIN


def _read_domain(respelling: Respelling, place: int, join: Join) -> _Domain | None:
    """Return the domain that begins at `place`; None when none can end there."""
    text = respelling.text
    labels: list[str] = []
    best: _Domain | None = None
    first_end, dots = place, Dots.PLAIN
    while len(labels) < _MOST_LABELS:
        label = _ASCII_LABEL.match(text, place) or _LABEL.match(text, place)
        if not label:
            break
        labels.append(label.group())
        if len(labels) == 1:
            first_end = label.end()
        elif _may_end(labels, dots, join):
            best = _Domain(label.end(), ".".join(labels), dots)
        separator = _SEPARATOR.match(text, label.end())
        if not separator or (best and not _may_go_on(text, labels, separator)):
            break
        if dots <= Dots.BLANK and separator["plain"] and not respelling.is_rewritten(*separator.span()):
            break
        dots = min(dots, Dots[(separator.lastgroup or "").upper()])
        place = separator.end()
    return best or _without_ending(labels, first_end, join, dots)


def _without_ending(labels: list[str], end: int, join: Join, dots: Dots) -> _Domain | None:
    """Return a domain whose ending is left out: a known provider, or anything right after the sign."""
    if labels and labels[0] in ONLY_MAIL:
        return _Domain(end, PROVIDERS[labels[0]], Dots.MISSING)
    if join is Join.PLAIN and labels and labels[0].isalpha() and (len(labels) == 1 or dots < Dots.PLAIN):
        return _Domain(end, labels[0], Dots.MISSING)
    return None


def _may_end(labels: list[str], dots: Dots, join: Join) -> bool:
    """Whether the labels so far can be a whole domain."""
    ending = labels[-1]
    if ending not in TOP_LEVEL_DOMAINS or len(labels[-2]) > len(".".join(labels)) - 2:
        return False
    if dots >= Dots.SPACED:
        return dots is Dots.PLAIN or ending not in WORDS or labels[0] in PROVIDERS
    known = ".".join(labels) in MAIL_DOMAINS or labels[0] in ONLY_MAIL
    if dots is Dots.PUNCTUATED:
        return known or ending in STRONG
    said = ending in _SAID_ENDINGS and len(labels) <= _MOST_BLANKS
    return known or (said and (join > Join.LOOSE or len(labels) > len(("name", "com")) or ending == "edu"))


def _may_go_on(text: str, labels: list[str], separator: re.Match[str]) -> bool:
    """Whether more may follow a domain that could end here: "co.uk" does, "com. It" does not."""
    following = _ASCII_LABEL.match(text, separator.end())
    country = following.group() if following else ""
    if ".".join(labels) in MAIL_DOMAINS and (not separator["plain"] or not _is_country(country)):
        return False
    if separator["plain"]:
        return True
    return bool(separator["spaced"]) and labels[-1] in SECOND_LEVELS and _is_country(country)


def _is_country(label: str) -> bool:
    return len(label) == LENGTH_OF_COUNTRY and label not in WORDS


def _read_name(text: str, place: int) -> tuple[int, str] | None:
    """Return where the name before `place` begins, and the name."""
    window = text[max(0, place - 72) : place].rstrip()
    place = max(0, place - 72) + len(window) if window else 0
    apart = _APART_FROM_NAME.search(window)
    quoted = _QUOTED_NAME.search(window)
    if quoted:
        return place - len(quoted.group()), quoted.group()
    if apart:
        window = window[: apart.start()]
        place -= len(apart.group())
    match = (_ASCII_NAME if window[-1:].isascii() else _NAME).search(window)
    name = match.group() if match else ""
    trimmed = name.lstrip("'.-+%~").rstrip("'.-+%~,")
    if not trimmed or not any(map(str.isalnum, trimmed)):
        return None
    return place - len(name) + name.index(trimmed), trimmed
