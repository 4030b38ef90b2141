"""Scan messages: ask only the detectors that could find something, then settle overlaps."""

import re
from collections.abc import Iterable, Sequence

from habeas.detection.detector import Detector
from habeas.detection.documents import Message, read_document
from habeas.detection.findings import CLEAN, Scan
from habeas.detection.readings import Reading
from habeas.detection.settle import settle

DETECTORS: tuple[Detector, ...] = ()


def scan(texts: Iterable[str | Sequence[str] | Message], *, detectors: Sequence[Detector] = DETECTORS) -> list[Scan]:
    """Return what each text holds, in the order given."""
    return [_scan_one(_as_message(text), detectors) for text in texts]


def _as_message(text: str | Sequence[str] | Message) -> Message:
    if isinstance(text, Message):
        return text
    return Message((text,)) if isinstance(text, str) else Message(tuple(text))


def _scan_one(message: Message, detectors: Sequence[Detector]) -> Scan:
    document = read_document(message)
    asked = [detector for detector in detectors if _is_triggered(detector, document.text)]
    if not asked:
        return CLEAN
    reading = Reading(document)
    results = [result for detector in asked for result in detector.detect(reading)]
    return settle(results)


def _is_triggered(detector: Detector, text: str) -> bool:
    triggers = detector.triggers
    return any(word in text for word in triggers.words) or any(re.search(p, text) for p in triggers.patterns)

