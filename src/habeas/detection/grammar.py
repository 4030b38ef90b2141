"""Small grammars: which cues, how near to each other, make an intent or a request."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter

from habeas.detection.cues import Mark
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.sentences import Sentence

_ENOUGH = 4  # matches of one pattern in a sentence that are looked at
_LONGEST_PHRASE = 60  # characters; marks are sorted by start, so one that ends in reach starts near it


@dataclass(frozen=True, slots=True)
class Pattern:
    """Cues that must stand near each other in one sentence and one language.

    `needs`: one set a place, any cue of it will do. `gap`: the most characters between a cue and
    the next. `ordered`: in this order; else in any. `opens`: only at the beginning of a clause.
    `plain`: says enough by itself to stand beside talk of the work. `nested`: a
    cue may lie within another ("send me an e-mail"). `question`: only in a question.
    `across_pauses`: a cue may stand before a pause that the first cue follows. `confidence`: the share of such
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
    question: bool = False
    across_pauses: bool = False


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
        if (sentence.is_question or not pattern.question) and all(need & sentence.cues for need in pattern.needs):
            for match in islice(_matches(sentence, pattern), _ENOUGH):
                languages = match.languages & sentence.languages
                if languages:
                    yield replace(match, languages=languages)


def _matches(sentence: Sentence, pattern: Pattern) -> Iterator[Match]:
    for index, mark in enumerate(sentence.marks):
        languages = mark.languages(pattern.needs[0])
        if languages and (not pattern.opens or sentence.is_opening(mark.start)):
            match = _grow(sentence, index, languages, pattern)
            if match:
                yield match


def _grow(sentence: Sentence, index: int, languages: int, pattern: Pattern) -> Match | None:
    """Return the match that begins with one mark and takes the nearest for each further need."""
    used = [sentence.marks[index]]
    for need in pattern.needs[1:]:
        found = _nearest(sentence, index, need, languages, pattern, used)
        if found is None:
            return None
        used.append(found)
        languages &= found.languages(need)
    return Match(min(mark.start for mark in used), max(mark.end for mark in used), languages, pattern)


def _nearest(
    sentence: Sentence, index: int, need: frozenset[Cue], languages: int, pattern: Pattern, used: list[Mark]
) -> Mark | None:
    """Return the unused mark nearest to those used that meets a need in one of the languages.

    What stands before the first cue belongs to it only where no pause parts them.
    """
    start, end = min(mark.start for mark in used), max(mark.end for mark in used)
    reach = list(_after(sentence.marks, index, end + pattern.gap))
    if not pattern.ordered:
        before = _before(sentence.marks, index, start - pattern.gap)
        reach += (mark for mark in before if pattern.across_pauses or not sentence.pauses_between(mark.end, start))
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
        if marks[place].start < limit - _LONGEST_PHRASE:
            return
        yield marks[place]
