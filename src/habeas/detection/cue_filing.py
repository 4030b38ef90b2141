"""File the cues of all languages by what a scan looks them up by.

`make tables` writes what this returns to `lexicon/cue_table.py`, whenever the lexicon has changed: filing takes
longer than a whole run of the program may. A scan reads that table and never this module.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from habeas.detection.cue_rarity import Pair, representatives, telling_words
from habeas.detection.expressions import regex
from habeas.detection.lexicon.intents.cues import SPEAK_FOR_INNOCENCE, Cue
from habeas.detection.lexicon.intents.languages import LANGUAGES, UNIVERSAL
from habeas.detection.normalize import fold
from habeas.detection.phrases import NO_SPACES, parse_phrase, split_phrase

_ANY_LANGUAGE = (1 << len(LANGUAGES)) - 1
_UNSPACED = regex(f"[{NO_SPACES}]")
_OTHER_ENDINGS = {"ه": "ة", "ي": "ى"}
"""Endings of Arabic words that phrases are spelled without, but texts are not."""

_HEAD = '''"""The cues of all languages, filed for looking up. Written by `make tables`: change the lexicon, not this.

A line is a word, a tab and what it says: cues with the languages, as bits, in which it says so. Where more words
follow, they stand before a colon, and "|" parts one from another.
"""
'''


class Senses(dict[Cue, int]):
    """What a phrase says, with the languages (bits) in which it does."""

    def add(self, cue: Cue, languages: int) -> None:
        """Make this say a cue as well."""
        self[cue] = self.get(cue, 0) | languages

    def __str__(self) -> str:
        """Return what the table holds."""
        return ",".join(f"{cue.name}={languages:x}" for cue, languages in self.items())


@dataclass(frozen=True, slots=True)
class Filed:
    """Phrases filed twice: to be read, and to be represented in a quick look.

    To be read, by the first word or by its beginning, with the rest of the phrase; or to be looked for
    `anywhere`. For a quick look, by the two neighbours in it that are rarest together, or by its rarest word;
    `opening` holds the beginnings of words in phrases that nothing else tells from everyday talk. What wakes detectors
    is told by single words wherever one is rare, and by parts of words where beginnings tell.
    """

    by_word: dict[str, dict[str, Senses]] = field(default_factory=dict)
    by_beginning: dict[str, dict[str, Senses]] = field(default_factory=dict)
    anywhere: dict[str, Senses] = field(default_factory=dict)
    words: dict[str, Senses] = field(default_factory=dict)
    pairs: dict[str, dict[str, Senses]] = field(default_factory=dict)
    opening: dict[str, Senses] = field(default_factory=dict)
    waking_words: dict[str, Senses] = field(default_factory=dict)
    waking_pairs: dict[str, dict[str, Senses]] = field(default_factory=dict)
    waking_parts: dict[str, Senses] = field(default_factory=dict)


def file_cues() -> Filed:
    """Return the cues of every language, filed."""
    filed = Filed()
    for languages, cues in _vocabularies():
        for cue, listed in cues.items():
            for phrase in filter(None, map(str.strip, fold(listed)[0].split(","))):
                _file_to_read(filed, phrase, cue, languages)
                if cue not in SPEAK_FOR_INNOCENCE:
                    _file_to_represent(filed, phrase, cue, languages)
    return filed


def _vocabularies() -> Iterator[tuple[int, Mapping[Cue, str]]]:
    yield _ANY_LANGUAGE, UNIVERSAL
    for index, cues in enumerate(LANGUAGES.values()):
        yield 1 << index, cues


def _file_to_read(filed: Filed, phrase: str, cue: Cue, languages: int) -> None:
    if _UNSPACED.search(phrase):
        filed.anywhere.setdefault(phrase, Senses()).add(cue, languages)
        return
    first, rest = parse_phrase(phrase)[0], " ".join(split_phrase(phrase)[1:])
    for word in sorted(first.words):
        filed.by_word.setdefault(word, {}).setdefault(rest, Senses()).add(cue, languages)
    for beginning in first.beginnings:
        filed.by_beginning.setdefault(beginning, {}).setdefault(rest, Senses()).add(cue, languages)


def _file_to_represent(filed: Filed, phrase: str, cue: Cue, languages: int) -> None:
    if _UNSPACED.search(phrase):
        _add(filed.words, {phrase}, cue, languages)
        _add(filed.waking_words, {phrase}, cue, languages)
        return
    elements = parse_phrase(phrase)
    seen = representatives(elements)
    _add(filed.words, seen.words, cue, languages)
    _add_pairs(filed.pairs, seen.pairs, cue, languages)
    _add(filed.opening, seen.beginnings, cue, languages)
    telling = telling_words(elements)
    _add(filed.waking_words, telling.words.union(_spelled_otherwise(telling.words)), cue, languages)
    _add_pairs(filed.waking_pairs, telling.pairs, cue, languages)
    _add(filed.waking_parts, telling.beginnings, cue, languages)


def _add(table: dict[str, Senses], words: Iterable[str], cue: Cue, languages: int) -> None:
    for word in words:
        table.setdefault(word, Senses()).add(cue, languages)


def _add_pairs(table: dict[str, dict[str, Senses]], pairs: Iterable[Pair], cue: Cue, languages: int) -> None:
    for one, other in pairs:
        _add(table.setdefault(one, {}), {other}, cue, languages)


def _spelled_otherwise(words: Iterable[str]) -> Iterator[str]:
    return (word[:-1] + _OTHER_ENDINGS[word[-1]] for word in words if word[-1] in _OTHER_ENDINGS)


def render(filed: Filed) -> str:
    """Return the table as the source of a module."""
    tables = {
        "BY_WORD": _with_rests(filed.by_word),
        "BY_BEGINNING": _with_rests(filed.by_beginning),
        "ANYWHERE": _lines(filed.anywhere),
        "WORDS": _lines(filed.words),
        "PAIRS": _with_rests(filed.pairs),
        "OPENING": _lines(filed.opening),
        "WAKING_WORDS": _lines(filed.waking_words),
        "WAKING_PAIRS": _with_rests(filed.waking_pairs),
        "WAKING_PARTS": _lines(filed.waking_parts),
    }
    languages = f'\nLANGUAGES = "{" ".join(LANGUAGES)}"\n'
    return _HEAD + languages + "".join(f'\n{name} = """\\\n{table}"""\n' for name, table in tables.items())


def _with_rests(filed: Mapping[str, Mapping[str, Senses]]) -> str:
    return _lines(
        {
            first: "|".join(f"{rest}:{senses}" for rest, senses in sorted(rests.items()))
            for first, rests in filed.items()
        }
    )


def _lines(table: Mapping[str, object]) -> str:
    return "".join(f"{key}\t{senses}\n" for key, senses in sorted(table.items()))
