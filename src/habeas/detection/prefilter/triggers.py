"""The triggers of all detectors in one table: bit `i` of an answer stands for detector `i`.

An engine notes in the lanes above what counts only together: of `n` detectors, bit `n + i` says that an accompanied
pattern of detector `i` was found, bit `2n + i` that a companion was, bit `3n + i` that a word of its cues was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from habeas.detection.cue_gate import Gate
from habeas.detection.cue_glance import possible_cues
from habeas.detection.detector import Triggers
from habeas.detection.expressions import regex
from habeas.detection.tokens import Tokens

_Trigger = TypeVar("_Trigger", str, tuple[str, str])

_TWO_WORDS = regex(r"([a-z0-9]+)[.-]([a-z0-9]+)")
"""Two words that a sign joins ("ko-fi"): cheaper to look for as a pair than anywhere."""

_ATTACHED = regex("[^\x00-\u052f]")
"""Scripts whose words are written together or carry prefixes, endings or signs that are no letters
for a regular expression: their words are looked for as parts of words."""


class Prefilter(Protocol):
    """An engine that looks for triggers."""

    def ask(self, texts: Sequence[str]) -> list[int]:
        """Return for each text the bits of the detectors that could find something.

        The texts are folded; those in ASCII may still have their capitals.
        """


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """Whole words, parts of words, pairs of words and patterns, each with the bits of the detectors they wake."""

    words: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    pairs: dict[tuple[str, str], int] = field(default_factory=dict)
    patterns: dict[str, int] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)
    foreign: dict[str, int] = field(default_factory=dict)
    gates: dict[int, Gate] = field(default_factory=dict, repr=False)
    detectors: int = 0

    @classmethod
    def of(cls, triggers: Sequence[Triggers]) -> "TriggerTable":
        """Return the table of several detectors' triggers, in their order."""
        table = cls(detectors=len(triggers))
        for index, one in enumerate(triggers):
            wakes = 1 << index
            table._add_words(one.words, wakes)
            table._add_words(one.companions, wakes << 2 * len(triggers))
            table._add_cues(one.cues, wakes)
            _add(table.parts, sorted(one.parts), wakes)
            _add(table.pairs, sorted(one.pairs), wakes)
            _add(table.patterns, one.patterns, wakes)
            _add(table.figures, one.accompanied, wakes << len(triggers))
            _add(table.figures, one.figures, wakes)
            _add(table.foreign, one.foreign, wakes)
        return table

    def _add_cues(self, gate: Gate | None, wakes: int) -> None:
        if gate:
            noted = wakes << 3 * self.detectors
            self.gates[wakes] = gate
            self._add_words(gate.words, noted)
            _add(self.pairs, sorted(gate.pairs), noted)
            _add(self.parts, sorted(gate.parts), wakes)

    def _add_words(self, words: Iterable[str], wakes: int) -> None:
        # In an order of their own, so that the same triggers always make the same table.
        for word in sorted(words):
            two = _TWO_WORDS.fullmatch(word)
            if two:
                _add(self.pairs, ((two[1], two[2]),), wakes)
            else:
                _add(self.words if _is_whole(word) else self.parts, (word,), wakes)

    @property
    def spoken(self) -> int:
        """The bits of words that count only where what is said around them could be meant."""
        return sum(self.gates) << 3 * self.detectors

    def meant(self, words: Tokens) -> int:
        """Return the detectors, as bits, whose cues some words of a sentence could hold."""
        possible = possible_cues(words)
        return sum(wakes for wakes, gate in self.gates.items() if gate.admits(possible))

    def awake(self, noted: int) -> int:
        """Return the detectors, as bits, that what was noted in a text wakes."""
        accompanied = noted >> self.detectors
        spoken = noted >> 3 * self.detectors
        return (noted | spoken | accompanied & accompanied >> self.detectors) & (1 << self.detectors) - 1


def _is_whole(word: str) -> bool:
    return word.isalnum() and (word.isascii() or not _ATTACHED.search(word))


def _add(table: dict[_Trigger, int], triggers: Iterable[_Trigger], wakes: int) -> None:
    for trigger in triggers:
        table[trigger] = table.get(trigger, 0) | wakes
