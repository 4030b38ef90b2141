"""Small grammars: which cues, how near to each other, make an intent or a request."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from habeas.detection.cues import Mark
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Pattern:
    """Cues that must stand near each other in one sentence and one language.

    `needs`: one set a place, any cue of it will do. `gap`: the most characters between a cue and
    the next. `ordered`: in this order; else in any. `opens`: only at the beginning of a clause.
    `plain`: says enough by itself to stand beside talk of the work. `nested`: a
    cue may lie within another ("send me an e-mail"). `confidence`: the share of such
    sentences that mean it. `because`: what it means, in words for a member.
    """

    needs: tuple[frozenset[Cue], ...]
    confidence: float
    because: str
    gap: int = 30
    ordered: bool = False
    opens: bool = False
    plain: bool = True
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern was met: folded characters, the languages (bits) it was read in, the pattern."""

    start: int
    end: int
    languages: int
    pattern: Pattern


def find_matches(sentence: Sentence, patterns: tuple[Pattern, ...]) -> Iterator[Match]:
    """Yield every place where a pattern is met in a language that the sentence may be read in."""
    for pattern in patterns:
        if all(need & sentence.cues for need in pattern.needs):
            for match in _matches(sentence, pattern):
                languages = match.languages & sentence.languages
                if languages:
                    yield replace(match, languages=languages)


def _matches(sentence: Sentence, pattern: Pattern) -> Iterator[Match]:
    for index, mark in enumerate(sentence.marks):
        languages = mark.languages(pattern.needs[0])
        if languages and (not pattern.opens or sentence.is_opening(mark.start)):
            match = _grow(sentence.marks, index, languages, pattern)
            if match:
                yield match


def _grow(marks: tuple[Mark, ...], index: int, languages: int, pattern: Pattern) -> Match | None:
    """Return the match that begins with one mark and takes the nearest for each further need."""
    used = [marks[index]]
    start, end = used[0].start, used[0].end
    for need in pattern.needs[1:]:
        found = _nearest(marks, index, need, languages, (start, end), pattern, used)
        if found is None:
            return None
        used.append(found)
        languages &= found.languages(need)
        start, end = min(start, found.start), max(end, found.end)
    return Match(start, end, languages, pattern)


def _nearest(
    marks: tuple[Mark, ...],
    index: int,
    need: frozenset[Cue],
    languages: int,
    span: tuple[int, int],
    pattern: Pattern,
    used: list[Mark],
) -> Mark | None:
    """Return the unused mark nearest to a span that meets a need in one of the languages."""
    start, end = span
    reach = list(_after(marks, index, end + pattern.gap))
    if not pattern.ordered:
        reach += _before(marks, index, start - pattern.gap)
    gaps = [
        (max(mark.start - end, start - mark.end, 0), mark)
        for mark in reach
        if mark.languages(need) & languages and _is_free(mark, used, pattern)
    ]
    gap, best = min(gaps, key=itemgetter(0), default=(0, None))
    return best if gap <= pattern.gap else None


def _is_free(mark: Mark, used: list[Mark], pattern: Pattern) -> bool:
    if pattern.nested:
        return not any(mark is one for one in used)
    return all(mark.end <= one.start or one.end <= mark.start for one in used)


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
