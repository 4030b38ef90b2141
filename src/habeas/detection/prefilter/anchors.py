"""The triggers as the native prefilter takes them: each pattern with where in a text it is worth asking.

A pattern is anchored by a sign or a word that it cannot do without. One that has no anchor here is asked everywhere.
An anchor says nothing of what the pattern means, only where it could match; the expression itself decides.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, Final

from habeas.detection.cue_glance import PAIRS, WORDS, read_following
from habeas.detection.cue_index import read_senses, read_table
from habeas.detection.detectors.payment import PaymentDetector
from habeas.detection.expressions import regex
from habeas.detection.handles.app_mentions import LETTER_BY_LETTER, LETTER_MASKED
from habeas.detection.handles.tags import TAG
from habeas.detection.lexicon import address_triggers, cue_table, postal
from habeas.detection.lexicon.number_fillers import AND_WORDS, THEN_WORDS
from habeas.detection.lexicon.numerals_unspaced import HAN
from habeas.detection.phone_triggers import (
    BESIDE_WORDS,
    CYRILLIC,
    DOUBTFUL_WORDS,
    FIGURE_PATTERNS,
    FIGURES,
    LEET_WORD,
    OTHER_BESIDE_WORDS,
    OTHER_EVERYDAY_WORDS,
    TOGETHER_WORDS,
    UNSPACED_WORDS,
    WORD_PATTERNS,
)
from habeas.detection.phone_triggers import FOREIGN_PATTERNS as FOREIGN_PHONES
from habeas.detection.scan import trigger_table

_WORD = regex("[a-z0-9]+")
_FIRST_LITERAL = regex("[^\x00-\x7f]+")
_CHOICE = regex(r"\[(\w+)\]|(\w)")

_ACCOUNTS = PaymentDetector.triggers

_ANCHORS: Final[Mapping[str, tuple[str, ...]]] = {
    "letters apart": (WORD_PATTERNS[0], LETTER_BY_LETTER, address_triggers.ADDRESS_PATTERNS[2]),
    "stops": (WORD_PATTERNS[1],),
    "figure and number word": (WORD_PATTERNS[2],),
    "number words together": (WORD_PATTERNS[3],),
    "figure and leet word": (WORD_PATTERNS[4],),
    "doubtful words": (WORD_PATTERNS[5],),
    "letters between figures": (WORD_PATTERNS[6],),
    "pieces and then": (WORD_PATTERNS[7],),
    "pieces and and": (WORD_PATTERNS[8],),
    "lines of figures": (WORD_PATTERNS[9],),
    "endings": (address_triggers.ADDRESS_PATTERNS[0],),
    "letters after a stop": (address_triggers.ADDRESS_PATTERNS[1],),
    "enclosed stop": address_triggers.ADDRESS_PATTERNS[3:],
    "tag": (TAG,),
    "masked letters": (LETTER_MASKED,),
    "long word": _ACCOUNTS.patterns[:1],
    "long token": _ACCOUNTS.patterns[1:],
    "number and street": postal.STREET_PATTERNS[:1],
    "number and rue": postal.STREET_PATTERNS[1:2],
    "street and number": postal.STREET_PATTERNS[2:],
    "letters among figures": FIGURE_PATTERNS[:7],
    "figures and letter": FIGURE_PATTERNS[7:8],
    "letter and figures": FIGURE_PATTERNS[8:9],
    "figures and word": FIGURE_PATTERNS[9:10],
    "word and figures": FIGURE_PATTERNS[10:11],
    "leet word and figures": FIGURE_PATTERNS[11:],
    "many figures": (FIGURES,),
    "eight figures": _ACCOUNTS.accompanied,
    "twelve figures": _ACCOUNTS.figures[:1],
    "figures and slash": _ACCOUNTS.figures[1:2],
    "figures and hyphen": _ACCOUNTS.figures[2:3],
    "letter and eight figures": _ACCOUNTS.figures[3:4],
    "land and eight figures": _ACCOUNTS.figures[4:],
    "figure and letter like one": FOREIGN_PHONES[:1],
    "figures and other word": FOREIGN_PHONES[1:3],
    "han figures": FOREIGN_PHONES[3:5],
    "everyday words": FOREIGN_PHONES[5:9],
    "unspaced words": FOREIGN_PHONES[9:12],
    "pieces and other": FOREIGN_PHONES[12:14],
    "other endings": address_triggers.FOREIGN_PATTERNS[:1],
    "first characters": address_triggers.FOREIGN_PATTERNS[1:],
}


def native_triggers() -> dict[str, Any]:
    """Return all triggers, each pattern with its anchor, and the words that anchors stand on, as JSON can hold them."""
    table = trigger_table()
    return {
        "detectors": table.detectors,
        "spoken": table.spoken,
        "words": table.words,
        "pairs": [[one, other, bits] for (one, other), bits in table.pairs.items()],
        "parts": table.parts,
        "patterns": [
            *_patterns(table.patterns, "any"),
            *_patterns(table.figures, "figures"),
            *_patterns(table.foreign, "foreign"),
        ],
        "anchors": _words_of_anchors(),
        "cues": _cues(),
        "gates": [[wakes, gate.filed["ways"]] for wakes, gate in table.gates.items()],
    }


def _patterns(patterns: Mapping[str, int], kind: str) -> Iterator[list[Any]]:
    anchors = {pattern: anchor for anchor, anchored in _ANCHORS.items() for pattern in anchored}
    for pattern, bits in patterns.items():
        first = _FIRST_LITERAL.match(pattern)
        yield [kind, anchors.get(pattern, ""), pattern, bits, first.group() if first else ""]


def _words_of_anchors() -> dict[str, list[Any]]:
    return {
        "doubtful": sorted(DOUBTFUL_WORDS),
        "together": sorted(TOGETHER_WORDS),
        "leet": sorted(_spellings(LEET_WORD)),
        "before": _firsts(BESIDE_WORDS),
        "after": _lasts(BESIDE_WORDS),
        "beside": sorted(OTHER_BESIDE_WORDS),
        "then": _firsts(filter(str.isascii, THEN_WORDS)),
        "and": _firsts(filter(str.isascii, AND_WORDS)),
        "street": postal.NUMBER_FIRST.split("|"),
        "rue": postal.FRENCH.split("|"),
        "street_ends": postal.COMPOUND.split("|"),
        "endings": sorted(filter(_WORD.fullmatch, address_triggers.ENDINGS)),
        "ending_starts": _firsts(ending for ending in address_triggers.ENDINGS if not _WORD.fullmatch(ending)),
        "everyday": sorted(word for words in OTHER_EVERYDAY_WORDS for word in words),
        "unspaced": list(map(sorted, UNSPACED_WORDS)),
        "han": sorted(HAN),
        "like_figures": sorted(CYRILLIC),
    }


def _spellings(expression: str) -> Iterator[str]:
    """Yield what an expression of alternatives matches, each of which is of characters and choices of them."""
    for alternative in expression.removeprefix("(?:").removesuffix(")").split("|"):
        choices = [choice[1] or choice[2] for choice in _CHOICE.finditer(alternative)]
        yield from map("".join, product(*choices))


def _firsts(phrases: Iterable[str]) -> list[str]:
    return sorted({words[0] for phrase in phrases if (words := _WORD.findall(phrase))})


def _lasts(phrases: Iterable[str]) -> list[str]:
    return sorted({words[-1] for phrase in phrases if (words := _WORD.findall(phrase))})


def _cues() -> dict[str, Any]:
    """Return the words, pairs and beginnings that stand for cues, each with the place of what it says in `senses`."""
    pairs = {one: read_following(following) for one, following in PAIRS.items()}
    openings = read_table(cue_table.OPENING)
    every = [
        *WORDS.values(),
        *openings.values(),
        *(said for following in pairs.values() for said in following.values()),
    ]
    places = {written: place for place, written in enumerate(dict.fromkeys(every))}
    return {
        "senses": list(map(_senses, places)),
        "words": {word: places[said] for word, said in WORDS.items()},
        "pairs": {one: {other: places[said] for other, said in following.items()} for one, following in pairs.items()},
        "openings": {beginning: places[said] for beginning, said in openings.items()},
    }


def _senses(written: str) -> list[list[int]]:
    return sorted([int(cue), languages] for cue, languages in read_senses(written).items() if languages)
