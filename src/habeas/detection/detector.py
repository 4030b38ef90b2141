"""What a detector is: triggers that say where it could find something, and the finding itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from habeas.detection.cue_gate import Gate
from habeas.detection.findings import Dismissal, Finding
from habeas.detection.readings import Reading

SIX_FIGURES = "[0-9](?:[^0-9a-z]{0,12}[0-9]){5}"
"""Figures with nothing but signs between: more than most prices and dates in words have."""

JOINING = "[ -/:_~]{0,3}"
"""Signs that may stand between the pieces of one number."""

LETTERS_LIKE_FIGURES = "zeasbtgqoli"
_LIKE_A_FIGURE = f"[{LETTERS_LIKE_FIGURES}]"
_EITHER = f"{JOINING}[0-9{LETTERS_LIKE_FIGURES}]"
_FIRST_LETTER = f"(?:{_LIKE_A_FIGURE}|{JOINING}{_LIKE_A_FIGURE}{{1,3}}[0-9])"
_BESIDE_FIGURES = (
    f"{_FIRST_LETTER}(?:{_EITHER}){{3}}"
    f"|{JOINING}[0-9](?:{_FIRST_LETTER}(?:{_EITHER}){{2}}"
    f"|{JOINING}[0-9](?:{_FIRST_LETTER}{_EITHER}|{JOINING}[0-9]{_FIRST_LETTER}))"
)
FIGURES_ENOUGH = (
    f"[0-9](?:(?:[^0-9a-z]{{0,12}}[0-9oil]){{5,}}(?:[^0-9oil]|$)|{_BESIDE_FIGURES})",
    f"[^0-9a-z]{_LIKE_A_FIGURE}{{1,3}}[0-9](?:{_EITHER}){{4}}",
)
"""Six figures, or letters that look like them among them; or five, of which such a letter is one."""


@dataclass(frozen=True, slots=True)
class Triggers:
    """What a folded text must hold, at the least, for a detector to find anything in it.

    `words`: whole words (for scripts written without spaces: substrings). `parts`: parts of words. `pairs`: two
    whole words with nothing but signs and blanks between them. `patterns`: regular
    expressions in the syntax that `re` and Hyperscan share: bounded repeats, no look-around, no
    back-references, no open tail. `figures`: patterns that match a text in ASCII only where one of `FIGURES_ENOUGH`
    does. `foreign`: patterns that find nothing in a text in ASCII which the others do not find. `accompanied`: such
    as `figures`, but they count only in a text that holds one of the words `companions`, which by themselves wake
    nothing. `cues`: words that wake only where their sentence could meet a pattern. A text that matches none of them
    is never read further, so they must pass everything that the detector would find or dismiss, and little else.
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
