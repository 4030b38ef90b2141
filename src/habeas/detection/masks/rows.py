"""Explain bare numbers that stand in a row: by their label, their registry, or because they count."""

from habeas.detection.documents import Document
from habeas.detection.expressions import regex
from habeas.detection.findings import Explanation
from habeas.detection.lexicon.identifiers import SAID
from habeas.detection.masks.emergencies import is_emergency_line
from habeas.detection.masks.labels import Label, find_label, find_label_after, find_label_before_bracket
from habeas.detection.masks.mask import Mask
from habeas.detection.masks.registries import read_registry
from habeas.detection.masks.sequences import counts
from habeas.detection.masks.shapes import is_version_like

Bare = tuple[int, int]
"""A number that its own shape does not explain: folded characters `start` to `end`."""

_ITEM_GAP = regex(r"[,;.] | [-/] ")
_PHONE_BEHIND = regex(r"\d{1,4} (?:\(\d|\d(?:[ .-]?\d){8})|\d{2,5}\)")
"""A short number and a phone behind it ("room 12 (415) 555-0123"), or an area code in brackets."""

_ON_ITS_WAY = regex(
    r",? (?:(?:was|is|has|got|been|not|yet|now|just|still|never) )*"
    r"(?:refunded|delivered|shipped|cancell?ed|dispatched|arrived|returned|lost|late|delayed|paid|unpaid|confirmed|completed"
    r"|pending|missing|failed)\b"
)
"""What happens to orders and never to phones."""

_GROUPED_AS_A_PHONE = regex(r"\d{2,5}(?:[ .-]\d{2,4}){1,4}|0\d{3,4}[ -]\d{6}")

_SHORTEST, _LONGEST = 4, 64
_LONGEST_SHIFT = 11
_FEWEST_THAT_COUNT = 3
_COUNTING = "the numbers count or answer one after another"
_HOURS = "it is written as working hours"
_NUMBERED = "it follows '#', as numbers of things do"
_LISTED = "it stands in a list of a program"
_EMERGENCY = "it is a public emergency line"
_SHIFT = regex(r"(?:[01]\d|2[0-4])[0-5]\d ?- ?(?:[01]\d|2[0-4])[0-5]\d")


def settle_row(document: Document, row: list[Bare]) -> tuple[list[Mask], list[Bare]]:
    """Return the masks of a row of bare numbers, and those that nothing explains."""
    start, end = row[0][0], row[-1][1]
    if end - start < _SHORTEST:
        return [], []
    if len(row) >= _FEWEST_THAT_COUNT and counts(document.text, start, end):
        return [Mask(start, end, Explanation.COUNTING, _COUNTING, strong=False)], []
    if end - start <= _LONGEST_SHIFT and _SHIFT.fullmatch(document.text, start, end):
        return [Mask(start, end, Explanation.TIME, _HOURS, strong=False)], []
    return _settle_items(document, _items(document.text, row))


def _items(text: str, row: list[Bare]) -> list[Bare]:
    """Join the groups of a number; keep numbers apart that a comma or a lone dash parts."""
    items = [row[0]]
    for start, end in row[1:]:
        if _ITEM_GAP.fullmatch(text, items[-1][1], start):
            items.append((start, end))
        else:
            items[-1] = (items[-1][0], end)
    return items


def _settle_items(document: Document, items: list[Bare]) -> tuple[list[Mask], list[Bare]]:
    masks: list[Mask] = []
    unexplained: list[Bare] = []
    label, labelled_length = None, 0
    for start, end in items:
        if not _SHORTEST <= end - start <= _LONGEST or document.text[start - 1 : start] == "+":
            continue
        if not (label and labelled_length == end - start):
            label, labelled_length = find_label(document, start), end - start
        if label and not _is_named(document.text, start, end, label):
            label = None
        mask = labelled_mask(document, start, end, label) if label else _read_unlabelled(document, start, end)
        if mask:
            masks.append(mask)
        else:
            unexplained.append((start, end))
    return masks, unexplained


def _is_named(text: str, start: int, end: int, label: Label) -> bool:
    """Whether a label names the number, rather than announces the phone that it is written as."""
    if label.advertises and _GROUPED_AS_A_PHONE.fullmatch(text, start, end):
        return _ON_ITS_WAY.match(text, end) is not None
    return label.strong or not _PHONE_BEHIND.match(text, start, end)


def _read_unlabelled(document: Document, start: int, end: int) -> Mask | None:
    text = document.text
    registry = read_registry(text[start:end])
    if registry:
        explanation, because, strong = registry
        return Mask(start, end, explanation, because, strong)
    if start and text[start - 1] == "#" and not text[max(0, start - 3) : start - 1].strip().isdigit():
        return Mask(start, end, Explanation.IDENTIFIER, _NUMBERED, strong=False)
    if text[start - 1 : start] == "[" and text[end : end + 1] in ("]", ","):
        return Mask(start, end, Explanation.CODE, _LISTED, strong=False)
    if is_emergency_line(text, start, end):
        return Mask(start, end, Explanation.EMERGENCY_LINE, _EMERGENCY)
    label = find_label_after(text, end) or find_label_before_bracket(text, start, end)
    return labelled_mask(document, start, end, label) if label else None


def labelled_mask(document: Document, start: int, end: int, label: Label) -> Mask | None:
    """Return the mask of a number that a label names."""
    if label.explanation is Explanation.VERSION and not is_version_like(document.text[start:end]):
        return None
    words = document.slice_original(label.start, label.end)
    where = "follows" if label.start < start else "stands before"
    because = f"it {where} the words '{words}', so it is {SAID[label.explanation]}"
    return Mask(start, end, label.explanation, because, label.strong)
