"""A text, or the last texts of one sender, in the form that every detector reads.

Folding undoes look-alikes, widths, accents and invisible characters and keeps, for each
character of the folded text, its place in the original. It knows nothing of detectors.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from habeas.detection.normalize import Folding, fold

PART_SEPARATOR = "\n"


@dataclass(frozen=True, slots=True)
class Message:
    """What is scanned: one text or the sender's last texts in one conversation, oldest first.

    `country` is the member's ISO 3166 code, used to read national phone numbers; `language` an
    ISO 639 code. Both may be unknown.
    """

    parts: tuple[str, ...]
    country: str | None = None
    language: str | None = None


class Document(NamedTuple):
    """One message, joined and folded.

    `original` is the parts joined by `PART_SEPARATOR`; `text` its folded form; `offsets[i]` the
    place in `original` of folded character `i` (with one entry more for the end), or None when
    folding moved nothing. Detectors work on `text` and give back spans of `text`; `locate` and
    `slice_original` translate.
    """

    original: str
    text: str
    offsets: Sequence[int] | None
    part_starts: tuple[int, ...]
    country: str | None
    language: str | None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of `original` that the folded characters `start` to `end` come from."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]

    def slice_original(self, start: int, end: int) -> str:
        """Return the original characters behind the folded span."""
        first, last = self.original_span(start, end)
        return self.original[first:last]

    def part_of(self, original_offset: int) -> int:
        """Return the index of the message that holds this place of `original`."""
        return bisect_right(self.part_starts, original_offset) - 1


def join_parts(parts: Sequence[str]) -> str:
    """Return the messages as one text, each on its own line."""
    return parts[0] if len(parts) == 1 else PART_SEPARATOR.join(parts)


def read_document(message: Message, *, folding: Folding | None = None) -> Document:
    """Join and fold a message; `folding` is what `fold` gave for its joined parts, when known."""
    original = join_parts(message.parts)
    text, offsets = folding or fold(original)
    return Document(original, text, offsets, _part_starts(message.parts), message.country, message.language)


def _part_starts(parts: Sequence[str]) -> tuple[int, ...]:
    ends = accumulate(len(part) + len(PART_SEPARATOR) for part in parts[:-1])
    return (0, *ends)
