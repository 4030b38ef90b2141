"""Read the cues of a text: the words and phrases that intents are made of, wherever they stand.

Words are looked up, never searched for, so that time is linear in the length of the text. Scripts
written without spaces (and Korean, which glues particles on) are searched for substrings instead.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from habeas.detection.lexicon.intents import LANGUAGES, UNIVERSAL
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.normalize import fold
from habeas.detection.phrases import Element, parse_phrase, spell

ANY_LANGUAGE = (1 << len(LANGUAGES)) - 1
_LONGEST_GAP = 2  # words that ".." may stand for
_SHORTEST_BEGINNING, _LONGEST_BEGINNING = 3, 12  # letters of a word ending in "*"

_NO_SPACES = r"\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_VOWEL_SIGNS = (
    r"\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0981-\u0983\u09bc-\u09d7"
)
_WORD = re.compile(rf"(?:[^\W_{_NO_SPACES}]|[{_VOWEL_SIGNS}])+")
_UNSPACED = re.compile(f"[{_NO_SPACES}]")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARABIC_PREFIX = re.compile(r"[وف]?(?:عال|بال|لل|ال|[بلع])?(?=\w{3})")


@dataclass(frozen=True, slots=True)
class Mark:
    """Folded characters `start` to `end`, and what they say in which languages (bits)."""

    start: int
    end: int
    senses: Mapping[Cue, int]

    def languages(self, cues: frozenset[Cue]) -> int:
        """Return the languages, as bits, in which this carries one of the cues."""
        found = 0
        for cue, languages in self.senses.items():
            if cue in cues:
                found |= languages
        return found


@dataclass(frozen=True, slots=True)
class _Phrase:
    rest: tuple[Element, ...]
    senses: Mapping[Cue, int]


class _Word:
    __slots__ = ("end", "start", "text")

    def __init__(self, match: re.Match[str]) -> None:
        self.start, self.end = match.span()
        self.text = spell(match.group())


def read_marks(text: str) -> tuple[Mark, ...]:
    """Return every cue of a folded text in order of place, longer before shorter."""
    words = [_Word(match) for match in _WORD.finditer(_without_links(text))]
    marks = [mark for index in range(len(words)) for mark in _marks_at(words, index)]
    if _UNSPACED.search(text):
        marks += (Mark(m.start(), m.end(), _SUBSTRINGS[m.group()]) for m in _SUBSTRING.finditer(text))
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    return tuple(marks)


def _without_links(text: str) -> str:
    return _LINK.sub(lambda link: " " * len(link.group()), text) if "://" in text or "www." in text else text


def _marks_at(words: list[_Word], index: int) -> Iterator[Mark]:
    word = words[index]
    for phrases in _phrases_beginning_with(word.text):
        for phrase in phrases:
            last = _last_word(words, index + 1, phrase.rest)
            if last is not None:
                yield Mark(word.start, words[last].end, phrase.senses)


def _phrases_beginning_with(word: str) -> Iterator[list[_Phrase]]:
    if word in _EXACT:
        yield _EXACT[word]
    for length in range(_SHORTEST_BEGINNING, min(len(word), _LONGEST_BEGINNING) + 1):
        if word[:length] in _BEGINNING:
            yield _BEGINNING[word[:length]]
    if _ARABIC.match(word):
        prefix = _ARABIC_PREFIX.match(word)
        if prefix and prefix.end() and word[prefix.end() :] in _EXACT:
            yield _EXACT[word[prefix.end() :]]


def _last_word(words: list[_Word], index: int, rest: tuple[Element, ...]) -> int | None:
    """Return the index of the last word of the rest of a phrase that goes on at `index`, if it does."""
    if not rest:
        return index - 1
    element, following = rest[0], rest[1:]
    if element.gap:
        tries = (_last_word(words, index + skipped, following) for skipped in range(_LONGEST_GAP + 1))
        return next((last for last in tries if last is not None), None)
    if index < len(words) and element.fits(words[index].text):
        last = _last_word(words, index + 1, following)
        if last is not None:
            return last
    return _last_word(words, index, following) if element.optional else None


_EXACT: dict[str, list[_Phrase]] = {}
_BEGINNING: dict[str, list[_Phrase]] = {}
_SUBSTRINGS: dict[str, dict[Cue, int]] = {}


def _vocabularies() -> Iterator[tuple[int, Mapping[Cue, str]]]:
    yield ANY_LANGUAGE, UNIVERSAL
    for index, cues in enumerate(LANGUAGES.values()):
        yield 1 << index, cues


def _split(listed: str) -> list[str]:
    return [phrase for phrase in map(str.strip, listed.split(",")) if phrase]


def _learn(cue: Cue, listed: str, languages: int) -> None:
    for phrase in _split(listed):
        if _UNSPACED.search(phrase):
            senses = _SUBSTRINGS.setdefault(spell(phrase), {})
            senses[cue] = senses.get(cue, 0) | languages
            continue
        first, *rest = parse_phrase(phrase)
        entry = _Phrase(tuple(rest), {cue: languages})
        for word in first.words:
            _EXACT.setdefault(word, []).append(entry)
        for beginning in first.beginnings:
            _BEGINNING.setdefault(beginning, []).append(entry)


for _languages, _cues in _vocabularies():
    for _cue, _listed in _cues.items():
        _learn(_cue, _listed, _languages)
_SUBSTRING = re.compile("|".join(map(re.escape, sorted(_SUBSTRINGS, key=len, reverse=True))))


def words_of(cues: Iterable[Cue]) -> frozenset[str]:
    """Return words of which each phrase with one of the cues holds at least one, chosen to be rare."""
    wanted = frozenset(cues)
    found: set[str] = set()
    for _, vocabulary in _vocabularies():
        for phrase in (phrase for cue in wanted & vocabulary.keys() for phrase in _split(vocabulary[cue])):
            found |= {fold(phrase)[0]} if _UNSPACED.search(phrase) else _rarest(parse_phrase(phrase))
    return frozenset(found)


def _rarest(elements: tuple[Element, ...]) -> frozenset[str]:
    """Return the words of the element whose shortest word is the longest: long words are rare."""
    sure = [element for element in elements if not element.optional and not element.gap and not element.beginnings]
    return max(sure, key=lambda element: min(map(len, element.words))).words
