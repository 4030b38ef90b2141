"""Texts that no one would write, made of what detection looks for: the worst a reader of messages can meet."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from random import Random

from habeas.detection.documents import Message
from habeas.detection.scan import trigger_table
from habeas.simulation.specimens import Specimen, emails, handles, innocents, payments, phones, split_phones

_SIGNS = (
    *" \n\t.,;:!?-_/\\|+*#@&%$€£()[]{}<>\"'`~^=", ". ", ", ", " - ", " / ", "://", "...", "\u200b", "\u00ad", "\u0301", "\u20e3",
    "\u202e", "\ufe0f", "\ud800", "\x00", "😀", "①", "５", "٣", "०", "Ⅷ", "İ", "ﬁ", "ß", "ς",
)  # fmt: skip
_COUNTRIES = (None, None, None, "US", "GB", "IN", "BR", "DE", "MX", "RU", "PH", "no country")
SOURCES = (phones, split_phones, emails, handles, payments, innocents)
_LONGEST_PIECE = 6
_MOST_PIECES = 14
_MOST_PARTS = 3


def hostile_messages(seed: int) -> Iterator[Message]:
    """Yield messages without end: triggers, signs and figures in a row, and specimens with characters changed."""
    chance = Random(seed)  # noqa: S311  # the same texts for the same seed
    said = mangled_specimens(seed)
    while True:
        texts = [next(said) if chance.random() < 0.5 else _join(chance) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
        yield Message(tuple(texts), chance.choice(_COUNTRIES))


def mangled_specimens(seed: int) -> Iterator[str]:
    """Yield what specimens say with some characters left out, doubled, turned or put in."""
    chance = Random(seed)  # noqa: S311  # the same texts for the same seed
    for specimen in specimens(seed):
        text = " ".join(specimen.message.parts)
        for _ in range(chance.randint(0, 4)):
            text = _mangle(chance, text)
        yield text


def specimens(seed: int) -> Iterator[Specimen]:
    """Yield specimens of every kind in turn."""
    for several in zip(*(source(seed) for source in SOURCES), strict=True):
        yield from several


def some_hostile(seed: int, number: int) -> list[Message]:
    """Return the first so many hostile messages."""
    return list(islice(hostile_messages(seed), number))


@cache
def _pieces() -> tuple[str, ...]:
    table = trigger_table()
    return (*table.words, *table.parts, *(word for pair in table.pairs for word in pair))


def _join(chance: Random) -> str:
    return "".join(_piece(chance) for _ in range(chance.randint(1, _MOST_PIECES)))


def _piece(chance: Random) -> str:
    kind = chance.random()
    if kind < 0.45:
        return chance.choice(_pieces()) + chance.choice(("", " ", " ", " ", chance.choice(_SIGNS)))
    if kind < 0.7:
        return "".join(chance.choices("0123456789", k=chance.randint(1, 9)))
    return "".join(chance.choices(_SIGNS, k=chance.randint(1, _LONGEST_PIECE)))


def _mangle(chance: Random, text: str) -> str:
    place = chance.randrange(len(text) + 1)
    return chance.choice(
        (
            text[:place] + text[place + 1 :],
            text[:place] + text[place : place + 1] * 2 + text[place + 1 :],
            text[:place] + chance.choice(_SIGNS) + text[place:],
            text[:place] + _piece(chance) + text[place:],
            text[:place] + text[place:].upper(),
            text[place:] + " " + text[:place],
            text[:place] + text[place:][::-1],
        )
    )
