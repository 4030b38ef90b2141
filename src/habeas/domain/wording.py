"""What words are worth: whether anything is said at all, and whether it is what was said before."""

from collections import Counter
from difflib import SequenceMatcher
from typing import Final
from unicodedata import category

FEWEST: Final = 3
"""Words that say why at least: `I agree` is a vote and no reason."""

LETTERS: Final = 12
"""Letters that say as much where a language writes without spaces, or in long words."""

ALIKE: Final = 0.9
"""From this share of the shorter text's words on that stand in the other, in their order, one repeats the other."""

SHORT: Final = 8
"""Words below which a text repeats only what is word for word the same: what is that short stands in many."""

_BREAKS: Final = frozenset("CPSZ")
"""The general categories of characters that no word is made of: controls, punctuation, symbols, separators."""


def is_blank(text: str) -> bool:
    """Tell whether a text says nothing: it holds no letter and no digit."""
    return not any(character.isalnum() for character in text)


def says_why(text: str) -> bool:
    """Tell whether a text can be a reason of somebody: a few words, and not `ok` or a point."""
    words = [word for word in words_of(text) if any(character.isalpha() for character in word)]
    return len(words) >= FEWEST or sum(map(len, words)) >= LETTERS


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: without case, punctuation and brackets."""
    folded = text.casefold()
    return "".join(" " if category(one)[0] in _BREAKS else one for one in folded).split()


def contain(words: list[str], others: list[str]) -> bool:
    """Tell whether one of two texts is the other with words added, taken away, or exchanged here and there."""
    if min(len(words), len(others)) < SHORT:
        return bool(words) and words == others
    enough = ALIKE * min(len(words), len(others))
    if (Counter(words) & Counter(others)).total() < enough:
        return False
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= enough
