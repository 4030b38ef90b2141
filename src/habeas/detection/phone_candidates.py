"""Stretches of a number run that could be one telephone number, and how they are written.

Only the shape of the writing is looked at here, not the words around it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from habeas.detection.expressions import regex
from habeas.detection.numerals import DigitGroup, NumberRun

_FEWEST_DIGITS, _MOST_DIGITS = 7, 17
_MOST_DIGITS_IN_A_ROW = 120
"""A longer run without a break is a table or a test, nobody's number."""

_BREAK = regex(r"[,;:|\n+#]|[.)] |[ )]\(| [-/~] |--| {2,}| ?\.{2,} ?")
_PATTERNS = (regex(r"[0-9]{0,6}?0{6,}"), regex(r"([0-9])\1{6,}"), regex(r"[01]{8,}"))
_UPWARD, _DOWNWARD = "012345678901234567891011121314151617181920", "109876543210987654321"
_NORTH_AMERICAN_SIZES = frozenset({(3, 3, 4), (1, 3, 3, 4), (3, 7), (1, 10), (1, 3, 7), (7, 3)})
_TOLL_FREE = regex(r"18(?:00|33|44|55|66|77|88)")
_BRACKETED = regex(r"\+?[0-9]{0,3}[ -]?\([0-9]{1,5}\)[ .-]{0,3}[0-9][0-9 .-]{3,12}[0-9]")
_LABEL = regex(r"([a-zа-яіїєґ]+)[-_/.]?\Z")
_LABEL_SIGNS = tuple("-_/.")
_LONGEST_LABEL = 16
_COMMON_SEPARATOR = regex(r"[ ./()~+\n-]{0,4}")
_YEAR = regex(r"(?:19|20)[0-9]{2}")
_LONGEST_GROUP = 8
_MANY_LONE = 4
_FEWEST_TO_COUNT = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """Groups `first` to `last` of a run, read as one number.

    `spread`: other words stand between the groups. `closed`: the run ends or breaks behind it.
    """

    text: str
    groups: tuple[DigitGroup, ...]
    digits: str
    plus: bool
    closed: bool
    spread: bool

    @property
    def start(self) -> int:
        """Where the candidate begins in the folded text."""
        start = self.groups[0].start
        if self.text[start - 1 : start] == "(" and self._is_first_bracketed():
            start -= 1
        return start - 1 if self.text[start - 1 : start] == "+" else start

    def _is_first_bracketed(self) -> bool:
        closing = self.text.find(")", self.groups[0].end, self.end)
        return closing >= 0 and "(" not in self.text[self.groups[0].end : closing]

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
    def is_oddly_separated(self) -> bool:
        """Whether signs stand between the groups that people do not put there in earnest."""
        return not all(map(_COMMON_SEPARATOR.fullmatch, self.gaps()))

    @property
    def label(self) -> str:
        """The letters that stick to the front, perhaps with a hyphen or underscore between."""
        start = self.start
        if start < self.groups[0].start:
            return ""
        before = self.text[max(0, start - _LONGEST_LABEL) : start]
        if not (before[-2:-1] if before[-1:] in _LABEL_SIGNS else before[-1:]).isalpha():
            return ""
        match = _LABEL.search(before)
        return match[1] if match else ""

    @property
    def has_sign(self) -> bool:
        """Whether a plus sign stands right before."""
        return self.text[self.start : self.start + 1] == "+"

    @property
    def is_bare(self) -> bool:
        """Whether the figures stand in one row, as those of any identifier do."""
        return len(self.groups) == 1

    @property
    def is_scattered(self) -> bool:
        """Whether single digits stand apart."""
        return self.sizes.count(1) >= _MANY_LONE

    def is_strung(self) -> bool:
        """Whether the same sign, more than a blank, stands between single digits throughout."""
        gaps = set(self.gaps())
        return max(self.sizes) == 1 and len(gaps) == 1 and gaps != {" "}

    def gaps(self) -> Iterator[str]:
        """Yield what stands between the groups."""
        for left, right in pairwise(self.groups):
            yield self.text[left.end : right.start]

    def breaks(self) -> int:
        """Return how many gaps are wider than those inside a number usually are."""
        return sum(bool(_BREAK.search(gap)) for gap in self.gaps())

    def is_in_brackets(self) -> bool:
        """Whether an area code stands in brackets before the rest."""
        return bool(_BRACKETED.fullmatch(self.text, self.start, self.end))

    def is_grouped(self, *, north_american: bool) -> bool:
        """Whether the groups have the sizes that people write telephone numbers in."""
        sizes = self.sizes
        if north_american:
            return sizes in _NORTH_AMERICAN_SIZES or (len(sizes) > 1 and bool(_TOLL_FREE.match(self.digits)))
        if len(sizes) < 2 or max(sizes) > _LONGEST_GROUP or len(set(self.gaps())) > 2:  # noqa: PLR2004
            return False
        return all(size > 1 for size in sizes[1:]) and self.breaks() == 0

    def counts(self) -> bool:
        """Whether the groups go up or down in equal steps."""
        values = [int(group.digits) for group in self.groups]
        steps = {later - earlier for earlier, later in pairwise(values)}
        return len(values) >= _FEWEST_TO_COUNT and len(steps) == 1 and 0 not in steps

    def is_list(self) -> bool:
        """Whether commas alone part figures of different sizes, as in a list of lines or rooms."""
        if self.spread or self.is_disguised or max(self.sizes) == 1:
            return False
        return len(self.groups) >= _FEWEST_TO_COUNT and all(gap.strip() == "," for gap in self.gaps())

    def runs_through_the_digits(self) -> bool:
        """Whether the digits are those one types to fill a field: 1234567890 and its like."""
        return self.digits in _UPWARD or self.digits in _DOWNWARD

    def is_placeholder(self) -> bool:
        """Whether the digits are nothing but a pattern: zeros after a prefix, one digit throughout, zeros and ones."""
        return any(pattern.fullmatch(self.digits) for pattern in _PATTERNS)

    def has_years(self) -> bool:
        """Whether one of several groups is a year."""
        return len(self.groups) > 1 and any(_YEAR.fullmatch(group.digits) for group in self.groups)

    def priced(self) -> bool:
        """Whether the sign of a currency stands before a group."""
        return any(
            self.text[max(0, group.start - 2) : group.start].strip()[-1:] in _CURRENCIES for group in self.groups
        )


