"""The prefilter of the standard library: sets of words and letter pairs first, then a few patterns."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from habeas.detection.detector import FIGURES_ENOUGH
from habeas.detection.expressions import regex
from habeas.detection.prefilter.triggers import TriggerTable
from habeas.detection.tokens import has_links, read_ascii_tokens

_FIGURE, _SIGN = "[0-9]", "[^0-9a-z]"
_OPENINGS = (
    (regex(r"\[0-9\](?![{*+?])"), _FIGURE, ""),
    (regex(r"\\b\[0-9\](?![{*+?])"), _FIGURE, r"(?<![a-z0-9_][0-9])"),
    (regex(r"\\b|\(\?:\^\|\[\^a-z0-9\]\)"), _SIGN, ""),
)
"""How patterns begin, what stands there in a text between blanks, and what is to be said of it besides."""

_FIGURES_ENOUGH = tuple(map(regex, FIGURES_ENOUGH))
_WORD = regex(r"[a-z0-9]+|[^\W_a-z0-9]+")
"""A Latin word ends where letters of another script begin."""


class PlainPrefilter:
    """Looks for triggers with nothing but the standard library."""

    def __init__(self, table: TriggerTable) -> None:
        self._awake, self._meant, self._spoken = table.awake, table.meant, table.spoken
        self._words = table.words
        self._word_set = frozenset(table.words)
        self._pairs = table.pairs
        self._pair_set = frozenset(table.pairs)
        ascii_parts = {part: bits for part, bits in table.parts.items() if part.isascii()}
        self._ascii_parts = tuple(ascii_parts.items())
        self._letters = _by_first_two({part: bits for part, bits in table.parts.items() if part not in ascii_parts})
        self._letter_set = frozenset(self._letters)
        self._patterns = _expressions(table.patterns)
        self._figures = _expressions(table.figures)
        self._foreign = _expressions(table.patterns | table.figures | table.foreign)

    def ask(self, texts: Sequence[str]) -> list[int]:
        """Return for each text, folded or in ASCII, the bits of the detectors that could find something."""
        noted = (
            self._ask_ascii(f" {text.lower()} ") if text.isascii() else self._ask_any(f" {text} ") for text in texts
        )
        return [bits and self._awake(bits) for bits in noted]

    def _ask_ascii(self, text: str) -> int:
        words = read_ascii_tokens(text)
        bits = self._among(words)
        if bits & self._spoken and not has_links(text):
            bits = bits & ~self._spoken | self._meant(words)
        bits = self._match(text, bits, self._patterns)
        if any(enough.search(text) for enough in _FIGURES_ENOUGH):
            bits = _match_patterns(text, bits, self._figures)
        return bits

    def _ask_any(self, text: str) -> int:
        bits = self._among(_WORD.findall(text))
        letters = {one + other for one, other in pairwise(text)}
        letters.update(text)
        if not self._letter_set.isdisjoint(letters):
            for two in self._letter_set.intersection(letters):
                bits |= self._letters[two]
        return self._match(text, bits, self._foreign)

    def _among(self, words: list[str]) -> int:
        bits = 0
        if not self._word_set.isdisjoint(words):
            for word in self._word_set.intersection(words):
                bits |= self._words[word]
        if not self._pair_set.isdisjoint(pairwise(words)):
            for pair in self._pair_set.intersection(pairwise(words)):
                bits |= self._pairs[pair]
        return bits

    def _match(self, text: str, bits: int, patterns: "_Patterns") -> int:
        for part, wakes in self._ascii_parts:
            if wakes & ~bits and part in text:
                bits |= wakes
        return _match_patterns(text, bits, patterns)


_Patterns = tuple[tuple[int, re.Pattern[str]], ...]


def _match_patterns(text: str, bits: int, patterns: _Patterns) -> int:
    for wakes, pattern in patterns:
        if wakes & ~bits and pattern.search(text):
            bits |= wakes
    return bits


def _by_first_two(parts: Mapping[str, int]) -> dict[str, int]:
    """Return the first two characters of each part with its bits."""
    pairs: dict[str, int] = {}
    for part, bits in parts.items():
        pairs[part[:2]] = pairs.get(part[:2], 0) | bits
    return pairs


def _expressions(patterns: Mapping[str, int]) -> _Patterns:
    """Return those that begin alike, with a figure or with a word, as one, and each other by itself.

    `re` knows quickly where one pattern may begin, or several that begin alike, but not where any of many may.
    """
    begun: dict[tuple[str, int], list[str]] = {}
    alone = []
    for pattern, bits in patterns.items():
        opening, rest = _open(pattern)
        if opening:
            begun.setdefault((opening, bits), []).append(rest)
        else:
            alone.append((bits, regex(pattern)))
    together = [(bits, regex(f"{opening}(?:{'|'.join(rests)})")) for (opening, bits), rests in begun.items()]
    return (*together, *alone)


def _open(pattern: str) -> tuple[str, str]:
    """Return what a pattern begins with in a text between blanks, if with one of the two sets, and the rest of it."""
    for beginning, opening, then in _OPENINGS:
        if beginning.match(pattern):
            return opening, beginning.sub(then, pattern, count=1)
    return "", pattern
