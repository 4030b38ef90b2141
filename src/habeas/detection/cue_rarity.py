"""Which words of a phrase to look for: the rarest, or two neighbours where none is rare."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Representatives:
    """Words, pairs of neighbours and beginnings of words, one of which each phrase holds."""

    words: frozenset[str] = frozenset()
    pairs: tuple[Pair, ...] = ()
    beginnings: tuple[str, ...] = ()


def representatives(elements: tuple[Element, ...]) -> Representatives:
    """Return what represents a phrase where its neighbours can be seen: the rarest pair, if it has any."""
    pairs = rarest_pairs(elements)
    return Representatives(pairs=pairs) if pairs else _alone(elements)


def telling_words(elements: tuple[Element, ...]) -> Representatives:
    """Return what tells of a phrase in the cheapest way: one word, unless all are everyday ones."""
    pairs = () if rarest_words(elements).isdisjoint(EVERYDAY) else rarest_pairs(elements)
    in_ascii = all(one.isascii() and other.isascii() for one, other in pairs)
    return Representatives(pairs=pairs) if pairs and in_ascii else _alone(elements)


def _alone(elements: tuple[Element, ...]) -> Representatives:
    words = rarest_words(elements)
    begun = [
        element.beginnings for element in elements if element.beginnings and not element.words and not element.optional
    ]
    if begun and (not words or not words.isdisjoint(EVERYDAY)):
        return Representatives(beginnings=max(begun, key=lambda beginnings: min(map(len, beginnings))))
    return Representatives(words=words)


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