_CURRENCIES = frozenset("$€£¥₹₽₴₩฿₫₺₱")


def read_candidates(text: str, run: NumberRun, first: int, *, spread: bool) -> Iterator[Candidate]:
    """Yield the stretches of a run from group `first` on that end where a number may end, shortest first.

    They begin at the beginning of the run or after a break. Those at its beginning may end anywhere.
    """
    groups = run.groups
    if first and not _is_break(text, groups, first):
        return
    if len(groups) > _MOST_DIGITS_IN_A_ROW and not any(
        _is_break(text, groups, place) for place in range(1, _MOST_DIGITS_IN_A_ROW)
    ):
        return
    digits = ""
    for last in range(first, len(groups)):
        digits += groups[last].digits
        if len(digits) > _MOST_DIGITS:
            return
        at_end = last == len(groups) - 1
        closed = at_end or _is_break(text, groups, last + 1)
        if len(digits) >= _FEWEST_DIGITS and (closed or first == 0):
            plus = run.plus if first == 0 else "+" in text[groups[first - 1].end : groups[first].start]
            yield Candidate(text, groups[first : last + 1], digits, plus, closed, spread)


def _is_break(text: str, groups: tuple[DigitGroup, ...], place: int) -> bool:
    """Say whether a number may end before the group at `place`: a break, or another kind of gap than before it."""
    gap = text[groups[place - 1].end : groups[place].start]
    if _BREAK.search(gap):
        return True
    previous = text[groups[place - 2].end : groups[place - 1].start] if place > 1 else ""
    following = text[groups[place].end : groups[place + 1].start] if place + 1 < len(groups) else ""
    return gap == " " and ((previous != "" and " " not in previous) or (following != "" and " " not in following))
