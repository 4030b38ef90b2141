"""Sentences of a text with their cues: the unit in which intents, requests and refusals are read."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from habeas.detection.cues import Mark, read_marks
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.spoken import spoken_languages

_LONGEST = 600  # characters of a sentence that are read together, so that time stays linear
_OVERLAP = 200

_END = re.compile(r"[.!?…]+(?=\s|$|[\u3040-\u9fff])|[\n;。！？।؟；]+")
_PAUSE = re.compile(r"[,،、，:：()–—]|\s-\s")
_WORD = re.compile(r"\w+")
_GAPS = str.maketrans(dict.fromkeys((c for c in map(chr, range(128)) if not (c.isalnum() or c == "_")), " "))
_ATTACHED = re.compile("[^\x00-\u052f]")
_COVERS_ALL = frozenset({Cue.NOTHING})
_COVERS_INNOCENCE = frozenset({Cue.OUTSIDE, Cue.LEAVE_OUT, Cue.DODGE, Cue.NOT_REALLY, Cue.CLOSE})
_INNOCENCE = frozenset({Cue.INSIDE, Cue.HERE, Cue.NOT, Cue.FORBID, Cue.PUBLIC, Cue.JOB})


@dataclass(frozen=True)
class Sentence:
    """Folded characters `start` to `end` of `text`, and the cues in them."""

    text: str
    start: int
    end: int
    marks: tuple[Mark, ...]

    @cached_property
    def cues(self) -> frozenset[Cue]:
        """Every cue that some mark carries."""
        return frozenset().union(*(mark.senses for mark in self.marks))

    @cached_property
    def languages(self) -> int:
        """The languages in which the sentence may be read, as bits."""
        return spoken_languages(self.text[self.start : self.end], self.marks)

    @property
    def is_question(self) -> bool:
        """Whether the sentence ends with a question mark."""
        return self.text[self.start : self.end].rstrip().endswith(("?", "？", "؟"))

    @cached_property
    def _pauses(self) -> list[int]:
        return [match.start() for match in _PAUSE.finditer(self.text, self.start, self.end)]

    def pauses_between(self, start: int, end: int) -> bool:
        """Tell whether a reader would pause between two places."""
        index = bisect_left(self._pauses, start)
        return index < len(self._pauses) and self._pauses[index] < end

    def is_opening(self, place: int) -> bool:
        """Tell whether nothing but a pause and blanks stand before a place."""
        index = bisect_left(self._pauses, place)
        opening = self._pauses[index - 1] + 1 if index else self.start
        return not self.text[opening:place].strip(" \t-*•\"'([>")


def read_sentences(text: str, *, words: frozenset[str]) -> Iterator[Sentence]:
    """Yield the sentences of a folded text that hold one of some words, with their cues."""
    for start, end in _spans(text):
        if _holds(text[start:end], words):
            yield Sentence(text, start, end, _uncovered(read_marks(text, start, end)))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end; one without an end in pieces that overlap."""
    start = 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        while end - start > _LONGEST:
            yield start, start + _LONGEST
            start += _LONGEST - _OVERLAP
        if end > start:
            yield start, end
        start = end


def _holds(sentence: str, words: frozenset[str]) -> bool:
    if sentence.isascii():
        return not words.isdisjoint(sentence.translate(_GAPS).split())
    return bool(_ATTACHED.search(sentence)) or not words.isdisjoint(_WORD.findall(sentence))


def _guilty(mark: Mark) -> Mark:
    """Return the mark without the cues that speak for innocence."""
    return Mark(mark.start, mark.end, {cue: bits for cue, bits in mark.senses.items() if cue not in _INNOCENCE})


def _uncovered(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Return the marks without those that a longer phrase around them takes away."""
    kept: list[Mark] = []
    nothing_until = innocence_until = 0
    for mark in marks:
        if mark.end <= nothing_until and not _COVERS_ALL & mark.senses.keys():
            continue
        covered = mark.end <= innocence_until and _INNOCENCE & mark.senses.keys()
        kept.append(_guilty(mark) if covered else mark)
        if _COVERS_ALL & mark.senses.keys():
            nothing_until = max(nothing_until, mark.end)
        if _COVERS_INNOCENCE & mark.senses.keys():
            innocence_until = max(innocence_until, mark.end)
    return tuple(kept)
