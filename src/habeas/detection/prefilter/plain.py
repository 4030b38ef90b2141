"""The prefilter of the standard library: sets of words and letter pairs first, then a few patterns."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from habeas.detection.detector import SIX_FIGURES
from habeas.detection.expressions import regex
from habeas.detection.prefilter.triggers import TriggerTable
from habeas.detection.tokens import read_ascii_tokens

_FIGURE = "[0-9]"
_BEGINS_WITH_FIGURE = regex(r"(\\b)?\[0-9\](?![{*+?])")
_NO_WORD_BEFORE = r"(?<![a-z0-9_][0-9])"
_SIX_FIGURES = regex(SIX_FIGURES)
_NO_LETTER, _BLANK = "(?:^|[^a-z0-9])", " "
_WORD = regex(r"[a-z0-9]+|[^\W_a-z0-9]+")
"""A Latin word ends where letters of another script begin."""


class PlainPrefilter:
    """Looks for triggers with nothing but the standard library."""

    def __init__(self, table: TriggerTable) -> None:
        self._awake = table.awake
        self._words = table.words
        self._word_set = frozenset(table.words)
        self._pairs = table.pairs
        self._pair_set = frozenset(table.pairs)
        ascii_parts = {part: bits for part, bits in table.parts.items() if part.isascii()}
        self._ascii_parts = tuple(ascii_parts.items())
        self._letters = _by_first_two({part: bits for part, bits in table.parts.items() if part not in ascii_parts})
        self._letter_set = frozenset(self._letters)
        self._patterns = _expressions(_between_blanks(table.patterns))
        self._figures = _expressions(table.figures)
        self._foreign = _expressions(table.patterns | table.figures | table.foreign)

    def ask(self, texts: Sequence[str]) -> list[int]:
        """Return for each text, folded or in ASCII, the bits of the detectors that could find something."""
        noted = (
            self._ask_ascii(f"{_BLANK}{text.lower()}{_BLANK}") if text.isascii() else self._ask_any(text)
            for text in texts
        )
        return [bits and self._awake(bits) for bits in noted]

    def _ask_ascii(self, text: str) -> int:
        bits = self._match(text, self._among(read_ascii_tokens(text)), self._patterns)
        if _SIX_FIGURES.search(text):
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


def _between_blanks(patterns: Mapping[str, int]) -> dict[str, int]:
    """Return the patterns for a text between two blanks: no word begins where it begins."""
    return {pattern.replace(_NO_LETTER, "[^a-z0-9]"): bits for pattern, bits in patterns.items()}


def _expressions(patterns: Mapping[str, int]) -> _Patterns:
    """Return those that begin with a figure as one, and each other by itself.

    `re` knows quickly where one pattern may begin, or several that begin alike, but not where any of many may.
    """
    begun: dict[int, list[str]] = {}
    alone = []
    for pattern, bits in patterns.items():
        beginning = _BEGINS_WITH_FIGURE.match(pattern)
        if beginning:
            before = _NO_WORD_BEFORE if beginning[1] else ""
            begun.setdefault(bits, []).append(before + pattern[beginning.end() :])
        else:
            alone.append((bits, regex(pattern)))
    together = [(bits, regex(f"{_FIGURE}(?:{'|'.join(rests)})")) for bits, rests in begun.items()]
    return (*together, *alone)
