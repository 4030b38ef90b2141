"""Scan messages: ask only the detectors that could find something, then settle overlaps."""

from collections.abc import Iterable, Sequence
from functools import cache

from habeas.detection.detector import Detector
from habeas.detection.detectors.ask import AskDetector
from habeas.detection.detectors.disguised_phone import DisguisedPhoneDetector
from habeas.detection.detectors.email import EmailDetector
from habeas.detection.detectors.handle import HandleDetector
from habeas.detection.detectors.intent import IntentDetector
from habeas.detection.detectors.link import LinkDetector
from habeas.detection.detectors.payment import PaymentDetector
from habeas.detection.detectors.phone import PhoneDetector
from habeas.detection.detectors.postal_address import PostalAddressDetector
from habeas.detection.documents import Message, join_parts, read_document
from habeas.detection.findings import CLEAN, Scan
from habeas.detection.normalize import Folding, fold
from habeas.detection.prefilter import PlainPrefilter, Prefilter, TriggerTable
from habeas.detection.readings import Reading
from habeas.detection.settle import settle

DETECTORS: tuple[Detector, ...] = (
    AskDetector(),
    DisguisedPhoneDetector(),
    EmailDetector(),
    HandleDetector(),
    IntentDetector(),
    LinkDetector(),
    PaymentDetector(),
    PhoneDetector(),
    PostalAddressDetector(),
)
"""Every detector, in no order that matters."""


class Scanner:
    """Detectors with a prefilter that says which of them a text needs."""

    def __init__(self, *, detectors: Sequence[Detector] = DETECTORS, prefilter: Prefilter | None = None) -> None:
        """Take the standard library's prefilter unless another engine is given."""
        self._detectors = tuple(detectors)
        self._prefilter = prefilter or PlainPrefilter(trigger_table(self._detectors))

    def scan(self, texts: Iterable[str | Sequence[str] | Message]) -> list[Scan]:
        """Return what each text holds, in the order given.

        A text is a string, the sender's last texts in one conversation, or a `Message` with the
        country and language of its author.
        """
        messages = texts if isinstance(texts, list) else list(texts)
        joined = [text if isinstance(text, str) else join_parts(as_message(text).parts) for text in messages]
        # Text in ASCII needs no folding but of its capitals, which waits until somebody reads it.
        folded = {place: fold(text) for place, text in enumerate(joined) if not text.isascii()}
        for place, (text, _) in folded.items():
            joined[place] = text
        scans = [CLEAN] * len(messages)
        for place, bits in enumerate(self._prefilter.ask(joined)):
            if bits:
                scans[place] = self._read(as_message(messages[place]), folded.get(place), bits)
        return scans

    def _read(self, message: Message, folding: Folding | None, bits: int) -> Scan:
        reading = Reading(read_document(message, folding=folding))
        return settle(
            result
            for index, detector in enumerate(self._detectors)
            if bits >> index & 1
            for result in detector.detect(reading)
        )


def as_message(text: str | Sequence[str] | Message) -> Message:
    """Return a message of unknown country and language for bare texts; a message as it is."""
    if isinstance(text, Message):
        return text
    return Message((text,)) if isinstance(text, str) else Message(tuple(text))


@cache
def trigger_table(detectors: tuple[Detector, ...] = DETECTORS) -> TriggerTable:
    """Return the triggers of the detectors, for an engine that is to serve them."""
    return TriggerTable.of([detector.triggers for detector in detectors])


@cache
def _default_scanner() -> Scanner:
    return Scanner()


def scan(texts: Iterable[str | Sequence[str] | Message], *, scanner: Scanner | None = None) -> list[Scan]:
    """Return what each text holds, in the order given, as `Scanner.scan` does with all detectors."""
    return (scanner or _default_scanner()).scan(texts)
