"""Numbers of the same form as one that a label names: "part 0221 471042 was replaced by 0221 471055"."""

from habeas.detection.documents import Document
from habeas.detection.masks.mask import Mask

_DIGITS = str.maketrans("123456789", "000000000")
_NAMED, _SAID = "so it is a", "so it is "
SHARED = 2  # digits that numbers of one kind begin with


def find_siblings(document: Document, masks: list[Mask], numbers: list[tuple[int, int]]) -> list[Mask]:
    """Return masks for the numbers that are written like a labelled one and begin like it."""
    text = document.text
    labelled = {_form(text[mask.start : mask.end]): mask for mask in reversed(masks) if _NAMED in mask.because}
    found: list[Mask] = []
    for start, end in numbers if labelled else ():
        mask = labelled.get(_form(text[start:end]))
        if mask:
            other = document.slice_original(mask.start, mask.end)
            because = f"it is written like '{other}', which is {mask.because.rpartition(_SAID)[2]}"
            found.append(Mask(start, end, mask.explanation, because, strong=False))
    return found


def _form(number: str) -> tuple[str, str]:
    """Return how a number begins and how its digits are grouped."""
    return number[:SHARED], number.translate(_DIGITS)
