"""A document with the readings that several detectors share, each made once, when first asked."""

from functools import cached_property

from habeas.detection.documents import Document
from habeas.detection.lexicon.intents.patterns import TRIGGERS as INTENT_TRIGGERS
from habeas.detection.lexicon.intents.requests import POSTAL_TRIGGERS
from habeas.detection.lexicon.intents.requests import TRIGGERS as REQUEST_TRIGGERS
from habeas.detection.masks import Mask, find_masks
from habeas.detection.numerals import NumberRun, read_numbers
from habeas.detection.respelling import Respelling, respell
from habeas.detection.sentences import Sentence, read_sentences

_WORDS_WITH_MEANING = INTENT_TRIGGERS | REQUEST_TRIGGERS | POSTAL_TRIGGERS


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

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences that could hold an intent or a request, with the cues in them, in order."""
        return tuple(read_sentences(self.text, words=_WORDS_WITH_MEANING))
