"""Find the masks of a document: one pass over its digit runs, a look at what stands around each."""

import re

from habeas.detection.documents import Document
from habeas.detection.findings import Explanation
from habeas.detection.lexicon.identifiers import SAID
from habeas.detection.masks.amounts import read_amount
from habeas.detection.masks.glued import read_glued
from habeas.detection.masks.labels import Label, find_label, find_label_after
from habeas.detection.masks.mask import Mask
from habeas.detection.masks.registries import read_registry
from habeas.detection.masks.sequences import counts
from habeas.detection.masks.shapes import Shape, read_shape

_TOKEN = re.compile(r"\d++(?:(?:[-.,:/'_]{1,3}| ?[x×*] ?)\d++)*+")
_GLUE_LEFT = frozenset("abcdefghijklmnopqrstuvwxyz_/=@&~%-.#:?")
_GLUE_RIGHT = frozenset("abcdefghijklmnopqrstuvwxyz_/=@&-:")
_GAP = re.compile(r"[ ]?[-/.,()]{0,3}[ ]?|[,;/] {1,2}")
_ITEM_GAP = re.compile(r"[,;] | [-/] ")
_LONGEST_GAP = 5
_FEWEST_DIGITS, _LONGEST_RUN = 4, 64
_EPOCHS = re.compile(r"1[0-9]{9}(?:\d{3}){0,2}")


def find_masks(document: Document) -> tuple[Mask, ...]:
    """Return the masks of a document in order of place."""
    search = _Search(document)
    for match in _TOKEN.finditer(document.text):
        search.read(*match.span())
    search.settle()
    return tuple(search.masks)


class _Search:
    """The masks found so far, and the bare numbers in a row that nothing has explained yet."""

    __slots__ = ("bare", "document", "masks", "reach", "text")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.masks: list[Mask] = []
        self.bare: list[tuple[int, int]] = []
        self.reach = 0

    def read(self, start: int, end: int) -> None:
        """Explain one token, or keep it for the row it belongs to."""
        if start < self.reach:
            return
        if self.bare and not self._continues(start):
            self.settle()
        mask = self._explain(start, end)
        if mask is None:
            self.bare.append((start, end))
            return
        self._absorb(mask)

    def _continues(self, start: int) -> bool:
        end = self.bare[-1][1]
        return start - end <= _LONGEST_GAP and _GAP.fullmatch(self.text, end, start) is not None

    def _absorb(self, mask: Mask) -> None:
        """Take a mask in; groups of thousands before a price belong to it."""
        if mask.explanation in (Explanation.PRICE, Explanation.QUANTITY):
            mask = self._with_thousands_before(mask)
        self.settle()
        self.masks.append(mask)
        self.reach = mask.end

    def _with_thousands_before(self, mask: Mask) -> Mask:
        first = mask.start
        if not self.bare or not re.match(r"\d{3}(?!\d)", self.text[first : first + 4]):
            return mask
        groups = list(self.bare)
        while groups and groups[-1][1] == first - 1 and self.text[first - 1] == " ":
            start, end = groups.pop()
            first = start
            if end - start != 3:  # noqa: PLR2004 -- a group of thousands
                break
        if groups or not re.match(r"\d{1,3}(?: \d{3})+(?!\d)", self.text[first : mask.end]):
            return mask
        self.bare.clear()
        return Mask(first, mask.end, mask.explanation, mask.because, mask.strong)

    def _explain(self, start: int, end: int) -> Mask | None:
        text = self.text
        left, right = text[start - 1 : start], text[end : end + 1]
        if left in _GLUE_LEFT or right in _GLUE_RIGHT or (right == "." and text[end + 1 : end + 2].isalpha()):
            mask = read_glued(text, start, end, self.reach) if left or right else None
            if mask is not None:
                return mask
        return read_amount(text, start, end) or self._read_shape(start, end)

    def _read_shape(self, start: int, end: int) -> Mask | None:
        token = self.text[start:end]
        if token.isdigit():
            return None
        shape = read_shape(token)
        if shape is None or (shape.alone and self._is_touched(start, end)):
            return None
        return _mask(start, end, shape)

    def _is_touched(self, start: int, end: int) -> bool:
        """Whether a bare number stands on either side, as the groups of a phone number do."""
        text = self.text
        if text[start - 1 : start] == "+" or (self.bare and self._continues(start)):
            return True
        return text[end : end + 1] in (" ", "-") and text[end + 1 : end + 2].isdigit() and not _is_explained(text, end + 1)

    def settle(self) -> None:
        """Explain the bare numbers of the last row, together or one after another."""
        row, self.bare = self.bare, []
        if not row:
            return
        start, end = row[0][0], row[-1][1]
        if end - start < _FEWEST_DIGITS:
            return
        if len(row) > 3 and counts(self.text, start, end):  # noqa: PLR2004 -- the fewest that count
            self._add(start, end, Explanation.COUNTING, "the numbers count or answer one after another", strong=False)
            return
        self._settle_items(self._items(row))

    def _items(self, row: list[tuple[int, int]]) -> list[tuple[int, int]]:
        items = [row[0]]
        for start, end in row[1:]:
            if _ITEM_GAP.fullmatch(self.text, items[-1][1], start):
                items.append((start, end))
            else:
                items[-1] = (items[-1][0], end)
        return items

    def _settle_items(self, items: list[tuple[int, int]]) -> None:
        labelled: tuple[Label, int] | None = None
        for start, end in items:
            length = end - start
            if not _FEWEST_DIGITS <= length <= _LONGEST_RUN or self.text[start - 1 : start] == "+":
                continue
            if labelled and labelled[1] == length:
                self._add_labelled(start, end, labelled[0], "follows")
                continue
            label = find_label(self.text, start)
            if label:
                labelled = (label, length)
                self._add_labelled(start, end, label, "follows")
            else:
                self._settle_unlabelled(start, end)

    def _settle_unlabelled(self, start: int, end: int) -> None:
        registry = read_registry(self.text[start:end])
        if registry:
            explanation, because, strong = registry
            self._add(start, end, explanation, because, strong=strong)
            return
        label = find_label_after(self.text, end)
        if label:
            self._add_labelled(start, end, label, "stands before")

    def _add_labelled(self, start: int, end: int, label: Label, where: str) -> None:
        words = self.document.slice_original(label.start, label.end)
        said = SAID.get(label.explanation, "an identification number")
        because = f"it {where} the words '{words}', so it is {said}"
        self._add(start, end, label.explanation, because, strong=label.strong)

    def _add(self, start: int, end: int, explanation: Explanation, because: str, *, strong: bool) -> None:
        self.masks.append(Mask(start, end, explanation, because, strong))


def _is_explained(text: str, start: int) -> bool:
    match = _TOKEN.match(text, start)
    return match is not None and (read_amount(text, *match.span()) or read_shape(match.group())) is not None


def _mask(start: int, end: int, shape: Shape) -> Mask:
    return Mask(start, end, shape.explanation, shape.because, shape.strong)
