"""Tell in which languages a sentence may be read, from its little words and its cues."""

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
