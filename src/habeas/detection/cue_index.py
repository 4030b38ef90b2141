"""The cues of all languages, filed by the words that they begin with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from habeas.detection.expressions import regex
from habeas.detection.lexicon.intents import LANGUAGES, UNIVERSAL
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.normalize import fold
from habeas.detection.phrases import Element, parse_phrase, spell

ANY_LANGUAGE = (1 << len(LANGUAGES)) - 1
"""All languages, as bits in the order of the lexicon."""

NO_SPACES = r"\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Scripts written without spaces, and Korean, which glues particles on: a class for regular expressions."""

_UNSPACED = regex(f"[{NO_SPACES}]")

Senses = dict[Cue, int]
"""What a phrase says, with the languages (bits) in which it does."""


@dataclass(slots=True)
class Phrase:
    """The elements after the first word of a phrase, and what the phrase says."""

    rest: tuple[Element, ...]
    senses: Senses


@dataclass(slots=True)
class Entry:
    """All phrases that begin with one word: by the word that must follow, or `loose` if several may."""

    alone: Senses = field(default_factory=dict)
    by_next: dict[str, list[Phrase]] = field(default_factory=dict)
    loose: list[Phrase] = field(default_factory=list)


WORDS: dict[str, Entry] = {}
"""Phrases by their first word."""

BEGINNINGS: dict[str, Entry] = {}
"""Phrases whose first word may have any ending, by its beginning."""

SUBSTRINGS: dict[str, Senses] = {}
"""Phrases that are looked for anywhere."""


def _vocabularies() -> Iterator[tuple[int, Mapping[Cue, str]]]:
    yield ANY_LANGUAGE, UNIVERSAL
    for index, cues in enumerate(LANGUAGES.values()):
        yield 1 << index, cues


def _phrases(listed: str) -> Iterator[str]:
    return filter(None, map(str.strip, fold(listed)[0].split(",")))


def add_senses(senses: Senses, more: Mapping[Cue, int]) -> None:
    """Make `senses` say what `more` says as well."""
    for cue, languages in more.items():
        senses[cue] = senses.get(cue, 0) | languages


def _learn(phrase: str, cue: Cue, languages: int) -> None:
    if _UNSPACED.search(phrase):
        PLAIN.append((cue, languages, phrase))
        add_senses(SUBSTRINGS.setdefault(phrase, {}), {cue: languages})
    elif phrase.isalnum():
        word = spell(phrase)
        PLAIN.append((cue, languages, word))
        add_senses(_entry(WORDS, word).alone, {cue: languages})
    else:
        _learn_elements(parse_phrase(phrase), cue, languages)


def _learn_elements(elements: tuple[Element, ...], cue: Cue, languages: int) -> None:
    LISTED.append((cue, languages, elements))
    first, rest = elements[0], elements[1:]
    for word in first.words:
        _file(_entry(WORDS, word), rest, {cue: languages})
    for beginning in first.beginnings:
        _file(_entry(BEGINNINGS, beginning), rest, {cue: languages})


def _entry(entries: dict[str, Entry], word: str) -> Entry:
    entry = entries.get(word)
    if entry is None:
        entry = entries[word] = Entry()
    return entry


def _file(entry: Entry, rest: tuple[Element, ...], senses: Senses) -> None:
    if not rest:
        add_senses(entry.alone, senses)
    elif rest[0].optional or rest[0].gap or rest[0].beginnings:
        _merge(entry.loose, rest, senses)
    else:
        for word in rest[0].words:
            _merge(entry.by_next.setdefault(word, []), rest[1:], senses)


def _merge(phrases: list[Phrase], rest: tuple[Element, ...], senses: Senses) -> None:
    for known in phrases:
        if known.rest == rest:
            add_senses(known.senses, senses)
            return
    phrases.append(Phrase(rest, dict(senses)))


PLAIN: list[tuple[Cue, int, str]] = []
"""Every phrase of one word, or of a script without spaces, with its cue and its languages (bits)."""

LISTED: list[tuple[Cue, int, tuple[Element, ...]]] = []
"""Every other phrase in its elements, with its cue and its languages (bits)."""

for _languages, _cues in _vocabularies():
    for _cue, _listed in _cues.items():
        for _phrase in _phrases(_listed):
            _learn(_phrase, _cue, _languages)

SUBSTRING_LENGTHS: dict[str, frozenset[int]] = {}
"""How long the phrases that are looked for anywhere are, by their first character."""

for _phrase in SUBSTRINGS:
    SUBSTRING_LENGTHS[_phrase[0]] = SUBSTRING_LENGTHS.get(_phrase[0], frozenset()) | {len(_phrase)}
