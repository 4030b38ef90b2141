"""Whether a word names a kind of number, by itself, by its ending, or within an unspaced script."""

from functools import lru_cache

from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.lexicon.identifiers import GENERIC, NOUNS, NUMBER_ENDINGS, NUMBERING, PERSONAL, PHRASES

_UNSPACED = regex("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNSPACED_NUMBER = regex("번호|番号|[号號]|编号|編號|หมายเลข|เลข|รหัส")
_NUMBERED = regex("(.{2,12}?)(?:หมายเลข|เลขที่|เลข|番号|번호)")
_LONGEST_UNSPACED, _MOST_PARTICLES = 12, 3
_SHORTEST_STEM = 3
_ARABIC_PREFIX = regex(r"[وف]?(?:بال|ال|ب)(?=\w{3})")


@lru_cache(maxsize=4096)
def noun_of(word: str) -> Explanation | None:
    """Return the kind of number that a folded word names."""
    noun = NOUNS.get(word)
    if noun is not None:
        return noun
    if word.isascii():
        return _compound(word)
    if _UNSPACED.search(word):
        return _unspaced_noun(word)
    return NOUNS.get(_ARABIC_PREFIX.sub("", word, count=1))


def noun_of_phrase(text: str, word: str, end: int) -> Explanation | None:
    """Return the kind of number that the words up to `end`, of which `word` is the last, name together."""
    for phrase, explanation in PHRASES.get(word, ()):
        start = end - len(phrase)
        if start >= 0 and text[start:end].replace("-", " ") == phrase:
            return explanation
    return None


@lru_cache(maxsize=4096)
def is_personal(word: str) -> bool:
    """Whether a folded word says that a number beside it is a person's phone, messenger or account."""
    if word in PERSONAL:
        return True
    if word.isascii() or not _UNSPACED.search(word):
        return False
    tail = word[-_LONGEST_UNSPACED:]
    return any(tail[i:j] in PERSONAL for i in range(len(tail)) for j in range(i + 2, len(tail) + 1))


@lru_cache(maxsize=4096)
def names_a_number(word: str) -> bool:
    """Whether a noun holds a word for 'number' itself: "Bestellnummer", "주문번호"."""
    return word.endswith(NUMBER_ENDINGS) or _UNSPACED_NUMBER.search(word) is not None


def _compound(word: str) -> Explanation | None:
    if not word.endswith(NUMBER_ENDINGS) or word in NUMBERING or word in GENERIC:
        return None
    for ending in NUMBER_ENDINGS:
        stem = word.removesuffix(ending)
        if len(stem) >= _SHORTEST_STEM and stem != word and stem not in PERSONAL:
            return NOUNS.get(stem) or NOUNS.get(stem.removesuffix("s"))
    return None


def _unspaced_noun(word: str) -> Explanation | None:
    named = _NUMBERED.fullmatch(word)
    if named is not None and named[1] in NOUNS:
        return NOUNS[named[1]]
    for particles in range(_MOST_PARTICLES + 1):
        stem = word[: len(word) - particles]
        for length in range(min(len(stem), _LONGEST_UNSPACED), 1, -1):
            noun = NOUNS.get(stem[-length:])
            if noun is not None:
                return noun
    return None
