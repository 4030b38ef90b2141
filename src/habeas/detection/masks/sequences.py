"""Numbers in a row that count or answer: "1 2 3 4 5", "answers: 3 4 5 2 1", "one two three four"."""

import re
from itertools import pairwise

from habeas.detection.findings import Explanation
from habeas.detection.lexicon.identifiers_measures import COUNTING_WORDS, SURVEYS
from habeas.detection.masks.mask import Mask

_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")
_FEWEST, _FEWEST_UNLABELLED = 4, 8
_LONGEST_TERM, _LONGEST_GRADE = 4, 2
_LARGEST_GRADE, _LARGEST_STEP = 5, 2
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_WINDOW = 40


def counts(text: str, start: int, end: int) -> bool:
    """Whether the numbers between `start` and `end` count or list answers, rather than spell a number."""
    terms = _NUMBERS.findall(text, start, end)
    longest = max(map(len, terms))
    if longest > _LONGEST_TERM:
        return False
    values = [int(term) for term in terms]
    if all(_FIRST_YEAR <= value <= _LAST_YEAR for value in values):
        return True
    if len(values) < _FEWEST:
        return False
    return _progresses(values) or (longest <= _LONGEST_GRADE and _grades(text, (start, end), values))


def _grades(text: str, span: tuple[int, int], values: list[int]) -> bool:
    """Whether short numbers are answers, lottery balls or places that rise and fall."""
    start, end = span
    if not SURVEYS.isdisjoint(_WORDS.findall(text, max(0, start - _WINDOW), start)):
        return True
    if len(values) < _FEWEST_UNLABELLED:
        return False
    small_steps = all(abs(later - earlier) <= _LARGEST_STEP for earlier, later in pairwise(values))
    return (max(values) <= _LARGEST_GRADE and min(values) > 0) or (small_steps and "," in text[start:end])


def _progresses(values: list[int]) -> bool:
    steps = {later - earlier for earlier, later in pairwise(values)}
    return len(steps) == 1 and steps != {0}


_SEVENTHS = tuple({words[6] for words in COUNTING_WORDS})
_ASCII_SEVENTHS = tuple(word for word in _SEVENTHS if word.isascii())
_TONGUES = tuple(
    (words[6], re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)"), {word: i for i, word in enumerate(words)})
    for words in COUNTING_WORDS
)
_FEWEST_SPELLED = 4
_LONGEST_GAP = 40  # characters between two words of a counting rhyme


def find_spelled_counting(text: str) -> list[Mask]:
    """Return the masks of runs that count in words from one upwards, or down to one.

    Shorter counts than to seven cannot be taken for a phone number, so a text without a word for
    seven is not read further.
    """
    if not any(map(text.__contains__, _ASCII_SEVENTHS if text.isascii() else _SEVENTHS)):
        return []
    masks: list[Mask] = []
    for seventh, pattern, places in _TONGUES:
        if seventh in text:
            masks += _runs(text, pattern, places)
    return masks


def _runs(text: str, pattern: re.Pattern[str], places: dict[str, int]) -> list[Mask]:
    masks: list[Mask] = []
    run: list[re.Match[str]] = []
    for match in pattern.finditer(text):
        if run and not _follows(run, match, places):
            masks += _counted(run, places)
            run = []
        run.append(match)
    return masks + _counted(run, places)


def _follows(run: list[re.Match[str]], match: re.Match[str], places: dict[str, int]) -> bool:
    step = places[match.group()] - places[run[-1].group()]
    steady = len(run) == 1 or step == places[run[-1].group()] - places[run[-2].group()]
    return abs(step) == 1 and steady and match.start() - run[-1].end() <= _LONGEST_GAP


def _counted(run: list[re.Match[str]], places: dict[str, int]) -> list[Mask]:
    if len(run) < _FEWEST_SPELLED or 0 not in (places[run[0].group()], places[run[-1].group()]):
        return []
    because = "the words count one after another"
    return [Mask(run[0].start(), run[-1].end(), Explanation.COUNTING, because)]
