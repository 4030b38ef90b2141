"""Tell in which languages a sentence may be read, from its little words and its cues; and in which one words are."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache

from habeas.detection.cue_index import ANY_LANGUAGE, LANGUAGES
from habeas.detection.cues import Mark
from habeas.detection.expressions import regex
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.lexicon.intents.function_words import FUNCTION_CHARACTERS, FUNCTION_WORDS
from habeas.detection.normalize import fold
from habeas.detection.phrases import parse_phrase, spell

_WORD = regex(r"[^\W\d_]+")
_ANY_CUE = frozenset(Cue)
_LITTLE_WORD_WEIGHT = 2  # a little word tells more than a cue, which another language may borrow
_NOT_FAR_BEHIND = 2  # a language with half of the evidence of the best is read as well
_SURE_FROM = Fraction(5, 2)  # less than that many little words of its own are a name, a greeting, a chance

_BITS = {code: 1 << index for index, code in enumerate(LANGUAGES)}


@cache
def _owners() -> dict[str, int]:
    """Return the languages, as bits, of each little word and character that belongs to some."""
    owners: dict[str, int] = {}
    for code, listed in FUNCTION_WORDS.items():
        for element in parse_phrase(fold(listed)[0]):
            for word in element.words:
                owners[word] = owners.get(word, 0) | _BITS[code]
    for code, characters in FUNCTION_CHARACTERS.items():
        for character in characters:
            owners[character] = owners.get(character, 0) | _BITS[code]
    return owners


_LONE_CHARACTER = regex("[" + "".join(FUNCTION_CHARACTERS.values()) + "]")


def spoken_languages(sentence: str, marks: tuple[Mark, ...]) -> int:
    """Return, as bits, the languages for which most speaks; all, if nothing tells."""
    evidence = [0] * len(LANGUAGES)
    for owners in _evidence(sentence, marks):
        for index in range(len(LANGUAGES)):
            evidence[index] += owners >> index & 1
    most = max(evidence)
    if not most:
        return ANY_LANGUAGE
    return sum(1 << index for index, count in enumerate(evidence) if count * _NOT_FAR_BEHIND >= most)


def _evidence(sentence: str, marks: tuple[Mark, ...]) -> list[int]:
    known = _owners()
    words = [known.get(spell(word), 0) for word in _WORD.findall(sentence)]
    characters = [] if sentence.isascii() else [known[character] for character in _LONE_CHARACTER.findall(sentence)]
    little = [owners for owners in words + characters for _ in range(_LITTLE_WORD_WEIGHT)]
    cues = [mark.languages(_ANY_CUE) for mark in marks]
    return little + [languages for languages in cues if languages != ANY_LANGUAGE]


def language_of(texts: Iterable[str]) -> str | None:
    """Return the one language of which the little words speak, None where they are few or speak of more than one.

    A word that several languages share counts for each by its share. To be unsure costs less than to be wrong.
    """
    known, evidence = _owners(), dict.fromkeys(LANGUAGES, Fraction(0))
    words = {spell(word) for text in texts for word in _WORD.findall(fold(text)[0])}
    for owners in filter(None, (known.get(word, 0) for word in words)):
        for code, bit in _BITS.items():
            evidence[code] += Fraction(owners & bit > 0, owners.bit_count())
    second, best = sorted(evidence, key=evidence.__getitem__)[-2:]
    is_sure = evidence[best] >= max(_SURE_FROM, evidence[second] * _NOT_FAR_BEHIND)
    return best if is_sure else None
