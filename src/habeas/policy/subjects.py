"""What is judged: findings that count and signals from outside, each with its class and properties."""

from typing import Any, Final

from habeas.detection.findings import Finding, FindingKind, Scan
from habeas.policy.rules import CONTACT, INTENT, PAYMENT
from habeas.policy.verdicts import Signal

COUNTED_FROM: Final = 0.5
"""A finding below this is more often wrong than right and counts for nothing (S1)."""

Subject = Finding | Signal

_CLASS_OF: Final = {
    FindingKind.PHONE: CONTACT,
    FindingKind.EMAIL: CONTACT,
    FindingKind.LINK: CONTACT,
    FindingKind.HANDLE: CONTACT,
    FindingKind.POSTAL_ADDRESS: CONTACT,
    FindingKind.PAYMENT: PAYMENT,
    FindingKind.INTENT_PAY_OUTSIDE: PAYMENT,
    FindingKind.INTENT_OFF_PLATFORM: INTENT,
}
_INTENTS: Final = frozenset({FindingKind.INTENT_PAY_OUTSIDE, FindingKind.INTENT_OFF_PLATFORM})


def class_of(finding: Finding) -> str | None:
    """Return the class of a finding that counts, None for one that does not (S1)."""
    if finding.confidence < COUNTED_FROM:
        return None
    if finding.contact or finding.asks or finding.kind in _INTENTS:
        return _CLASS_OF[finding.kind]
    return None


def class_of_kind(kind: FindingKind) -> str:
    """Return the class that findings of a kind belong to."""
    return _CLASS_OF[kind]


def list_subjects(scan: Scan, signals: tuple[Signal, ...]) -> list[tuple[str, Subject]]:
    """Return all that counts, each with its class."""
    subjects: list[tuple[str, Subject]] = []
    for finding in scan.findings:
        class_name = class_of(finding)
        if class_name is not None:
            subjects.append((class_name, finding))
    subjects.extend((signal.kind, signal) for signal in signals if signal.confidence >= COUNTED_FROM)
    return subjects


def properties(subject: Subject) -> dict[str, Any]:
    """Return what conditions may ask of the one finding they see (S3)."""
    if isinstance(subject, Signal):
        return _signal_properties(subject)
    return {
        "finding.kind": subject.kind.value,
        "finding.contact": subject.contact,
        "finding.asks": subject.asks,
        "finding.confidence": subject.confidence,
        "finding.obfuscated": subject.obfuscated,
        "finding.continued": bool(subject.continued),
        "finding.purpose": "none" if subject.purpose is None else subject.purpose.value,
        "finding.text": subject.text,
        "finding.normalized": subject.normalized,
    }


def _signal_properties(signal: Signal) -> dict[str, Any]:
    return {
        "finding.kind": signal.kind,
        "finding.contact": False,
        "finding.asks": False,
        "finding.confidence": signal.confidence,
        "finding.obfuscated": False,
        "finding.continued": False,
        "finding.purpose": "none",
        "finding.text": signal.text,
        "finding.normalized": signal.text,
    }
