"""Stretches of a number run that could be one telephone number, and how they are written.

Only the shape of the writing is looked at here, not the words around it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from habeas.detection.numerals import DigitGroup, NumberRun

_FEWEST_DIGITS, _MOST_DIGITS = 7, 17
_MOST_DIGITS_IN_A_ROW = 120
"""A longer run without a break is a table or a test, nobody's number."""

_BREAK = re.compile(r"[,;:|\n+#]|[.)] |[ )]\(| [-/~] |--|//| {2,}| ?\.{2,} ?")
_TRUNK_ZEROS = re.compile(r"0[1-9]")
_ZEROS_AT_END = re.compile(r"[0-9]{0,6}?0{6,}")
_REPEATED = re.compile(r"([0-9])\1{6,}")
_NORTH_AMERICAN_SIZES = frozenset({(3, 3, 4), (1, 3, 3, 4), (3, 7), (4, 3, 4), (4, 4, 3), (1, 10), (1, 3, 7), (7, 3)})
_LONGEST_TRUNK = 2
_LONGEST_GROUP = 8
_MANY_LONE = 4
_FEWEST_TO_COUNT = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """Groups `first` to `last` of a run, read as one number.

    `spread`: other words stand between the groups. `whole`: nothing else is in the run.
    """

    text: str
    groups: tuple[DigitGroup, ...]
    digits: str
    plus: bool
    whole: bool
    spread: bool

    @property
    def start(self) -> int:
        """Where the candidate begins in the folded text."""
        return self.groups[0].start

    @property
    def end(self) -> int:
        """Where the candidate ends in the folded text."""
        return self.groups[-1].end

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many digits each group holds."""
        return tuple(len(group.digits) for group in self.groups)

    @property
    def is_disguised(self) -> bool:
        """Whether words or letters stand for figures."""
        return any(group.style in ("spelled", "leet") for group in self.groups)

    @property
    def is_glued(self) -> bool:
        """Whether a word sticks to the figures."""
        return any(group.style == "glued" for group in self.groups)

    @property
    def is_bare(self) -> bool:
        """Whether the figures stand in one row, as those of any identifier do."""
        return len(self.groups) == 1

    @property
    def is_scattered(self) -> bool:
        """Whether single digits stand apart."""
        return self.sizes.count(1) >= _MANY_LONE

    def gaps(self) -> Iterator[str]:
        """Yield what stands between the groups."""
        for left, right in zip(self.groups, self.groups[1:], strict=False):
            yield self.text[left.end : right.start]

    def breaks(self) -> int:
        """Return how many gaps are wider than those inside a number usually are."""
        return sum(bool(_BREAK.search(gap)) for gap in self.gaps())

    def is_in_brackets(self) -> bool:
        """Whether an area code stands in brackets before the rest."""
        bracket = self.text[self.start - 1 : self.start] == "(" or any("(" in gap for gap in self.gaps())
        return bracket and any(")" in gap for gap in self.gaps())

    def is_grouped(self, *, north_american: bool) -> bool:
        """Whether the groups have the sizes that people write telephone numbers in."""
        sizes = self.sizes
        if north_american:
            return sizes in _NORTH_AMERICAN_SIZES
        if len(sizes) < 2 or max(sizes) > _LONGEST_GROUP or len(set(self.gaps())) > 2:  # noqa: PLR2004
            return False
        return all(size > 1 for size in sizes[1:]) and self.breaks() == 0

    def counts(self) -> bool:
        """Whether the groups go up or down in equal steps."""
        values = [int(group.digits) for group in self.groups]
        steps = {later - earlier for earlier, later in zip(values, values[1:], strict=False)}
        return len(values) >= _FEWEST_TO_COUNT and len(steps) == 1 and 0 not in steps

    def is_placeholder(self) -> bool:
        """Whether the digits are nothing but a pattern: zeros after a prefix, one digit throughout."""
        return bool(_ZEROS_AT_END.fullmatch(self.digits) or _REPEATED.fullmatch(self.digits))

    def priced(self) -> bool:
        """Whether the sign of a currency stands before a group."""
        return any(self.text[max(0, group.start - 2) : group.start].strip()[-1:] in _CURRENCIES for group in self.groups)


_CURRENCIES = frozenset("$€£¥₹₽₴₩฿₫₺₱")


def read_candidates(text: str, run: NumberRun, first: int, *, spread: bool, announced: bool) -> Iterator[Candidate]:
    """Yield the stretches of a run from group `first` on that end where a number may end, shortest first.

    A number that is announced may end anywhere; another only at the end of the run or at a break.
    """
    groups = run.groups
    if first and not _is_break(text, groups, first):
        return
    if len(groups) > _MOST_DIGITS_IN_A_ROW and not any(_is_break(text, groups, place) for place in range(1, _MOST_DIGITS_IN_A_ROW)):
        return
    digits = ""
    for last in range(first, len(groups)):
        digits += groups[last].digits
        if len(digits) > _MOST_DIGITS:
            return
        at_end = last == len(groups) - 1
        if len(digits) >= _FEWEST_DIGITS and (at_end or announced or _is_break(text, groups, last + 1)):
            plus = run.plus if first == 0 else "+" in text[groups[first - 1].end : groups[first].start]
            whole = first == 0 and at_end
            yield Candidate(text, groups[first : last + 1], digits, plus, whole, spread)


def _is_break(text: str, groups: tuple[DigitGroup, ...], place: int) -> bool:
    """Say whether a number may end before the group at `place`: a break, or another kind of gap than before it."""
    gap = text[groups[place - 1].end : groups[place].start]
    if _BREAK.search(gap):
        return True
    previous = text[groups[place - 2].end : groups[place - 1].start] if place > 1 else ""
    following = text[groups[place].end : groups[place + 1].start] if place + 1 < len(groups) else ""
    return gap == " " and ((previous != "" and " " not in previous) or (following != "" and " " not in following))
