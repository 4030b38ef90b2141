"""Sentences of a text with their cues: the unit in which intents, requests and refusals are read."""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cached_property
from operator import methodcaller

from habeas.detection.cue_glance import possible_cues
from habeas.detection.cues import Mark, read_marks
from habeas.detection.expressions import regex
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.spoken import spoken_languages
from habeas.detection.tokens import Tokens, read_tokens, without_links

_LONGEST = 600  # characters of a sentence that are read together, so that time stays linear
_OVERLAP = 200

_STOPS, _CUTS = ".!?…", "\n;。！？।؟；"
_STOP, _CUT = f"[{_STOPS}]", f"[{_CUTS}]"
_UNPARTED = r"\u3040-\u9fff"  # scripts in which no blank need follow a stop
_END = regex(
    # One set of characters first: `re` then knows quickly where no sentence ends.
    rf"[{_STOPS}{_CUTS}](?:(?<={_STOP}){_STOP}*(?=\s|$|[{_UNPARTED}])|(?<={_CUT}){_CUT}*)"
)
_PAUSES = ",،、，:：()–—"
_PAUSE = regex(rf"[{_PAUSES}]|\s-\s")
_QUESTION_MARKS = ("?", "？", "؟")
_BEFORE_OPENING = " \t-*•\"'([>"  # what may stand between a pause and the first word of a clause
_COVERS_ALL = frozenset({Cue.NOTHING})
_COVERS_INNOCENCE = frozenset({Cue.OUTSIDE, Cue.LEAVE_OUT, Cue.DODGE, Cue.NOT_REALLY, Cue.CLOSE})
_INNOCENCE = frozenset({Cue.INSIDE, Cue.HERE, Cue.NOT, Cue.FORBID, Cue.PUBLIC, Cue.JOB, Cue.EVIDENCE})


class Sentence:
    """Folded characters `start` to `end` of `text`, with the cues in them, read when first asked."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end

    @cached_property
    def tokens(self) -> Tokens:
        """The words in order; None where they cannot be told apart."""
        return read_tokens(without_links(self.text[self.start : self.end]))

    @cached_property
    def possible_cues(self) -> int:
        """Every cue that the words could hold, as bits: quick to tell."""
        return possible_cues(self.tokens)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The cues in order of place."""
        return _uncovered(read_marks(self.text, self.start, self.end))

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
        return self.text[self.start : self.end].rstrip().endswith(_QUESTION_MARKS)

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
        return not self.text[opening:place].strip(_BEFORE_OPENING)


class Sentences:
    """The sentences of a folded text, each made when it is first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = list(_spans(text))
        self._made: dict[int, Sentence] = {}

    def __iter__(self) -> Iterator[Sentence]:
        """Yield all of them, in order."""
        return map(self._make, range(len(self._spans)))

    def holding(self, words: Collection[str] | None) -> Iterator[Sentence]:
        """Yield those in which some of the words, or longer ones around them, stand; all where no words are given."""
        find = self._text.find
        for place, (start, end) in enumerate(self._spans):
            if words is None or any(find(word, start, end) >= 0 for word in words):
                yield self._make(place)

    def _make(self, place: int) -> Sentence:
        if place not in self._made:
            self._made[place] = Sentence(self._text, *self._spans[place])
        return self._made[place]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end; one without an end in pieces that overlap."""
    start = 0
    for end in (*map(_end_of, _END.finditer(text)), len(text)):
        while end - start > _LONGEST:
            yield start, start + _LONGEST
            start += _LONGEST - _OVERLAP
        if end > start:
            yield start, end
        start = end


_end_of = methodcaller("end")


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
