"""What the words around a number say about it: a phone, perhaps a phone, an example, an emergency line.

Looks at windows only, so its cost does not grow with the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from habeas.detection.expressions import regex
from habeas.detection.lexicon.phone_cues import (
    BACKWARDS,
    BEHIND_WORDS,
    DIRECT_PARTS,
    DIRECT_PHRASES,
    DIRECT_WORDS,
    EMERGENCY_WORDS,
    EXAMPLE_PARTS,
    EXAMPLE_WORDS,
    INDIRECT_PARTS,
    INDIRECT_WORDS,
    INSTRUCTIONS,
    PERSONAL_WORDS,
    PLUS_INSTRUCTIONS,
)
from habeas.detection.phrasebook import Vocabulary
from habeas.detection.tokens import Tokens

_BEFORE, _AFTER, _FAR = 64, 40, 120
_WORDS_BEFORE, _WORDS_AFTER = 9, 5
_NEAR_WORDS = 4
_WORD = regex(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ASCII_WORD = regex(r"[a-z]+(?:'[a-z]+)?")


class Strength(IntEnum):
    """How clearly words announce a phone number."""

    NONE = 0
    INDIRECT = 1
    DIRECT = 2


@dataclass(frozen=True, slots=True)
class Announcement:
    """The word near a number that announces it, if one does."""

    strength: Strength
    word: str = ""


_SILENCE = Announcement(Strength.NONE)


def find_announcement(text: str, start: int, end: int) -> Announcement:
    """Return the clearest announcement of the number between `start` and `end`."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    plain = before.isascii() and after.isascii()
    word = _ASCII_WORD if plain else _WORD
    return _announced_among(
        word.findall(before)[-_WORDS_BEFORE:],
        _words_after(text, end, word),
        written_together="" if plain else f"{before} \n {after}",
    )


def _announced_among(before: list[str], after: list[str], *, written_together: str) -> Announcement:
    """Return the clearest announcement among the words before and after a number, or written without blanks there."""
    if not written_together and _ANNOUNCING.isdisjoint(before) and _ANNOUNCING.isdisjoint(after):
        return _SILENCE
    return (
        _among(before, DIRECT_WORDS, Strength.DIRECT)
        or _among(after[:1], BEHIND_WORDS, Strength.DIRECT)
        or _among(after if len(after) > 1 else [], DIRECT_WORDS, Strength.DIRECT)
        or _phrase_among(before)
        or _phrase_among(after)
        or (written_together and _part_of(written_together, DIRECT_PARTS, Strength.DIRECT))
        or _among(before[-_NEAR_WORDS:], INDIRECT_WORDS, Strength.INDIRECT)
        or (written_together and _part_of(written_together, INDIRECT_PARTS, Strength.INDIRECT))
        or _SILENCE
    )


_ANNOUNCING = DIRECT_WORDS | BEHIND_WORDS | INDIRECT_WORDS | DIRECT_PHRASES.keys()
"""Words of which one stands in every announcement but those in scripts without blanks."""


def _words_after(text: str, end: int, word: re.Pattern[str]) -> list[str]:
    """Return the words behind a number, up to those that announce the next one."""
    following = _NUMBER.search(text, end, end + 2 * _AFTER)
    if following is None:
        return word.findall(text, end, end + _AFTER)[:_WORDS_AFTER]
    first = _WORD.search(text, end, following.start())
    return [first.group()] if first else []


_NUMBER = regex(r"[0-9][0-9 ().+-]{5,}")


def _among(words: list[str], announcing: frozenset[str], strength: Strength) -> Announcement | None:
    if announcing.isdisjoint(words):
        return None
    return next((Announcement(strength, word) for word in reversed(words) if word in announcing), None)


def _phrase_among(words: list[str]) -> Announcement | None:
    for place, word in enumerate(words):
        for phrase in DIRECT_PHRASES.get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return Announcement(Strength.DIRECT, " ".join(phrase))
    return None


def _part_of(window: str, parts: tuple[str, ...], strength: Strength) -> Announcement | None:
    return next((Announcement(strength, part) for part in parts if part in window), None)


def has_announcement(text: str) -> bool:
    """Say whether a short text speaks of a phone anywhere."""
    words = _WORD.findall(text)
    return (
        not DIRECT_WORDS.isdisjoint(words)
        or _phrase_among(words) is not None
        or (not text.isascii() and _part_of(text, DIRECT_PARTS, Strength.DIRECT) is not None)
    )


def is_example(text: str, start: int, end: int) -> bool:
    """Say whether the number is presented as an example rather than as somebody's."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    words = _WORD.findall(before) + _WORD.findall(after)
    if not PERSONAL_WORDS.isdisjoint(words[-_WORDS_BEFORE:]):
        return False
    return not EXAMPLE_WORDS.isdisjoint(words) or any(part in before for part in EXAMPLE_PARTS)


def is_emergency(text: str, start: int) -> bool:
    """Say whether emergencies are spoken of before the number."""
    before = text[max(0, start - _FAR) : start]
    return any(word in before for word in EMERGENCY_WORDS)


@dataclass(frozen=True, slots=True)
class Instructions:
    """How a reader is told to undo a disguise."""

    given: bool = False
    plus: bool = False
    backwards: bool = False


NO_INSTRUCTIONS = Instructions()


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return regex("|".join(rf"\b{re.escape(phrase)}\b" if _WORD.match(phrase) else phrase for phrase in sorted(phrases)))


_ALL_INSTRUCTIONS = (*INSTRUCTIONS, *PLUS_INSTRUCTIONS, *BACKWARDS)
_INSTRUCTION, _INSTRUCTING = _any_of(_ALL_INSTRUCTIONS), Vocabulary(_ALL_INSTRUCTIONS)
_PLUS, _BACKWARDS = _any_of(PLUS_INSTRUCTIONS), _any_of(BACKWARDS)


def has_instructions(text: str, *, tokens: Tokens = None) -> bool:
    """Say whether a text tells anywhere how to undo a disguise; `tokens` are its words, where they are known."""
    return _INSTRUCTING.is_in(text, tokens=tokens) and _INSTRUCTION.search(text) is not None


def read_instructions(text: str, start: int, end: int) -> Instructions:
    """Return the instructions near the number between `start` and `end`."""
    first, last = max(0, start - _FAR), end + _FAR
    if _INSTRUCTION.search(text, first, last) is None:
        return NO_INSTRUCTIONS
    plus = _PLUS.search(text, first, last) is not None
    return Instructions(given=True, plus=plus, backwards=_BACKWARDS.search(text, first, last) is not None)
