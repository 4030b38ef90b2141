"""Sentences of a text with their cues: the unit in which intents, requests and refusals are read."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from habeas.detection.cues import Mark, read_marks
from habeas.detection.lexicon.intents.cues import Cue

_END = re.compile(r"[.!?…]+(?=\s|$|[\u3040-\u9fff])|[\n;。！？।؟；]+")
_PAUSE = re.compile(r"[,،、，:：()–—]|\s-\s")
_COVERS_ALL = frozenset({Cue.NOTHING})
_COVERS_INNOCENCE = frozenset({Cue.OUTSIDE, Cue.LEAVE_OUT, Cue.DODGE, Cue.NOT_REALLY, Cue.CLOSE})
_INNOCENCE = frozenset({Cue.INSIDE, Cue.HERE, Cue.NOT, Cue.FORBID})


@dataclass(frozen=True, slots=True)
class Sentence:
    """Folded characters `start` to `end`, the cues in them, and where a reader would pause."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    pauses: tuple[int, ...]

    def pauses_between(self, start: int, end: int) -> bool:
        """Tell whether a reader would pause between two places."""
        index = bisect_left(self.pauses, start)
        return index < len(self.pauses) and self.pauses[index] < end

    def is_opening(self, place: int, text: str) -> bool:
        """Tell whether nothing but pauses and blanks stand before a place."""
        index = bisect_left(self.pauses, place)
        opening = self.pauses[index - 1] + 1 if index else self.start
        return not text[opening:place].strip(" \t-*•\"'«“„([>")


def read_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a folded text that hold any cue, in order."""
    marks = _uncovered(read_marks(text))
    if not marks:
        return ()
    pauses = [match.start() for match in _PAUSE.finditer(text)]
    sentences, start, first = [], 0, 0
    for end in [match.end() for match in _END.finditer(text)] + [len(text)]:
        last = first
        while last < len(marks) and marks[last].start < end:
            last += 1
        if last > first:
            between = tuple(pauses[bisect_left(pauses, start) : bisect_left(pauses, end)])
            sentences.append(Sentence(start, end, tuple(marks[first:last]), between))
        start, first = end, last
    return tuple(sentences)


def _uncovered(marks: tuple[Mark, ...]) -> list[Mark]:
    """Return the marks without those that a longer phrase around them takes away."""
    kept: list[Mark] = []
    nothing_until = innocence_until = 0
    for mark in marks:
        if mark.end <= nothing_until and not _COVERS_ALL & mark.senses.keys():
            continue
        if mark.end <= innocence_until and mark.senses.keys() <= _INNOCENCE:
            continue
        kept.append(mark)
        if _COVERS_ALL & mark.senses.keys():
            nothing_until = max(nothing_until, mark.end)
        if _COVERS_INNOCENCE & mark.senses.keys():
            innocence_until = max(innocence_until, mark.end)
    return kept
