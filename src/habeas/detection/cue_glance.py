"""See at a glance which cues some words could hold, before a sentence is read for them.

Each phrase of the lexicon is represented by its rarest word, or by two neighbours where none is rare.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from habeas.detection.cue_index import LANGUAGES, read_senses, read_table
from habeas.detection.lexicon import cue_table
from habeas.detection.tokens import Tokens

WIDTH = len(LANGUAGES)
"""Bits of each cue: one for each language."""

_EVERY_CUE = -1

WORDS = read_table(cue_table.WORDS)
"""Words that represent phrases, with what those say as the table writes it."""

PAIRS = read_table(cue_table.PAIRS)
"""The same for two neighbours: by the first word, the words that may follow."""

_OPENING = read_table(cue_table.OPENING)
_OPENING_LENGTH = min(map(len, _OPENING))
_OPENING_STARTS = frozenset(beginning[:_OPENING_LENGTH] for beginning in _OPENING)


class _Bits(dict[str, int]):
    """Senses as the table writes them, and as one number: for each cue the languages in which it is said."""

    def __missing__(self, written: str) -> int:
        bits = self[written] = sum(lang << cue * WIDTH for cue, lang in read_senses(written).items())
        return bits


BITS = _Bits()


@cache
def read_following(written: str) -> dict[str, str]:
    """Return the words that may follow a word, with what the two say, from how the table writes them."""
    pairs = (one.partition(":") for one in written.split("|"))
    return {other: senses for other, _, senses in pairs}


def possible_cues(tokens: Tokens) -> int:
    """Return, as bits by cue and language, every cue that words could hold."""
    if tokens is None:
        return _EVERY_CUE
    bits = 0
    for word in WORDS.keys() & tokens:
        bits |= BITS[WORDS[word]]
    for one, other in pairwise(tokens):
        if one in PAIRS and other in (following := read_following(PAIRS[one])):
            bits |= BITS[following[other]]
    if not _OPENING_STARTS.isdisjoint([token[:_OPENING_LENGTH] for token in tokens]):
        bits |= _bits_of_beginnings(tokens)
    return bits


def _bits_of_beginnings(tokens: Sequence[str]) -> int:
    bits = 0
    for beginning, senses in _OPENING.items():
        if any(token.startswith(beginning) for token in tokens):
            bits |= BITS[senses]
    return bits
