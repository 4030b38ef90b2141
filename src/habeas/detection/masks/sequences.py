"""Numbers in a row that count or answer: "1 2 3 4 5", "answers: 3 4 5 2 1", "one two three four"."""

import re

from habeas.detection.lexicon.identifiers_measures import SURVEYS

_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")
_FEWEST, _FEWEST_UNLABELLED = 4, 8
_LONGEST_TERM = 4
_LARGEST_GRADE = 5
_WINDOW = 40


def counts(text: str, start: int, end: int) -> bool:
    """Whether the numbers between `start` and `end` count or list answers, rather than spell a number."""
    terms = _NUMBERS.findall(text, start, end)
    if len(terms) < _FEWEST or max(map(len, terms)) > _LONGEST_TERM:
        return False
    values = [int(term) for term in terms]
    if _progresses(values):
        return True
    if max(map(len, terms)) > 2:  # noqa: PLR2004 -- grades and lottery balls have two digits at most
        return False
    if not SURVEYS.isdisjoint(_WORDS.findall(text, max(0, start - _WINDOW), start)):
        return True
    return len(values) >= _FEWEST_UNLABELLED and max(values) <= _LARGEST_GRADE and min(values) > 0


def _progresses(values: list[int]) -> bool:
    steps = {later - earlier for earlier, later in zip(values, values[1:], strict=False)}
    return len(steps) == 1 and steps != {0}
