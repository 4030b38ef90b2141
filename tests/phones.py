"""Read phones as the scanner does: in figures and in disguise, settled."""

from habeas.detection.detector import Detector
from habeas.detection.detectors.disguised_phone import DisguisedPhoneDetector
from habeas.detection.detectors.phone import PhoneDetector
from habeas.detection.documents import Message, read_document
from habeas.detection.findings import Dismissal, Finding
from habeas.detection.prefilter import PlainPrefilter, TriggerTable
from habeas.detection.readings import Reading
from habeas.detection.settle import settle

DETECTORS: tuple[Detector, ...] = (PhoneDetector(), DisguisedPhoneDetector())
PREFILTER = PlainPrefilter(TriggerTable.of([detector.triggers for detector in DETECTORS]))


def detect_phones(message: Message) -> list[Finding | Dismissal]:
    """Return what the detectors of phones tell, those that nothing wakes among them."""
    reading = Reading(read_document(message))
    scan = settle(result for detector in DETECTORS for result in detector.detect(reading))
    return [*scan.findings, *scan.dismissals]
