"""The triggers of all detectors in one table: bit `i` of an answer stands for detector `i`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from habeas.detection.detector import Triggers

_ATTACHED = re.compile("[^\x00-\u052f]")
"""Scripts whose words are written together or carry prefixes, endings or signs that are no letters
for a regular expression: their words are looked for as parts of words."""


class Prefilter(Protocol):
    """An engine that looks for triggers."""

    def ask(self, texts: Sequence[str]) -> list[int]:
        """Return for each folded text the bits of the detectors that could find something."""


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """Whole words, parts of words, patterns and pairs of words, each with the bits of the detectors they wake."""

    words: dict[str, int]
    parts: dict[str, int]
    patterns: tuple[tuple[str, int], ...]
    figures: tuple[tuple[str, int], ...]
    pairs: dict[tuple[str, str], int]

    @classmethod
    def of(cls, triggers: Sequence[Triggers]) -> "TriggerTable":
        """Return the table of several detectors' triggers, in their order."""
        words: dict[str, int] = {}
        parts: dict[str, int] = {}
        patterns: dict[str, int] = {}
        figures: dict[str, int] = {}
        pairs: dict[tuple[str, str], int] = {}
        for index, one in enumerate(triggers):
            # In an order of their own, so that the same triggers always make the same table.
            for word in sorted(one.words):
                table = words if re.fullmatch(r"\w+", word) and not _ATTACHED.search(word) else parts
                table[word] = table.get(word, 0) | 1 << index
            for pair in sorted(one.pairs):
                pairs[pair] = pairs.get(pair, 0) | 1 << index
            for pattern in one.patterns:
                patterns[pattern] = patterns.get(pattern, 0) | 1 << index
            for pattern in one.figures:
                figures[pattern] = figures.get(pattern, 0) | 1 << index
        return cls(words, parts, tuple(patterns.items()), tuple(figures.items()), pairs)
