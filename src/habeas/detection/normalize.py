"""Undo look-alikes, widths, accents and invisible characters; keep a map to the original offsets."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_ACCENTED_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")


def fold(text: str) -> tuple[str, Sequence[int] | None]:
    """Return the folded text and, for each of its characters, the offset it came from.

    ASCII text is only lowered and its map is None (the identity). The map of any other text has
    one entry more than the folded text: the length of the original.
    """
    if text.isascii():
        return text.lower(), None
    folded: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for piece in _fold_character(character):
            folded.append(piece)
            offsets.append(offset)
    offsets.append(len(text))
    return "".join(folded), offsets


@lru_cache(maxsize=65_536)
def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.category(character) in ("Cf", "Me"):
        return ""
    plain = unicodedata.normalize("NFKC", character).lower()
    if unicodedata.name(character, "").startswith(_ACCENTED_SCRIPTS):
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return plain
