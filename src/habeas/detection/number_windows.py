"""Where in a text to read numbers: around figures enough for one, as far as a number could go on.

A window ends where a word stands that is no part of any number, so what is read in it is what would
be read in the whole text.
"""

from collections.abc import Iterator
from functools import lru_cache

from habeas.detection.expressions import regex
from habeas.detection.lexicon.number_fillers import SEPARATOR_WORDS
from habeas.detection.lexicon.numerals import JOINERS, SURE_LETTERS, TIMES, WORDS
from habeas.detection.numeral_tokens import is_compound

_ENOUGH_FIGURES = regex(
    r"[0-9](?:(?:[^0-9a-z]{0,12}+[0-9]){7,}+|(?:[^0-9a-z,]{0,12}+[0-9]){6}|(?:[^0-9a-z.]{0,12}+[0-9]){6})"
)
"""As the triggers of phones have it: seven figures with both a comma and a full stop between them are an amount."""
_FEWEST_FIGURES = 7
_REACH = 64
_NEXT_WORD = regex(r"[\W_]{0,24}+([^\W_](?:[^\W_]|')*+)")
_UNSPACED = regex("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BETWEEN = {word for phrase in (*SEPARATOR_WORDS, *TIMES) for word in phrase.split()}
_IN_NUMBERS = frozenset(WORDS) | _BETWEEN | frozenset().union(*JOINERS.values())
_SHORTEST_COMPOUND = 6


def has_enough_figures(text: str, start: int, end: int) -> bool:
    """Say whether figures enough for a number stand between two places, with nothing but signs between them."""
    written = text[start:end]
    if len(written) >= _FEWEST_FIGURES and written.isascii() and written.isdigit():
        return True
    return _ENOUGH_FIGURES.search(text, start, end) is not None


def read_windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a folded text in which numbers of figures could stand, in order."""
    reach = 0
    for match in _ENOUGH_FIGURES.finditer(text):
        start, end = match.span()
        if start >= reach:
            start, reach = max(reach, _widen_left(text, start)), _widen_right(text, end)
            yield start, reach


def _widen_right(text: str, end: int) -> int:
    while (word := _NEXT_WORD.match(text, end, end + _REACH)) and (word.start(1) == end or _goes_on(word[1])):
        end = word.end()
    return end


def _widen_left(text: str, start: int) -> int:
    while word := _NEXT_WORD.match(text[max(0, start - _REACH) : start][::-1]):
        if word.start(1) and not _goes_on(word[1][::-1]):
            break
        start -= word.end()
    return start


@lru_cache(maxsize=8192)
def _goes_on(word: str) -> bool:
    """Say whether a word beside a number could be a part of it."""
    word = word.replace("'", "")
    if word in _IN_NUMBERS or len(word) <= 1 or not word.isalpha() or SURE_LETTERS.issuperset(word):
        return True
    if not word.isascii():
        return _UNSPACED.search(word) is not None
    return len(word) >= _SHORTEST_COMPOUND and is_compound(word)
