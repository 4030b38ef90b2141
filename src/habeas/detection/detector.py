"""What a detector is: triggers that say where it could find something, and the finding itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from habeas.detection.cue_gate import Gate
from habeas.detection.findings import Dismissal, Finding
from habeas.detection.readings import Reading

SIX_FIGURES = "[0-9](?:[^0-9a-z]{0,12}[0-9]){5}"
"""Figures with nothing but signs between: more than most prices and dates in words have."""


@dataclass(frozen=True, slots=True)
class Triggers:
    """What a folded text must hold, at the least, for a detector to find anything in it.

    `words`: whole words (for scripts written without spaces: substrings). `parts`: parts of words. `pairs`: two
    whole words with nothing but signs and blanks between them. `patterns`: regular
    expressions in the syntax that `re` and Hyperscan share: bounded repeats, no look-around, no
    back-references, no open tail. `figures`: patterns that match a text in ASCII only where it holds
    `SIX_FIGURES`. `foreign`: patterns that find nothing in a text in ASCII which the
    others do not find. `accompanied`: patterns that count only in a text that holds one of the words `companions`,
    which by themselves wake nothing. `cues`: what is asked about the words of a sentence, where one of those stands
    that it names. A text that matches none of them is never read further, so they
    must pass everything that the detector would find or dismiss, and little else.
    """

    words: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    pairs: frozenset[tuple[str, str]] = frozenset()
    accompanied: tuple[str, ...] = ()
    companions: frozenset[str] = frozenset()
    cues: Gate | None = None


class Detector(Protocol):
    """One way to find contact, payment or intent."""

    @property
    def name(self) -> str:
        """Return the name, unique among detectors: the name of its file."""

    @property
    def triggers(self) -> Triggers:
        """Return what a folded text must hold for this detector to be asked."""

    def detect(self, reading: Reading) -> Iterator[Finding | Dismissal]:
        """Yield findings and dismissals, with offsets into the folded text already located."""
