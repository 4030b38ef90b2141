"""Undo look-alikes, widths, accents and invisible characters; keep a map to the original offsets.

Folding is the same for a text and for the words of a lexicon, so a lexicon may be written as
people write. Indic, Thai and Arabic vowel signs that distinguish words are kept.
"""

import re
import unicodedata
from collections.abc import Sequence

from habeas.detection.expressions import regex

_SPELLED_OUT = {
    **dict.fromkeys("‘’‚‛ʼʹ′´`", "'"),
    **dict.fromkeys("“”„‟«»‹›″", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-"),
    **dict.fromkeys("⁄∕⧸", "/"),
    **dict.fromkeys("∶꞉", ":"),
    **dict.fromkeys("\u2028\u2029\x85", "\n"),
    **dict.fromkeys("™℠©®", " "),
    "ß": "ss",
    "ẞ": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "ı": "i",
    "ᴀ": "a",
    "🅰": "a",
    "🅱": "b",
    "🅾": "o",
    "🅿": "p",
    "٫": ".",
    "٬": ",",
    "ـ": "",
}
"""Characters whose plain form no Unicode table gives."""

_INVISIBLE = frozenset("\u115f\u1160\u3164\uffa0\u034f\u180b\u180c\u180d") | {chr(c) for c in range(0xFE00, 0xFE10)}
"""Fillers and variation selectors: not in category Cf, yet nobody sees them."""

_ACCENTED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
_STRIPPED_MARKS = regex("[\u0300-\u036f\u0483-\u0487\u064b-\u0655\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]")
"""Accents of Latin, Greek and Cyrillic, the Arabic vowel signs that writers leave out, keycaps."""

_TO_LATIN = str.maketrans("аеорсухіјѕкмтнвԁԛԝһαοικνρτυχε", "aeopcyxijskmthbdqwhaoiknptyxe")
_TO_CYRILLIC = str.maketrans("aeopcyxikmthb", "аеорсухікмтнв")
_NOT_ASCII = regex(r"[^\x00-\x7f]")
_FEW = 12
"""Distinct characters beyond ASCII up to which replacing one after another beats a table."""

_GREEK_OR_CYRILLIC = regex("[\u0370-\u052f]")
_CHANGE_OF_ALPHABET = regex("[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]")
_MIXED_WORD = regex(r"(?=[^\W\d_]{0,63}[a-z])(?=[^\W\d_]{0,63}[\u0370-\u052f])[^\W\d_]{2,64}")
_LATIN_WITH_LOOK_ALIKES = regex(r"[a-zаеорсухіјѕкмтнвԁԛԝһαοικνρτυχε]+")
_CYRILLIC_WITH_LOOK_ALIKES = regex(r"[\u0400-\u052faeopcyxikmthb]+")


class _FoldingTable(dict[int, str]):
    """A table for `str.translate` that works out each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _SPELLED_OUT:
        return _SPELLED_OUT[character]
    if character in _INVISIBLE or unicodedata.category(character) == "Cf" or _STRIPPED_MARKS.match(character):
        return ""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", character)
    if plain.isascii():
        return plain.lower()
    decomposed = unicodedata.normalize("NFD", plain.lower())
    if unicodedata.name(character, "").startswith(_ACCENTED_SCRIPTS):
        return "".join(_SPELLED_OUT.get(c, c) for c in decomposed if not unicodedata.combining(c))
    unmarked = _STRIPPED_MARKS.sub("", decomposed)
    return "".join(_SPELLED_OUT.get(c, c) for c in unicodedata.normalize("NFC", unmarked))


_TABLE = _FoldingTable()


Folding = tuple[str, Sequence[int] | None]
"""A folded text and, for each of its characters, the offset it came from; None where folding moved nothing."""


def fold(text: str) -> Folding:
    """Return the folded text and, for each of its characters, the offset it came from.

    The map is None where folding moved nothing (always so for ASCII). Otherwise it has one entry
    more than the folded text: the length of the original.
    """
    if text.isascii():
        return text.lower(), None
    strangers = set(_NOT_ASCII.findall(text))
    folded = _replace(text, strangers).lower()
    moved = any(len(_TABLE[ord(stranger)]) != 1 for stranger in strangers)
    return _settle_mixed_words(folded), _offsets(text) if moved else None


def foldings(first: int) -> dict[str, str]:
    """Return what those of the 256 characters from `first` on become that do not stay what they are."""
    characters = map(chr, range(first, first + 256))
    return {character: _TABLE[ord(character)] for character in characters if _TABLE[ord(character)] != character}


def _replace(text: str, strangers: set[str]) -> str:
    if len(strangers) > _FEW:
        return text.translate(_TABLE)
    for stranger in strangers:
        text = text.replace(stranger, _TABLE[ord(stranger)])
    return text


def _offsets(text: str) -> Sequence[int]:
    offsets = [offset for offset, character in enumerate(text) for _ in _TABLE[ord(character)]]
    offsets.append(len(text))
    return offsets


def _settle_mixed_words(folded: str) -> str:
    """Write each word that mixes Latin with Cyrillic or Greek look-alikes in one alphabet."""
    if not _GREEK_OR_CYRILLIC.search(folded) or not _CHANGE_OF_ALPHABET.search(folded):
        return folded
    return _MIXED_WORD.sub(_in_one_alphabet, folded)


def _in_one_alphabet(match: re.Match[str]) -> str:
    word = match.group()
    if _LATIN_WITH_LOOK_ALIKES.fullmatch(word):
        return word.translate(_TO_LATIN)
    if _CYRILLIC_WITH_LOOK_ALIKES.fullmatch(word):
        return word.translate(_TO_CYRILLIC)
    return word
