"""Write the words of an address as the signs they stand for, with a map back to the folded text.

"fb dot com slash name" becomes "fb.com/name". A word for "at" becomes one of three private signs,
which say how far it can be trusted; whether one joins a name to a domain is for the reader of
mailboxes to judge.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from habeas.detection.connector_hits import (
    ENDINGS,
    LOOSE_AT,
    NEXT_WORD,
    UNSPACED_ENDINGS,
    UNSPACED_SCRIPT,
    Hit,
    HitKind,
    find_hits,
)
from habeas.detection.domains import hosts
from habeas.detection.expressions import regex
from habeas.detection.lexicon.connectors import PLAIN_DOTS
from habeas.detection.lexicon.providers import MAIL_DOMAINS, ONLY_MAIL
from habeas.detection.lexicon.sites import PURPOSES, SHORTENERS
from habeas.detection.lexicon.suffixes import STRONG, TOP_LEVEL_DOMAINS, WORDS

_REACH = 80  # characters around a sign for "at" in which words may belong to the same address
_TAIL = 100  # characters before a hit that decide on it

_JUNK = r"[\s()\[\]{}<>*,;:\"'|~]{0,6}"
_THEN = "then|and|luego|puis|dann|poi|potem|потом"
_ARTICLES = "the|an|a"
_THEN_AFTER = "then|and then|followed by|luego|puis|dann|poi|potem|потом|затем"
_JUNK_BEFORE = regex(rf"{_JUNK}(?:(?<![a-z0-9])(?:{_THEN})\s{{1,2}}){{0,2}}$|\s-$")
_JUNK_BEFORE_AT = regex(rf"{_JUNK}(?:(?<![a-z0-9])(?:{_THEN}|{_ARTICLES})\s{{1,2}}){{0,3}}$|\s-$")
_JUNK_AFTER = regex(
    r"(?:\s?<!--[^<>]{0,80}-->)?(?:-\s)?(?:[\s()\[\]{}>*,;:\"'|~]|<(?![!/])){0,6}"
    rf"(?:(?:{_THEN_AFTER})\s{{1,2}})?"
)
_LABEL_BEFORE = regex(r"[a-z0-9\-]{1,40}$")
_SITE_BEFORE = regex(r"((?:[a-z0-9\-]{1,40}\.){1,3}[a-z]{2,24})(?:/[^\s]{0,60})?$")
_ADDRESS_SO_FAR = regex(r"[a-z0-9\-]\.[a-z]{2,24}(?:/[^\s]{0,60})?$")
_ASCII_EDGE = regex(r"[a-z0-9.\-_]")
_SAID_ENDINGS = frozenset(("com", "net", "org", "edu"))
_MAIL_NAMES = (*ONLY_MAIL, *(name + "." for name in ONLY_MAIL))
_KNOWN_SITES = frozenset(PURPOSES) | SHORTENERS


@dataclass(frozen=True, slots=True)
class Edit:
    """Folded characters `start` to `end` and what is written for them."""

    start: int
    end: int
    written: str


@dataclass(frozen=True, slots=True)
class Respelling:
    """The rewritten text, the rewritten pieces, and where in the rewritten text each begins."""

    text: str
    edits: tuple[Edit, ...] = ()
    places: Sequence[int] = ()

    def to_folded(self, start: int, end: int) -> tuple[int, int]:
        """Return the folded span behind characters `start` to `end` of the rewritten text."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def is_rewritten(self, start: int, end: int) -> bool:
        """Whether anything between these characters of the rewritten text stood there otherwise."""
        index = bisect_left(self.places, end) - 1
        return index >= 0 and self.places[index] + max(1, len(self.edits[index].written)) > start

    def _origin(self, place: int) -> tuple[int, int]:
        index = bisect_right(self.places, place) - 1
        if index < 0:
            return place, place + 1
        edit = self.edits[index]
        beyond = place - self.places[index] - len(edit.written)
        if beyond < 0:
            return edit.start, edit.end
        return edit.end + beyond, edit.end + beyond + 1


