"""Which words of a phrase to look for: the rarest, or two neighbours where none is rare."""

from functools import cache
from itertools import product

from habeas.detection.lexicon.intents.common import COMMON
from habeas.detection.lexicon.intents.everyday import ARTICLES, EVERYDAY
from habeas.detection.phrases import Element

Pair = tuple[str, str]

_COMMONNESS = {word: len(COMMON) - rank for rank, word in reversed(list(enumerate(COMMON)))}


def rarest_words(elements: tuple[Element, ...]) -> frozenset[str]:
    """Return the words of the element that everyday talk holds least often; none where all is open."""
    return min(filter(_is_sure, elements), key=_rarity, default=_OPEN).words


_OPEN = Element(frozenset())


@cache
def rarest_pairs(elements: tuple[Element, ...]) -> tuple[Pair, ...]:
    """Return neighbours, one of which a phrase holds, that everyday talk holds least often; none for a lone word."""
    couples = [
        (element.words, following)
        for place, element in enumerate(elements)
        if _is_sure(element) and (following := _following(elements[place + 1 :]))
    ]
    if not couples:
        return ()
    one, other = min(couples, key=_rarity_of_couple)
    return tuple(product(sorted(one), sorted(other)))


def representatives(elements: tuple[Element, ...]) -> tuple[frozenset[str], tuple[Pair, ...]]:
    """Return pairs of words, or else words, of which each phrase holds one.

    Neither is returned where any word may stand in each place.
    """
    pairs = rarest_pairs(elements)
    return frozenset() if pairs else rarest_words(elements), pairs


def telling_words(elements: tuple[Element, ...]) -> tuple[frozenset[str], tuple[Pair, ...]]:
    """Return words, or else pairs of words, one of which each phrase holds: pairs where no word is rare."""
    words = rarest_words(elements)
    pairs = () if words.isdisjoint(EVERYDAY) else rarest_pairs(elements)
    if pairs and all(one.isascii() and other.isascii() for one, other in pairs):
        return frozenset(), pairs
    return words, ()


def _is_sure(element: Element) -> bool:
    return not (element.optional or element.gap or element.beginnings)


def _following(elements: tuple[Element, ...]) -> frozenset[str]:
    """Return every word that may come first in the rest of a phrase; none where any word may."""
    words: frozenset[str] = frozenset()
    for element in elements:
        if element.gap or element.beginnings:
            break
        words |= element.words
        if not element.optional:
            return words
    return frozenset()


@cache
def _rarity(element: Element) -> tuple[int, int]:
    return _commonness(element.words), -min(map(len, element.words))


def _rarity_of_couple(couple: tuple[frozenset[str], frozenset[str]]) -> tuple[bool, int]:
    one, other = couple
    return not one.isdisjoint(ARTICLES), _commonness(one) + _commonness(other)


@cache
def _commonness(words: frozenset[str]) -> int:
    return max(_COMMONNESS.get(word, len(COMMON) if len(word) == 1 else 0) for word in words)
