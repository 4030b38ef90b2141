"""Read the cues of a sentence: the words and phrases that intents are made of, wherever they stand.

Words are looked up, never searched for, so that time is linear in the length of the text. Scripts
written without spaces are searched for phrases instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from habeas.detection.cue_index import (
    BEGINNING_LENGTHS,
    Entry,
    Senses,
    entry_of,
    entry_of_beginning,
    lengths_anywhere,
    senses_anywhere,
)
from habeas.detection.expressions import regex
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.phrases import NO_SPACES, Element, spell
from habeas.detection.tokens import without_links

_LONGEST_GAP = 2  # words that ".." may stand for

_VOWEL_SIGNS = r"\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0981-\u0983\u09bc-\u09d7"
_WORD = regex(rf"(?:[^\W{NO_SPACES}]|[{_VOWEL_SIGNS}])+")
_UNSPACED = regex(f"[{NO_SPACES}]")
_WITHIN_WORDS = frozenset(" '-")
_ARABIC = regex(r"[\u0600-\u06ff]")
_ARABIC_PREFIX = regex(r"[وف]?(?:عال|بال|لل|ال|[بلع](?=\w{3}))?(?=\w{2})")


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


class _Word:
    """A word, and whether a clause may end between the word before and it."""

    __slots__ = ("end", "new_clause", "start", "text")

    def __init__(self, start: int, end: int, text: str, *, new_clause: bool) -> None:
        self.start, self.end, self.text, self.new_clause = start, end, text, new_clause


def read_marks(text: str, start: int, end: int) -> tuple[Mark, ...]:
    """Return every cue of a sentence of a folded text in order of place, longer before shorter."""
    sentence = without_links(text[start:end])
    words = _words(sentence)
    found: dict[tuple[int, int], Senses] = {}
    for index, word in enumerate(words):
        if not _ENTRIES[word.text]:
            continue
        for first, last, senses in _senses_at(words, index):
            _add(found.setdefault((first, -last), {}), senses)
    if not sentence.isascii() and _UNSPACED.search(sentence):
        for first, last, senses in _senses_anywhere(sentence):
            _add(found.setdefault((first, -last), {}), senses)
    return tuple(
        Mark(start + first, start - last, senses) for (first, last), senses in sorted(found.items(), key=_place)
    )


_place = itemgetter(0)


def _add(senses: Senses, more: Senses) -> None:
    """Make `senses` say what `more` says as well."""
    for cue, languages in more.items():
        senses[cue] = senses.get(cue, 0) | languages


def _senses_anywhere(sentence: str) -> Iterator[tuple[int, int, Senses]]:
    lengths = lengths_anywhere()
    for first, character in enumerate(sentence):
        for length in lengths.get(character, ()):
            last = first + length
            senses = senses_anywhere(sentence[first:last]) if last <= len(sentence) else None
            if senses:
                yield first, last, senses


def _words(sentence: str) -> list[_Word]:
    words, end = [], 0
    plain = sentence.isascii()
    for match in _WORD.finditer(sentence):
        start = match.start()
        new_clause = start - end != 1 or sentence[end] not in _WITHIN_WORDS
        end = match.end()
        words.append(_Word(start, end, match.group() if plain else spell(match.group()), new_clause=new_clause))
    return words


def _senses_at(words: list[_Word], index: int) -> Iterator[tuple[int, int, Senses]]:
    word = words[index]
    following = words[index + 1].text if index + 1 < len(words) else ""
    for entry in _ENTRIES[word.text]:
        if entry.alone:
            yield word.start, word.end, entry.alone
        for phrase in entry.by_next.get(following, ()):
            last = _last_word(words, index + 2, phrase.rest)
            if last is not None:
                yield word.start, words[last].end, phrase.senses
        for phrase in entry.loose:
            last = _last_word(words, index + 1, phrase.rest)
            if last is not None:
                yield word.start, words[last].end, phrase.senses


class _Entries(dict[str, tuple[Entry, ...]]):
    """The entries of each word, looked up once: a few words make up most of what people write."""

    def __missing__(self, word: str) -> tuple[Entry, ...]:
        entries = tuple(_entries(word))
        if len(word) <= _LONGEST_KEPT and len(self) < _MOST_KEPT:
            self[word] = entries
        return entries


_LONGEST_KEPT, _MOST_KEPT = 24, 50_000


def _entries(word: str) -> Iterator[Entry]:
    entry = entry_of(word)
    if entry:
        yield entry
    for length in BEGINNING_LENGTHS[: max(0, len(word) - BEGINNING_LENGTHS.start + 1)]:
        entry = entry_of_beginning(word[:length])
        if entry:
            yield entry
    if not word.isascii() and _ARABIC.match(word):
        prefix = _ARABIC_PREFIX.match(word)
        entry = entry_of(word[prefix.end() :]) if prefix and prefix.end() else None
        if entry:
            yield entry


_ENTRIES = _Entries()


def _last_word(words: list[_Word], index: int, rest: tuple[Element, ...]) -> int | None:
    """Return the index of the last word of the rest of a phrase that goes on at `index`, if it does."""
    if not rest:
        return index - 1
    element, following = rest[0], rest[1:]
    if element.gap:
        return _last_word_after_gap(words, index, following)
    if index < len(words) and element.fits(words[index].text):
        last = _last_word(words, index + 1, following)
        if last is not None:
            return last
    return _last_word(words, index, following) if element.optional else None


def _last_word_after_gap(words: list[_Word], index: int, following: tuple[Element, ...]) -> int | None:
    for place in range(index, min(index + _LONGEST_GAP, len(words) - 1) + 1):
        last = _last_word(words, place, following)
        if last is not None or words[place].new_clause:
            return last
    return None
