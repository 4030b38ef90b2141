"""The notation of lexicon phrases, and how words are spelled before they are looked up.

`a/b c`: a or b, then c. `word*`: any word that begins so. `word?`: may be missing. `..`: up to two
words of any kind. Apostrophes and hyphens part words, in texts as in phrases.
"""

from dataclasses import dataclass
from functools import cache

from habeas.detection.expressions import regex

NO_SPACES = r"\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Scripts written without spaces, and Korean, which glues particles on: a class for regular expressions."""

_PARTING = regex(r"['’ʼ`´&-]")
_OPTIONAL, _BEGINNING, _GAP = "?", "*", ".."
_ONE_SPELLING = str.maketrans("ىة", "يه")  # endings that writers of Arabic confuse


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a phrase: any of some words, perhaps only their beginnings, perhaps missing."""

    words: frozenset[str]
    beginnings: tuple[str, ...] = ()
    optional: bool = False
    gap: bool = False

    def fits(self, word: str) -> bool:
        """Tell whether a word may stand here."""
        return word in self.words or (bool(self.beginnings) and word.startswith(self.beginnings))


def spell(word: str) -> str:
    """Return the one spelling of a folded word that lexicons and texts are compared in."""
    return word.translate(_ONE_SPELLING)


def split_phrase(phrase: str) -> tuple[str, ...]:
    """Return the places of a phrase of a lexicon, given folded, each in the notation."""
    return tuple(_PARTING.sub(" ", phrase).split())


def parse_phrase(phrase: str) -> tuple[Element, ...]:
    """Return the elements of a phrase of a lexicon, given folded."""
    return tuple(map(_parse_element, split_phrase(phrase)))


@cache
def _parse_element(word: str) -> Element:
    if word == _GAP:
        return Element(frozenset(), gap=True)
    optional = word.endswith(_OPTIONAL)
    choices = [spell(choice) for choice in word.removesuffix(_OPTIONAL).split("/")]
    return Element(
        words=frozenset(choice for choice in choices if not choice.endswith(_BEGINNING)),
        beginnings=tuple(choice.removesuffix(_BEGINNING) for choice in choices if choice.endswith(_BEGINNING)),
        optional=optional,
    )