def respell(text: str) -> Respelling:
    """Return the text with the words of addresses written as signs."""
    hits = find_hits(text)
    return _Writer(text, hits).write() if hits else Respelling(text)


class _Writer:
    """Decides on each hit in order, and writes those that belong to an address."""

    def __init__(self, text: str, hits: Sequence[Hit]) -> None:
        self._text = text
        self._hits = hits
        at_signs = [match.start() for match in re.finditer("@", text)]
        said = [hit for hit in hits if hit.kind is HitKind.AT]
        self._sure = sorted(at_signs + [hit.start for hit in said if hit.written != LOOSE_AT])
        self._any = sorted(at_signs + [hit.start for hit in said])
        self._pieces: list[str] = []
        self._edits: list[Edit] = []
        self._places: list[int] = []
        self._written = 0
        self._read = 0
        self._rules: Mapping[HitKind, Callable[[Hit], bool]] = {
            HitKind.DOT: self._is_dot,
            HitKind.SLASH: self._is_slash,
            HitKind.UNDERSCORE: self._is_underscore,
            HitKind.HYPHEN: self._is_hyphen,
            HitKind.PROVIDER: self._is_provider,
            HitKind.ENDING: self._is_ending,
            HitKind.SPACED_DOT: self._is_spaced_dot,
            HitKind.SPACED_SLASH: self._is_spaced_slash,
        }

    def write(self) -> Respelling:
        """Return the respelling."""
        for hit in self._hits:
            rule = self._rules.get(hit.kind)
            if hit.start >= self._read and (rule is None or rule(hit)):
                self._replace(self._widened(hit))
        self._copy(len(self._text))
        return Respelling("".join(self._pieces), tuple(self._edits), self._places)

    def _replace(self, edit: Edit) -> None:
        self._copy(edit.start)
        self._edits.append(edit)
        self._places.append(self._written)
        self._pieces.append(edit.written)
        self._written += len(edit.written)
        self._read = edit.end

    def _copy(self, until: int) -> None:
        self._pieces.append(self._text[self._read : until])
        self._written += len(self._pieces[-1])
        self._read = until

    def _tail(self, until: int) -> str:
        """Return the end of what will have been written up to folded character `until`."""
        unwritten = self._text[max(self._read, until - _TAIL) : until]
        if until - self._read >= _TAIL:
            return unwritten
        return ("".join(piece[-_TAIL:] for piece in self._pieces[-12:]) + unwritten)[-_TAIL:]

    def _is_dot(self, hit: Hit) -> bool:
        after = _JUNK_AFTER.match(self._text, hit.end)
        place = after.end() if after else hit.end
        following = NEXT_WORD.match(self._text, place + (self._text[place : place + 1] == "-"))
        if not following or (UNSPACED_SCRIPT.match(hit.phrase) and not self._is_between_labels(hit)):
            return False
        ending = following.group()
        if ending in WORDS and hit.phrase not in PLAIN_DOTS:
            label = _LABEL_BEFORE.search(self._tail(hit.start).rstrip())
            return self._near(self._sure, hit) or (label is not None and f"{label.group()}.{ending}" in MAIL_DOMAINS)
        return ending in TOP_LEVEL_DOMAINS or ending in ENDINGS or self._near(self._any, hit)

    def _is_between_labels(self, hit: Hit) -> bool:
        before = self._tail(hit.start).rstrip(" ([{")[-1:]
        after = self._text[hit.end : hit.end + 12].lstrip(" )]}")
        goes_on = _ASCII_EDGE.match(after) or after.startswith(UNSPACED_ENDINGS)
        return bool(_ASCII_EDGE.match(before) and goes_on)

    def _is_slash(self, hit: Hit) -> bool:
        return bool(_ADDRESS_SO_FAR.search(self._tail(hit.start).rstrip(" \n,([{<-\"'")))

    def _is_underscore(self, hit: Hit) -> bool:
        return self._near(self._any, hit) or "/" in self._tail(hit.start)[-40:]

    def _is_hyphen(self, hit: Hit) -> bool:
        return self._near(self._sure, hit) or "/" in self._tail(hit.start)[-40:]

    def _is_provider(self, hit: Hit) -> bool:
        if hit.written in ONLY_MAIL or self._near(self._any, hit):
            return True
        return self._text[hit.start - 1 : hit.start] == "." or self._text[hit.end : hit.end + 1] == "."

    def _is_ending(self, hit: Hit) -> bool:
        tail = self._tail(hit.start).rstrip(" ,\n")
        if tail.endswith(_MAIL_NAMES):
            return True
        said = bool(self._edits) and self._edits[-1].end == hit.start and self._edits[-1].written == "."
        return said or (tail.endswith(".") and not hit.phrase.isalpha())

    def _is_spaced_dot(self, hit: Hit) -> bool:
        following = NEXT_WORD.match(self._text, hit.end)
        ending = following.group() if following else ""
        label = _LABEL_BEFORE.search(self._tail(hit.start))
        if not label or not following or (ending not in TOP_LEVEL_DOMAINS and label.group() != "www"):
            return False
        if label.group() == "www" or f"{label.group()}.{ending}" in _KNOWN_SITES:
            return True
        after = self._text[following.end() : following.end() + 3].strip(" \t")
        goes_on, ends = after.startswith("/"), not after or not after[0].isalnum()
        return (goes_on and ending not in WORDS) or ending in _SAID_ENDINGS or (ends and ending in STRONG)

    def _is_spaced_slash(self, hit: Hit) -> bool:
        """Whether a slash between blanks goes on with an address: a known site, or one written with gaps already."""
        site = _SITE_BEFORE.search(self._tail(hit.start))
        if not site:
            return False
        gapped = bool(self._edits) and self._edits[-1].end > hit.start - len(site.group())
        return gapped or any(host in _KNOWN_SITES for host in hosts(site[1]))

    def _near(self, places: Sequence[int], hit: Hit) -> bool:
        index = bisect_left(places, hit.start - _REACH)
        return index < len(places) and places[index] < hit.end + _REACH

    def _widened(self, hit: Hit) -> Edit:
        """Return the edit with the brackets, commas and blanks around the word."""
        if hit.kind is HitKind.ENDING and not self._tail(hit.start).endswith("."):
            return Edit(self._blanks_before(hit), hit.end, "." + hit.written)
        if hit.kind not in _WIDENED or not hit.phrase:
            return Edit(hit.start, hit.end, hit.written)
        if self._text[hit.start - 1 : hit.start] == "-" == self._text[hit.end : hit.end + 1]:
            blanks = len(self._text[hit.end + 1 : hit.end + 3]) - len(self._text[hit.end + 1 : hit.end + 3].lstrip())
            start = max(self._read, hit.start - 1)
            start -= self._text[max(self._read, start - 1) : start].isspace()
            return Edit(start, hit.end + 1 + blanks, hit.written)
        junk = _JUNK_BEFORE_AT if hit.kind is HitKind.AT else _JUNK_BEFORE
        before = junk.search(self._text, max(self._read, hit.start - 24), hit.start)
        after = _JUNK_AFTER.match(self._text, hit.end)
        return Edit(before.start() if before else hit.start, after.end() if after else hit.end, hit.written)

    def _blanks_before(self, hit: Hit) -> int:
        blanks = re.search(r"[\s,]{0,6}$", self._text[max(self._read, hit.start - 6) : hit.start])
        return hit.start - len(blanks.group()) if blanks else hit.start


_WIDENED = frozenset((HitKind.AT, HitKind.DOT, HitKind.SLASH, HitKind.UNDERSCORE, HitKind.HYPHEN))
