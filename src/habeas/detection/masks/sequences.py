"""Figures in a row that count or answer: "1 2 3 4 5", "answers: 3 4 5 2 1"."""

from itertools import pairwise

from habeas.detection.expressions import regex
from habeas.detection.lexicon.identifiers_measures import SURVEYS

_NUMBERS = regex(r"\d+")
_WORDS = regex(r"[^\W\d_]+")
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
