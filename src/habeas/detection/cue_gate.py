"""Tell from the cues that words could hold whether they could meet any pattern at all.

A pattern is out of reach where one of its needs has no representative in one language with the others.
"""

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from habeas.detection.cue_glance import BITS, WIDTH, read_following
from habeas.detection.cue_index import ANY_LANGUAGE, read_table
from habeas.detection.grammar import Pattern
from habeas.detection.lexicon import cue_table
from habeas.detection.lexicon.intents.cues import Cue
from habeas.detection.tokens import Tokens


class Gate:
    """Lets words through that could meet one of some patterns."""

    def __init__(self, patterns: Iterable[Pattern], *, pivots: Iterable[Cue]) -> None:
        """Take patterns, each of which has a need that nothing but pivots meets."""
        self._pivots = frozenset(pivots)
        self._pivot = _mask(self._pivots)
        ways = dict.fromkeys(frozenset(pattern.needs) for pattern in patterns)
        self._ways_by_pivot: dict[int, list[tuple[_Need, ...]]] = {pivot: [] for pivot in self._pivots}
        for way in ways:
            needs = tuple(_Need(need) for need in sorted(way, key=sorted))
            for pivot in self._pivots & frozenset[Cue]().union(*way):
                self._ways_by_pivot[pivot].append(needs)

    @property
    def filed(self) -> dict[str, object]:
        """The pivots, and the ways to meet a pattern, each of which is a list of needs: for the native engine."""
        ways = {way: None for ways in self._ways_by_pivot.values() for way in ways}
        return {"pivots": sorted(self._pivots), "ways": [[sorted(need.cues) for need in way] for way in ways]}

    @cached_property
    def words(self) -> frozenset[str]:
        """Words: each phrase with a pivot holds one of them, or of the pairs or parts."""
        words = read_table(cue_table.WAKING_WORDS)
        return frozenset(word for word, senses in words.items() if BITS[senses] & self._pivot)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Two words, one after the other."""
        return frozenset(
            (one, other)
            for one, following in read_table(cue_table.WAKING_PAIRS).items()
            for other, senses in read_following(following).items()
            if BITS[senses] & self._pivot
        )

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Parts of words."""
        parts = read_table(cue_table.WAKING_PARTS)
        return tuple(part for part, senses in parts.items() if BITS[senses] & self._pivot)

    @cached_property
    def _first_words(self) -> frozenset[str]:
        return frozenset(one for one, _ in self.pairs)

    def pivots_in(self, text: str, tokens: Tokens) -> frozenset[str] | None:
        """Return words, or beginnings of words, wherever none of which is, no pivot is; None where that is unclear.

        `tokens` are the words of the text. Quicker to tell than all the cues that the words could hold.
        """
        if tokens is None:
            return None
        found = self.words.intersection(tokens)
        if not self._first_words.isdisjoint(tokens):
            found |= {one for one, _ in self.pairs.intersection(pairwise(tokens))}
        return found.union(part for part in self.parts if part in text)

    def admits(self, possible: int) -> bool:
        """Tell whether words that could hold these cues, as `possible_cues` gives them, could meet a pattern."""
        pivots = possible & self._pivot
        while pivots:
            pivot = (pivots.bit_length() - 1) // WIDTH
            if any(_is_met(possible, way) for way in self._ways_by_pivot[pivot]):
                return True
            pivots &= (1 << pivot * WIDTH) - 1
        return False


class _Need:
    """Cues any of which meets a need."""

    __slots__ = ("cues", "lanes", "mask")

    def __init__(self, cues: frozenset[Cue]) -> None:
        self.cues = cues
        self.mask = _mask(cues)
        self.lanes = tuple(cue * WIDTH for cue in cues)


def _is_met(bits: int, way: tuple[_Need, ...]) -> bool:
    """Tell whether some needs may be met in one language."""
    for need in way:
        if not bits & need.mask:
            return False
    languages = ANY_LANGUAGE
    for need in way:
        met = 0
        for lane in need.lanes:
            met |= bits >> lane
        languages &= met
    return languages != 0


def _mask(cues: Iterable[Cue]) -> int:
    return sum(ANY_LANGUAGE << cue * WIDTH for cue in cues)
