"""Which words of a phrase to look for: the rarest, or two neighbours where none is rare."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from habeas.detection.cue_index import LISTED, PLAIN
from habeas.detection.detector import Triggers
from habeas.detection.lexicon.intents.common import COMMON
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.lexicon.intents.everyday import ARTICLES, EVERYDAY
from habeas.detection.phrases import Element

Pair = tuple[str, str]

_COMMONNESS = {word: len(COMMON) - rank for rank, word in reversed(list(enumerate(COMMON)))}
_OTHER_ENDINGS = {"ه": "ة", "ي": "ى"}
"""Endings of Arabic words that phrases are spelled without, but texts are not."""


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


def triggers_of(cues: Iterable[Cue]) -> Triggers:
    """Return words and pairs of words of which each phrase with one of the cues holds at least one."""
    wanted = frozenset(cues)
    words = {word for cue, _, word in PLAIN if cue in wanted}
    pairs: set[Pair] = set()
    for cue, _, elements in LISTED:
        if cue in wanted:
            rarest = rarest_words(elements)
            couples = () if rarest.isdisjoint(EVERYDAY) else rarest_pairs(elements)
            if couples and all(one.isascii() and other.isascii() for one, other in couples):
                pairs.update(couples)
            else:
                words |= rarest
    return Triggers(words=frozenset(words.union(_spelled_otherwise(words))), pairs=frozenset(pairs))


def _spelled_otherwise(words: Iterable[str]) -> Iterator[str]:
    return (word[:-1] + _OTHER_ENDINGS[word[-1]] for word in words if word[-1] in _OTHER_ENDINGS)


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
