"""Labels: the words beside a number that say whose number it is ("order no. 302-4567")."""

import re
from dataclasses import dataclass

from habeas.detection.findings import Explanation
from habeas.detection.lexicon.identifiers import (
    AFTER,
    COPULA,
    GENERIC,
    LINKING,
    NOUNS,
    NUMBER_ENDINGS,
    NUMBERING,
    PERSONAL,
)


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
_MOST_STEPS = 6
_WORDS = re.compile(r"[^\s!-/:-@\[-`{-~،؛。，：、；「」『』|…°¿¡]+|[.!?;\n#(:=،؛。、]")
_STOPS = frozenset(".!?;\n؛。")
_SIGNS = frozenset("#:=(،、")
_GOVERNS_A_VERB = frozenset(("to", "for", "in", "para", "pour", "fur", "per", "для", "dla", "voor", "pentru", "icin", "untuk"))
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST_UNSPACED, _MOST_PARTICLES = 12, 2
_ABBREVIATION = 6
_ARABIC_ARTICLES = ("ال", "بال", "لل", "وال", "ب", "و", "ل")


def find_label(text: str, start: int) -> Label | None:
    """Return the label that governs the number at `start` from the left."""
    words = list(_WORDS.finditer(text, max(0, start - _WINDOW), start))
    return _Walk(text, words).run() if words else None


class _Walk:
    """One walk leftwards from a number, over the small words, to the noun that names it."""

    __slots__ = ("generic", "last", "numbered", "text", "words")

    def __init__(self, text: str, words: list[re.Match[str]]) -> None:
        self.text = text
        self.words = words
        self.numbered = False
        self.generic: int | None = None
        self.last = len(words) - 1

    def run(self) -> Label | None:
        steps = 0
        for index in range(self.last, max(-1, self.last - _MOST_STEPS - 1), -1):
            word = self.words[index].group()
            if word in _SIGNS:
                self.numbered = self.numbered or word in "#:="
                continue
            if word in _STOPS:
                if self._ends_sentence(index):
                    break
                continue
            steps += 1
            if word in PERSONAL:
                return None
            noun = noun_of(word)
            if noun is not None:
                return self._noun(index, noun)
            if not self._passes(index, word):
                break
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
        return word in LINKING or (len(word) <= 2 and word.isdigit())  # noqa: PLR2004 -- ISBN-13

    def _ends_sentence(self, index: int) -> bool:
        mark = self.words[index].group()
        if mark == "\n":
            return index != self.last
        if mark != "." or index == 0:
            return True
        before = self.words[index - 1]
        return before.end() != self.words[index].start() or len(before.group()) > _ABBREVIATION

    def _noun(self, index: int, noun: Explanation) -> Label | None:
        before = self.words[index - 1].group() if index else ""
        if before in PERSONAL or _personal_tail(before):
            return None
        if before in _GOVERNS_A_VERB and not self.numbered:
            return None
        return self._label(index, noun)

    def _fallback(self) -> Label | None:
        if self.generic is None:
            return None
        return self._label(self.generic, Explanation.IDENTIFIER)

    def _label(self, index: int, explanation: Explanation) -> Label:
        start = self.words[index].start()
        end = max(match.end() for match in self.words[index:] if match.group() not in _STOPS | _SIGNS)
        return Label(start, end, explanation, self.numbered)


def noun_of(word: str) -> Explanation | None:
    """Return the kind of number that a word names, by itself or by its ending."""
    noun = NOUNS.get(word)
    if noun is not None:
        return noun
    if _UNSPACED.search(word):
        return _unspaced_noun(word)
    if word.isascii():
        return _compound(word)
    for article in _ARABIC_ARTICLES:
        if word.startswith(article) and word[len(article) :] in NOUNS:
            return NOUNS[word[len(article) :]]
    return None


def _compound(word: str) -> Explanation | None:
    if not word.endswith(NUMBER_ENDINGS) or word in NUMBERING or word in GENERIC:
        return None
    for ending in NUMBER_ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) > 2 and stem != word and stem not in PERSONAL:  # noqa: PLR2004 -- a stem is a word
            return NOUNS.get(stem) or NOUNS.get(stem.removesuffix("s"))
    return None


def _unspaced_noun(word: str) -> Explanation | None:
    if _personal_tail(word):
        return None
    for particles in range(_MOST_PARTICLES + 1):
        stem = word[: len(word) - particles]
        for length in range(min(len(stem), _LONGEST_UNSPACED), 1, -1):
            noun = NOUNS.get(stem[-length:])
            if noun is not None:
                return noun
    return None


def _personal_tail(word: str) -> bool:
    if not _UNSPACED.search(word):
        return False
    tail = word[-_LONGEST_UNSPACED:]
    return any(tail[i:j] in PERSONAL for i in range(len(tail)) for j in range(i + 1, len(tail) + 1))


_FORWARD = 40
_AFTER = re.compile(r" ?([^\s!-/:-@\[-`{-~]+)")


def find_label_after(text: str, end: int) -> Label | None:
    """Return the label that stands right of the number that ends at `end` ("... is my order number")."""
    words = list(_WORDS.finditer(text, end, end + _FORWARD))[:6]
    if not words or text[end : words[0].start()].strip():
        return None
    first = words[0].group()
    if first in AFTER or first[:1] in AFTER:
        return _noun_to_the_right(words[1:])
    return _noun_to_the_right(words[1:]) if first in COPULA else None


def _noun_to_the_right(words: list[re.Match[str]]) -> Label | None:
    for match in words:
        word = match.group()
        if word in PERSONAL or word in _STOPS:
            return None
        noun = noun_of(word)
        if noun is not None:
            return Label(match.start(), match.end(), noun, strong=False)
        if word not in LINKING and word not in NUMBERING and word not in ("my", "your", "our", "mi", "mein", "meine"):
            return None
    return None
