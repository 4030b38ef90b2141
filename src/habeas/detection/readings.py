"""A document with the readings that several detectors share, each made once, when first asked."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from habeas.detection.documents import Document
from habeas.detection.masks import Mask, MaskSearch
from habeas.detection.numerals import NumberRun, read_numbers
from habeas.detection.respelling import Respelling, respell
from habeas.detection.sentences import Sentence, Sentences
from habeas.detection.tokens import Tokens, read_tokens

if TYPE_CHECKING:
    from habeas.detection.cue_gate import Gate


class Reading:
    """What a detector looks at: the document, its masks and its numbers."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text

    @cached_property
    def masks(self) -> tuple[Mask, ...]:
        """Spans that have a meaning of their own (dates, prices, hashes ...), in order."""
        return self._mask_search.all()

    def masks_over(self, start: int, end: int) -> tuple[Mask, ...]:
        """Return the masks of the numbers from `start` to `end`, and of those close to them, in order."""
        return self._mask_search.over(start, end)

    @cached_property
    def _mask_search(self) -> MaskSearch:
        return MaskSearch(self.document)

    @cached_property
    def numbers(self) -> tuple[NumberRun, ...]:
        """Runs of digits as people write them, in order."""
        return read_numbers(self.document)

    @cached_property
    def respelling(self) -> Respelling:
        """The text with the words of addresses ("at", "dot", "slash") written as signs."""
        return respell(self.text)

    @cached_property
    def tokens(self) -> Tokens:
        """The words in order; None where a script leaves them unclear."""
        return read_tokens(self.text)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences."""
        return Sentences(self.text)

    def sentences_through(self, gate: "Gate") -> Iterator[Sentence]:
        """Yield the sentences that could meet a pattern."""
        pivots = gate.pivots_in(self.text, self.tokens)
        for sentence in self.sentences.holding(pivots) if pivots is None or pivots else ():
            if gate.admits(sentence.possible_cues):
                yield sentence
