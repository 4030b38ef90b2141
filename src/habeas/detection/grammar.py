"""Small grammars: which cues, how near to each other, make an intent or a request."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from habeas.detection.cues import ANY_LANGUAGE, Mark
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Pattern:
    """Cues that must stand near each other in one sentence and one language.

    `needs`: one set a place, any cue of it will do. `gap`: the most characters between a cue and
    the next. `ordered`: in this order; else in any. `opens`: only at the beginning of a clause.
    `plain`: says enough by itself to stand beside talk of the work. `confidence`: the share of such
    sentences that mean it. `because`: what it means, in words for a member.
    """

    needs: tuple[frozenset[Cue], ...]
    confidence: float
    because: str
    gap: int = 30
    ordered: bool = False
    opens: bool = False
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern was met: folded characters, the languages (bits) it was read in, the pattern."""

    start: int
    end: int
    languages: int
    pattern: Pattern


def find_matches(sentence: Sentence, patterns: tuple[Pattern, ...], text: str) -> Iterator[Match]:
    """Yield, for each pattern, its first match in a sentence."""
    present = frozenset().union(*(mark.senses for mark in sentence.marks))
    for pattern in patterns:
        if all(need & present for need in pattern.needs):
            yield from _matches(sentence, pattern, text)


def _matches(sentence: Sentence, pattern: Pattern, text: str) -> Iterator[Match]:
    for index, mark in enumerate(sentence.marks):
        languages = mark.languages(pattern.needs[0])
        if not languages or (pattern.opens and not sentence.is_opening(mark.start, text)):
            continue
        start, end = mark.start, mark.end
        for need in pattern.needs[1:]:
            found = _nearest(sentence.marks, index, need, languages, (start, end), pattern)
            if found is None:
                break
            languages &= found.languages(need)
            start, end = min(start, found.start), max(end, found.end)
        else:
            yield Match(start, end, languages, pattern)


def _nearest(
    marks: tuple[Mark, ...], index: int, need: frozenset[Cue], languages: int, span: tuple[int, int], pattern: Pattern
) -> Mark | None:
    """Return the mark nearest to a span that meets a need in one of the languages."""
    start, end = span
    best, best_gap = None, pattern.gap + 1
    for mark in _after(marks, index + 1, end + pattern.gap):
        gap = max(mark.start - end, 0)
        if gap < best_gap and mark.languages(need) & languages:
            best, best_gap = mark, gap
    if pattern.ordered:
        return best
    for mark in _before(marks, index, start - pattern.gap):
        gap = max(start - mark.end, 0)
        if gap < best_gap and mark.languages(need) & languages:
            best, best_gap = mark, gap
    return best


def _after(marks: tuple[Mark, ...], index: int, limit: int) -> Iterator[Mark]:
    for place in range(index, len(marks)):
        if marks[place].start > limit:
            return
        yield marks[place]


def _before(marks: tuple[Mark, ...], index: int, limit: int) -> Iterator[Mark]:
    for place in range(index - 1, -1, -1):
        # Marks are sorted by start; a phrase is short, so one that ends in reach starts near it.
        if marks[place].start < limit - LONGEST_PHRASE:
            return
        yield marks[place]


LONGEST_PHRASE = 60
