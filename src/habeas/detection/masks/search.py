"""Find the masks of a document: one pass over its digit runs, a look at what stands around each."""

from habeas.detection.documents import Document
from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.masks.amounts import read_amount
from habeas.detection.masks.chunks import chunk_around, may_mean_something, read_chunk, read_code
from habeas.detection.masks.labels import find_label
from habeas.detection.masks.mask import Mask
from habeas.detection.masks.rows import Bare, labelled_mask, settle_row
from habeas.detection.masks.shapes import read_clock, read_shape
from habeas.detection.masks.siblings import SHARED, find_siblings

_JOINING, _TIMES = "-.,:/'_", "x×*"
_NUMBER = rf"[0-9]++(?:(?:[{_JOINING}]{{1,3}}| ?[{_TIMES}] ?)[0-9]++)*+"
_TOKEN = regex(_NUMBER)
_CLOSE = regex(r"[0-9]*+(?:(?:[^0-9]{1,12}|[^0-9\s]{13,512})[0-9]++)*+")
"""The numbers beside a place, either way, that are close to each other or with no blank between them."""

_GLUE_LEFT = frozenset("abcdefghijklmnopqrstuvwxyz_/=@&~%-.#:?+")
_GLUE_RIGHT = frozenset("abcdefghijklmnopqrstuvwxyz_/=@&-:")
_GAP = regex(r" ?[-/.,()]{0,3} ?|[,;/] {1,2}")
_TOUCHING_RIGHT = regex(rf"[ )/.-]{{1,3}}({_NUMBER})")
_TOUCHING = frozenset(" )/.-")
_LONGEST_GAP = 5
_AFTER_A_DATE = regex(r"[ _t-]{1,2}|,? (?:at|a|um|om|kl|в|о|o) ")
_TIMED = "it follows a date, so it is a time"
_REST_OF_A_CODE = regex(r"(?: [a-z]?\d{2,6}[a-z]?){1,4}(?![\w])")
_LONGEST_FIRST_GROUP = 6
_GROUPS_OF_THOUSANDS = regex(r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?")


def find_masks(document: Document) -> tuple[Mask, ...]:
    """Return the masks of a document in order of place."""
    return MaskSearch(document).all()


class MaskSearch:
    """The masks of one document, read where they are asked for.

    What stands far from a number, behind a blank, decides nothing about it but by words, or by a
    label on a number like it; so the numbers close to each other are read together, and no others.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._first = self._last = 0
        self._masks: tuple[Mask, ...] = ()

    def all(self) -> tuple[Mask, ...]:
        """Return every mask in order of place."""
        return self._read(0, len(self._document.text))

    def over(self, start: int, end: int) -> tuple[Mask, ...]:
        """Return the masks of the numbers from `start` to `end`, and of those close to them, in order of place."""
        if start < self._first or end > self._last:
            text, before = self._document.text, self._last if start >= self._last else 0
            left, right = _CLOSE.match(text[before:start][::-1]), _CLOSE.match(text, end)
            self._first = start - (left.end() if left else 0)
            self._last = right.end() if right else end
            self._masks = self._read(self._first, self._last)
        return self._masks

    def _read(self, start: int, end: int) -> tuple[Mask, ...]:
        masks, unexplained = _Search(self._document).run(start, end)
        alike = [bare for bare in unexplained if self._has_sibling(bare)]
        if alike:
            labelled, _ = _Search(self._document).run(0, len(self._document.text))
            masks = sorted((*masks, *find_siblings(self._document, labelled, alike)), key=_start)
        return tuple(masks)

    def _has_sibling(self, bare: Bare) -> bool:
        """Whether another number may begin as this one does."""
        return self._document.text.count(self._document.text[bare[0] : bare[0] + SHARED]) > 1


def _start(mask: Mask) -> int:
    return mask.start


class _Search:
    """The masks found so far, and the bare numbers in a row that nothing has explained yet."""

    __slots__ = ("document", "masks", "reach", "row", "text", "tried", "unexplained")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.masks: list[Mask] = []
        self.row: list[Bare] = []
        self.unexplained: list[Bare] = []
        self.reach = 0
        self.tried = 0

    def run(self, start: int, end: int) -> tuple[list[Mask], list[Bare]]:
        """Return the masks between two places, and the numbers that nothing explains."""
        for match in _TOKEN.finditer(self.text, start, end):
            first, last = match.span()
            if first >= self.reach:
                self.read(first, last)
        if self.row:
            self.settle()
        return self.masks, self.unexplained

    def read(self, start: int, end: int) -> None:
        """Explain one token, or keep it for the row it belongs to."""
        if self.row and not self._continues(start):
            self.settle()
        mask = self._explain(start, end)
        if mask is None:
            self.row.append((start, end))
            return
        if self.row:
            mask = self._with_thousands_before(mask)
            self.settle()
        self.masks.append(mask)
        self.reach = mask.end

    def settle(self) -> None:
        """Explain the bare numbers of the last row, together or one after another."""
        row, self.row = self.row, []
        if row:
            masks, unexplained = settle_row(self.document, row)
            self.masks += masks
            self.unexplained += unexplained
            self.reach = row[-1][1]

    def _continues(self, start: int) -> bool:
        end = self.row[-1][1]
        return start - end <= _LONGEST_GAP and _GAP.fullmatch(self.text, end, start) is not None

    def _with_thousands_before(self, mask: Mask) -> Mask:
        """Return a price or quantity together with the groups of thousands before it."""
        text, first = self.text, mask.start
        if mask.explanation not in (Explanation.PRICE, Explanation.QUANTITY):
            return mask
        groups = list(self.row)
        while groups and groups[-1][1] == first - 1 and text[first - 1] == " ":
            first = groups.pop()[0]
        if groups or not _GROUPS_OF_THOUSANDS.fullmatch(text[first : mask.end]):
            return mask
        self.row = []
        return Mask(first, mask.end, mask.explanation, mask.because, mask.strong)

    def _explain(self, start: int, end: int) -> Mask | None:
        text = self.text
        left, right = text[start - 1 : start], text[end : end + 1]
        glued = left in _GLUE_LEFT and start > 0
        if glued or (right and right in _GLUE_RIGHT) or (right == "." and text[end + 1 : end + 2].isalpha()):
            mask = self._read_chunk(start, end)
            if mask is not None:
                return mask
        bound = left != left.upper() or left == "_"
        touched = self._is_touched(start, end)
        mask = read_amount(text, start, end, touched=touched, bound=bound)
        if mask is not None or bound or right != right.upper():
            return mask
        if text[start:end].isdigit() or self._is_in_a_word(start, end):
            return self._read_clock(start, end)
        return self._read_shape(start, end, touched=touched)

    def _is_in_a_word(self, start: int, end: int) -> bool:
        """Whether dots join a number that has dots to letters ("4.0.4.five")."""
        text = self.text
        if "." not in text[start:end]:
            return False
        return (text[end : end + 1] == "." and text[end + 1 : end + 2].isalpha()) or (
            text[start - 1 : start] == "." and text[max(0, start - 2) : start - 1].isalpha()
        )

    def _read_chunk(self, start: int, end: int) -> Mask | None:
        """Return the mask of the link, hash, file name or code that the digits are part of."""
        if start < self.tried:
            return None
        first, last = chunk_around(self.text, start, end, self.row[-1][1] if self.row else self.reach)
        self.tried = last
        chunk = self.text[first:last]
        if not may_mean_something(chunk):
            return None
        mask = read_chunk(first, last, chunk)
        if mask is not None or "@" in chunk:
            return mask
        label = find_label(self.document, first)
        if label is None:
            return read_code(first, last, chunk)
        rest = _REST_OF_A_CODE.match(self.text, last) if end - start <= _LONGEST_FIRST_GROUP else None
        return labelled_mask(self.document, first, rest.end() if rest else last, label)

    def _read_clock(self, start: int, end: int) -> Mask | None:
        """Return a time written as bare digits right after a date ("2020-07-10 154320")."""
        last = self.masks[-1] if self.masks else None
        if (
            last is None
            or last.explanation is not Explanation.DATE
            or not _AFTER_A_DATE.fullmatch(self.text, last.end, start)
        ):
            return None
        return Mask(start, end, Explanation.TIME, _TIMED) if read_clock(self.text[start:end]) else None

    def _read_shape(self, start: int, end: int, *, touched: bool) -> Mask | None:
        if self.text[start - 1 : start] == "*" and start:  # a code to dial, such as *123*4#
            return None
        shape = read_shape(self.text[start:end])
        if shape is None or (shape.alone and touched) or (shape.first and self.row and self._touches(start)):
            return self._read_clock(start, end)
        if not shape.strong and end - start > _LONGEST_FIRST_GROUP:
            label = find_label(self.document, start)
            named = labelled_mask(self.document, start, end, label) if label else None
            if named is not None:
                return named
        return Mask(start, end, shape.explanation, shape.because, shape.strong)

    def _is_touched(self, start: int, end: int) -> bool:
        """Whether a bare number stands on either side, as the groups of a phone number do."""
        text = self.text
        if (self.row and self._touches(start)) or text[start - 1 : start] == "+":
            return True
        if text[end : end + 1] not in _TOUCHING:
            return False
        right = _TOUCHING_RIGHT.match(text, end)
        return right is not None and not self._is_explained(*right.span(1))

    def _touches(self, start: int) -> bool:
        return not {",", ";"} & set(self.text[self.row[-1][1] : start])

    def _is_explained(self, start: int, end: int) -> bool:
        text = self.text
        return (
            read_shape(text[start:end]) is not None
            or read_amount(text, start, end, touched=False, bound=False) is not None
        )
