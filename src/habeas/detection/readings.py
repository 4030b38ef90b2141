"""A document with the readings that several detectors share, each made once, when first asked."""

from functools import cached_property

from habeas.detection.documents import Document
from habeas.detection.masks import Mask, find_masks
from habeas.detection.numerals import NumberRun, read_numbers
from habeas.detection.respelling import Respelling, respell


class Reading:
    """What a detector looks at: the document, its masks and its numbers."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text

    @cached_property
    def masks(self) -> tuple[Mask, ...]:
        """Spans that have a meaning of their own (dates, prices, hashes ...), in order."""
        return find_masks(self.document)

    @cached_property
    def numbers(self) -> tuple[NumberRun, ...]:
        """Runs of digits as people write them, in order."""
        return read_numbers(self.document)

    @cached_property
    def respelling(self) -> Respelling:
        """The text with the words of addresses ("at", "dot", "slash") written as signs."""
        return respell(self.text)
