"""Labels: the words beside a number that say whose number it is ("order no. 302-4567")."""

import re
from dataclasses import dataclass

from habeas.detection.documents import Document
from habeas.detection.findings import Explanation
from habeas.detection.lexicon.identifiers import (
    ABBREVIATED,
    AFTER,
    COPULA,
    COUNTRIES,
    GENERIC,
    LINKING,
    NUMBERING,
    PERSONAL,
    SELF_EVIDENT,
)
from habeas.detection.masks.nouns import is_personal, noun_of


@dataclass(frozen=True, slots=True)
class Label:
    """Folded characters `start` to `end` that name the number beside them, and as what.

    It is `strong` when a word for 'number', an id or a colon stands with the noun: "order 415..."
    may be anything, "order no. 415..." is not.
    """

    start: int
    end: int
    explanation: Explanation
    strong: bool


_WINDOW = 56
_MOST_STEPS = 7
_WORDS = re.compile(r"[^\s!-/:-@\[-`{-~،؛。，：、；「」『』|…°¿¡]+|[.!?;\n#(:=،؛。、]")
_STOPS = frozenset(".!?;\n؛。")
_SIGNS = frozenset("#:=(،、")
_PUNCTUATION = _STOPS | _SIGNS
_NUMBERING_SIGNS = frozenset("#:=")
_GOVERNING = frozenset("to for in para pour fur per для dla voor pentru icin untuk 2 4 and or now".split())
_LONGEST_ORDINAL = 4
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_FORWARD, _MOST_AFTER = 40, 6
_BRACKET = re.compile(r"[(\[{„\"'] ?$")


def find_label(document: Document, start: int) -> Label | None:
    """Return the label that governs the number at `start` from the left."""
    words = list(_WORDS.finditer(document.text, max(0, start - _WINDOW), start))
    return _Walk(document, words).run() if words else None


class _Walk:
    """One walk leftwards from a number, over the small words, to the noun that names it."""

    __slots__ = ("document", "generic", "numbered", "words")

    def __init__(self, document: Document, words: list[re.Match[str]]) -> None:
        self.document = document
        self.words = words
        self.numbered = False
        self.generic: int | None = None

    def run(self) -> Label | None:
        last = len(self.words) - 1
        for index in range(last, max(-1, last - _MOST_STEPS), -1):
            word = self.words[index].group()
            if word in _PUNCTUATION:
                if self._ends_sentence(index, word):
                    break
                continue
            if is_personal(word):
                return None
            noun = noun_of(word)
            if noun is not None:
                return self._noun(index, word, noun)
            if not self._passes(index, word):
                return self._fallback() or self._acronym(index, word)
        return self._fallback()

    def _passes(self, index: int, word: str) -> bool:
        """Whether the walk goes on beyond a word that is no noun."""
        if word in GENERIC:
            self.generic = index if self.generic is None else self.generic
            self.numbered = True
            return True
        if word in NUMBERING:
            self.numbered = True
            return True
        return word in LINKING or word in COUNTRIES or (len(word) <= _LONGEST_ORDINAL and word.isdigit())

    def _ends_sentence(self, index: int, mark: str) -> bool:
        if mark in _SIGNS:
            self.numbered = self.numbered or mark in _NUMBERING_SIGNS
            return False
        if mark == "\n":
            return index != len(self.words) - 1
        if mark != "." or index == 0:
            return True
        before = self.words[index - 1]
        word = before.group()
        abbreviated = word in ABBREVIATED or word.endswith("nr")
        return before.end() != self.words[index].start() or not abbreviated

    def _noun(self, index: int, word: str, noun: Explanation) -> Label | None:
        before = self.words[index - 1].group() if index else ""
        if is_personal(before):
            return None
        strong = self.numbered or word in SELF_EVIDENT
        if not strong and (before in _GOVERNING or noun is Explanation.BANK_REFERENCE):
            return None
        return self._label(index, noun, strong=strong)

    def _fallback(self) -> Label | None:
        if self.generic is None:
            return None
        return self._label(self.generic, Explanation.IDENTIFIER, strong=True)

    def _acronym(self, index: int, word: str) -> Label | None:
        """Return a label made of capitals before a word for number ("RTBA no. 15704263")."""
        match = self.words[index]
        original = self.document.slice_original(match.start(), match.end())
        if not self.numbered or not _ACRONYM.fullmatch(original) or self.document.original.isupper():
            return None
        named = any(other.group() in NUMBERING for other in self.words[index + 1 :])
        if not named and not {"a", "e", "i", "o", "u"}.isdisjoint(word):
            return None
        return self._label(index, Explanation.IDENTIFIER, strong=False)

    def _label(self, index: int, explanation: Explanation, *, strong: bool) -> Label:
        start = self.words[index].start()
        end = max(match.end() for match in self.words[index:] if match.group() not in _PUNCTUATION)
        return Label(start, end, explanation, strong)


def find_label_before_bracket(text: str, start: int) -> Label | None:
    """Return the noun of the clause before a number in brackets ("my VAT number is verified (123...)")."""
    if not _BRACKET.search(text, max(0, start - 2), start):
        return None
    words = [match for match in _WORDS.finditer(text, max(0, start - _WINDOW), start)][-_MOST_STEPS:]
    if any(is_personal(match.group()) or match.group() in _STOPS for match in words):
        return None
    for match in reversed(words):
        noun = noun_of(match.group())
        if noun is not None:
            return Label(match.start(), match.end(), noun, strong=False)
    return None


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
        if word not in LINKING and word not in NUMBERING:
            return None
    return None
