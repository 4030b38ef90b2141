"""Tell cheaply whether words could meet any pattern at all, before a sentence is read for its cues.

Each phrase of the lexicon is represented by its rarest word, or by two neighbours of it. A pattern
is out of reach where one of its needs has no representative in one language with the others.
"""

from collections.abc import Iterable
from itertools import pairwise

from habeas.detection.cue_index import ANY_LANGUAGE, LISTED, PLAIN
from habeas.detection.cue_rarity import Pair, rarest_pairs, rarest_words, triggers_of
from habeas.detection.grammar import Pattern
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.phrases import Element
from habeas.detection.tokens import Tokens

_LANGUAGES = ANY_LANGUAGE.bit_length()


class Gate:
    """Lets words through that could meet one of some patterns."""

    def __init__(self, patterns: Iterable[Pattern], *, pivots: Iterable[Cue]) -> None:
        """Take patterns, each of which needs a cue that is a pivot."""
        needs: dict[frozenset[Cue], int] = {}
        ways = {tuple(sorted(needs.setdefault(need, len(needs)) for need in pattern.needs)) for pattern in patterns}
        self._ways = tuple((sum(1 << need for need in set(way)), way) for way in sorted(ways))
        self._lanes = _Lanes(needs)
        self._open = 0
        self._beginnings: tuple[str, ...] = ()
        self._words: dict[str, int] = {}
        self._pairs: dict[Pair, int] = {}
        self._learn()
        self.triggers = triggers_of(pivots)

    def _learn(self) -> None:
        bits_of, known = self._lanes.bits, self._words
        for cue, languages, word in PLAIN:
            if bits := bits_of(cue, languages):
                known[word] = known.get(word, 0) | bits
        for cue, languages, elements in LISTED:
            if bits := bits_of(cue, languages):
                self._learn_elements(elements, bits)

    def _learn_elements(self, elements: tuple[Element, ...], bits: int) -> None:
        couples = rarest_pairs(elements)
        for pair in couples:
            self._pairs[pair] = self._pairs.get(pair, 0) | bits
        words = () if couples else rarest_words(elements)
        for word in words:
            self._words[word] = self._words.get(word, 0) | bits
        if not couples and not words:
            self._open |= bits
            self._beginnings += sum((element.beginnings for element in elements), ())

    def admits(self, tokens: Tokens) -> bool:
        """Tell whether the words could meet a pattern."""
        if tokens is None:
            return True
        bits = 0
        for word in self._words.keys() & tokens:
            bits |= self._words[word]
        pairs = self._pairs
        for pair in pairwise(tokens):
            if pair in pairs:
                bits |= pairs[pair]
        if self._suffice(bits):
            return True
        return self._suffice(bits | self._open) and any(token.startswith(self._beginnings) for token in tokens)

    def _suffice(self, bits: int) -> bool:
        met = bits & self._lanes.places
        return any(met & needed == needed and self._lanes.agree(bits, way) for needed, way in self._ways)


class _Lanes:
    """For each need a bit that says it may be met, and above them the languages in which it may."""

    def __init__(self, needs: dict[frozenset[Cue], int]) -> None:
        self._needs = len(needs)
        self.places = (1 << self._needs) - 1
        self._by_cue = {cue: [place for need, place in needs.items() if cue in need] for cue in Cue}
        self._known: dict[tuple[Cue, int], int] = {}

    def bits(self, cue: Cue, languages: int) -> int:
        """Return the bits of a phrase with a cue; none where no pattern needs it."""
        bits = self._known.get((cue, languages))
        if bits is None:
            bits = sum(1 << place | languages << self._lane(place) for place in self._by_cue[cue])
            self._known[cue, languages] = bits
        return bits

    def agree(self, bits: int, way: Iterable[int]) -> bool:
        """Tell whether some needs may be met in one language."""
        languages = ANY_LANGUAGE
        for place in way:
            languages &= bits >> self._lane(place)
        return languages != 0

    def _lane(self, place: int) -> int:
        return self._needs + place * _LANGUAGES
