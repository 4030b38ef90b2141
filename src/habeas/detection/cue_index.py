"""Look up the cues of all languages, by the words that they begin with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from habeas.detection.lexicon import cue_table
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.phrases import Element, parse_phrase

LANGUAGES: tuple[str, ...] = tuple(cue_table.LANGUAGES.split())
"""ISO 639 codes in the order of their bits."""

ANY_LANGUAGE = (1 << len(LANGUAGES)) - 1
"""All languages, as bits."""

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


def read_table(lines: str) -> dict[str, str]:
    """Return a part of the table: what each of its words says."""
    return dict(line.split("\t") for line in lines.splitlines())


@cache
def read_senses(written: str) -> Senses:
    """Return the senses that the table writes so."""
    named = (one.split("=") for one in written.split(","))
    return {Cue[name]: int(languages, 16) for name, languages in named}


_BY_WORD = read_table(cue_table.BY_WORD)
_BY_BEGINNING = read_table(cue_table.BY_BEGINNING)
_ANYWHERE = read_table(cue_table.ANYWHERE)

BEGINNING_LENGTHS = range(min(map(len, _BY_BEGINNING)), max(map(len, _BY_BEGINNING)) + 1)
"""How long the beginnings are by which phrases are filed."""


def entry_of(word: str) -> Entry | None:
    """Return the phrases that begin with a word, if any does."""
    return _read_entry(_BY_WORD[word]) if word in _BY_WORD else None


def entry_of_beginning(beginning: str) -> Entry | None:
    """Return the phrases whose first word may have any ending after this beginning, if any does."""
    return _read_entry(_BY_BEGINNING[beginning]) if beginning in _BY_BEGINNING else None


def senses_anywhere(phrase: str) -> Senses | None:
    """Return what a phrase says that is looked for anywhere, if it is one."""
    return read_senses(_ANYWHERE[phrase]) if phrase in _ANYWHERE else None


@cache
def lengths_anywhere() -> Mapping[str, frozenset[int]]:
    """Return how long the phrases that are looked for anywhere are, by their first character."""
    lengths: dict[str, frozenset[int]] = {}
    for phrase in _ANYWHERE:
        lengths[phrase[0]] = lengths.get(phrase[0], frozenset()) | {len(phrase)}
    return lengths


@cache
def _read_entry(written: str) -> Entry:
    entry = Entry()
    for phrase in written.split("|"):
        rest, _, senses = phrase.rpartition(":")
        _file(entry, parse_phrase(rest), read_senses(senses))
    return entry


def _file(entry: Entry, rest: tuple[Element, ...], senses: Senses) -> None:
    if not rest:
        entry.alone = senses
    elif rest[0].optional or rest[0].gap or rest[0].beginnings:
        entry.loose.append(Phrase(rest, senses))
    else:
        for word in rest[0].words:
            entry.by_next.setdefault(word, []).append(Phrase(rest[1:], senses))
