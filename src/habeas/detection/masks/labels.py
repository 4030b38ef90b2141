"""Labels: the words beside a number that say whose number it is ("order no. 302-4567")."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from habeas.detection.documents import Document
from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.lexicon.identifiers import (
    ABBREVIATED,
    ADVERTISING,
    AFTER,
    BEFORE_EXAMPLE,
    COPULA,
    COUNTRIES,
    DIGIT_WORDS,
    DISTINCT_GENERIC,
    DISTINCT_LINKING,
    EXEMPLIFYING,
    GENERIC,
    GOVERNING,
    LINKING,
    NUMBERING,
    OWNING,
    POLISH_IS,
    POLISH_NUMBERING,
    SELF_EVIDENT,
)
from habeas.detection.masks.nouns import is_personal, names_a_number, noun_of, noun_of_phrase


class Label(NamedTuple):
    """Folded characters `start` to `end` that name the number beside them, and as what.

    It is `strong` when a word for 'number', an id or a colon stands with the noun: "order 415..."
    may be anything, "order no. 415..." is not. One that `advertises` names a service or a person
    and stands before phones too ("Orders 0803 555 0118"): only a number that is not grouped as a
    phone is named by it.
    """

    start: int
    end: int
    explanation: Explanation
    strong: bool
    advertises: bool = False


_WINDOW = 56
_MOST_STEPS = 9
_BETWEEN = "،؛。，：、；「」『』…°¿¡"
_WORD = rf"[^\s!-/:-@\[-`{{-~{_BETWEEN}]+"
_WORDS = regex(_WORD + r"|[.!?;\n#(:=،؛。、]")
_ASCII_WORDS = regex(r"[a-z0-9]+|[.!?;\n#(:=]")
_STOPS = frozenset(".!?;\n؛。")
_SIGNS = frozenset("#:=(،、")
_PUNCTUATION = _STOPS | _SIGNS
_NUMBERING_SIGNS = frozenset("#:=")
_NEEDING_A_NUMBER_WORD = frozenset([Explanation.BANK_REFERENCE, Explanation.TAX_OR_COMPANY_NUMBER])
_ANNOUNCING = frozenset([Explanation.ORDER_NUMBER, Explanation.TICKET, Explanation.IDENTIFIER])
"""Kinds whose noun and a colon may stand before a phone as well ("Booking: 0803 ...")."""

_LONGEST_ORDINAL, _LONGEST_COUNT = 4, 5
_AFTER_AN_ORDINAL = frozenset(":/-")
_ACRONYM = regex(r"[A-Z]{2,6}")
_VOWELS = frozenset("aeiouy")
_LONGEST_SHOUT = 40
_FORWARD, _MOST_AFTER = 40, 6
_BRACKET = regex(r"[(\[{\"'] ?$")
_CLOSING = frozenset(")]}\"'")
_WORDS_BEFORE_A_BRACKET = 8

_Word = tuple[str, int, int]


def _words_leftwards(text: str, start: int) -> Iterator[_Word]:
    """Yield the words and marks before `start`, nearest first."""
    window = text[max(0, start - _WINDOW) : start]
    for match in (_ASCII_WORDS if window.isascii() else _WORDS).finditer(window[::-1]):
        yield match.group()[::-1], start - match.end(), start - match.start()


def find_label(document: Document, start: int) -> Label | None:
    """Return the label that governs the number at `start` from the left."""
    return _Walk(document, start).run()


class _Walk:
    """One walk leftwards from a number, over the small words, to the noun that names it."""

    __slots__ = ("document", "end", "generic", "last", "leads_on", "named", "numbered", "words")

    def __init__(self, document: Document, start: int) -> None:
        self.document = document
        self.words = _words_leftwards(document.text, start)
        self.end = 0
        self.last = ""
        self.leads_on = False
        self.numbered = False
        self.named = False
        self.generic: int | None = None

    def run(self) -> Label | None:
        for step, (word, start, end) in enumerate(self.words):
            if word in _PUNCTUATION:
                if self._ends_sentence(word, start, step):
                    break
                continue
            self.end = self.end or end
            if step > _MOST_STEPS:
                break
            if is_personal(word):
                return None
            noun = noun_of(word) or noun_of_phrase(self.document.text, word, end)
            if noun is not None:
                return self._noun(word, start, noun)
            if not self._passes(word, start, end):
                return self._fallback() or self._acronym(start, end)
            self.last = word
        return self._fallback()

    def _passes(self, word: str, start: int, end: int) -> bool:
        """Whether the walk goes on beyond a word that is no noun."""
        if word in GENERIC or self._is_written(DISTINCT_GENERIC.get(word), start, end):
            self.generic = start if self.generic is None else self.generic
            self.numbered = True
            return True
        if word in NUMBERING:
            self.numbered = self.named = True
            return True
        if word == POLISH_IS:
            self.leads_on = True
            return True
        return self._links(word, start, end)

    def _links(self, word: str, start: int, end: int) -> bool:
        """Whether a word may stand between a name and its number."""
        if word.isdigit():  # ISBN-13, invoice 92/2024: ..., nine digits
            return self.last in DIGIT_WORDS or (
                len(word) <= _LONGEST_ORDINAL and self.document.text[end] in _AFTER_AN_ORDINAL
            )
        return (
            word in LINKING
            or word in EXEMPLIFYING
            or word in COUNTRIES
            or (word in BEFORE_EXAMPLE and self.last in EXEMPLIFYING)
            or self._is_written(DISTINCT_LINKING.get(word), start, end)
        )

    def _is_written(self, distinct: str | None, start: int, end: int) -> bool:
        return distinct is not None and self.document.slice_original(start, end).lower() == distinct

    def _ends_sentence(self, mark: str, place: int, step: int) -> bool:
        if mark in _SIGNS:
            self.numbered = self.numbered or mark in _NUMBERING_SIGNS
            self.named = self.named or mark == "#"
            return False
        if mark == "\n":
            return step != 0
        return mark != "." or not _is_abbreviated(self.document.text, place)

    def _noun(self, word: str, start: int, noun: Explanation) -> Label | None:
        before, _, last = next(self.words, ("", 0, 0))
        counts = before.isdigit() and len(before) <= _LONGEST_COUNT and start - last == 1  # "90 orders"
        if is_personal(before) or counts:
            return None
        if self.leads_on and before not in POLISH_NUMBERING:
            return None
        if (
            names_a_number(word)
            or before in NUMBERING
            or (before in LINKING and next(self.words, ("", 0, 0))[0] in NUMBERING)
        ):
            self.numbered = self.named = True
        if (
            not self.numbered
            and word not in SELF_EVIDENT
            and ((before in GOVERNING and start - last == 1) or noun in _NEEDING_A_NUMBER_WORD)
        ):
            return None  # "to order 0803 ...", "a room 0803 ..."
        strong = self.named or word in SELF_EVIDENT or (self.numbered and noun not in _ANNOUNCING)
        return Label(
            start, self.end, noun, strong, advertises=self.generic is None and not self.named and word in ADVERTISING
        )

    def _fallback(self) -> Label | None:
        if self.generic is None or self.leads_on:
            return None
        return Label(self.generic, self.end, Explanation.IDENTIFIER, strong=self.named)

    def _acronym(self, start: int, end: int) -> Label | None:
        """Return a label made of capitals before a word for number ("RTBA no. 15704263")."""
        if not self.numbered or self.leads_on:
            return None
        document = self.document
        if not _ACRONYM.fullmatch(document.slice_original(start, end)):
            return None
        if len(document.original) > _LONGEST_SHOUT and document.original.isupper():
            return None
        if not self.named and not _VOWELS.isdisjoint(document.text[start:end]):
            return None
        return Label(start, self.end, Explanation.IDENTIFIER, strong=False)


def _is_abbreviated(text: str, place: int) -> bool:
    """Whether the full stop at `place` shortens a word rather than ends a sentence."""
    word = next(_words_leftwards(text, place), ("", 0, 0))
    return word[2] == place and (word[0] in ABBREVIATED or word[0].endswith("nr"))


def find_label_before_bracket(text: str, start: int, end: int) -> Label | None:
    """Return the noun of the clause before a number in brackets ("my VAT number is verified (123...)")."""
    if not _BRACKET.search(text, max(0, start - 2), start) or text[end : end + 1] not in _CLOSING:
        return None
    found: Label | None = None
    for step, (word, first, last) in enumerate(_words_leftwards(text, start)):
        if step > _WORDS_BEFORE_A_BRACKET or word in _STOPS:
            break
        if is_personal(word):
            return None
        noun = noun_of(word)
        if noun is not None and found is None:
            found = Label(first, last, noun, strong=False)
    return found


def find_label_after(text: str, end: int) -> Label | None:
    """Return the label that stands right of the number that ends at `end` ("... is my order number")."""
    words = list(_WORDS.finditer(text, end, end + _FORWARD))[:_MOST_AFTER]
    if not words or text[end : words[0].start()].strip():
        return None
    first = words[0].group()
    if first in AFTER or first in COPULA:
        return _noun_to_the_right(words[1:])
    return None


def _noun_to_the_right(words: list[re.Match[str]]) -> Label | None:
    for match in words:
        word = match.group()
        if is_personal(word) or word in _STOPS:
            return None
        noun = noun_of(word)
        if noun is not None:
            return Label(match.start(), match.end(), noun, strong=False)
        if word not in LINKING and word not in NUMBERING and word not in OWNING:
            return None
    return None
