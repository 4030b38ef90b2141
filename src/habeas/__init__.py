"""Habeas: trust and safety with due process, for two-sided marketplaces.

The names below are the public interface of detection; each is loaded when first used, so that
`import habeas` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from habeas.detection.documents import Message
    from habeas.detection.findings import Dismissal, Explanation, Finding, FindingKind, LinkPurpose, Scan, Span
    from habeas.files.engines import scan

__all__ = [
    "Dismissal",
    "Explanation",
    "Finding",
    "FindingKind",
    "LinkPurpose",
    "Message",
    "Scan",
    "Span",
    "scan",
]

_HOMES = dict.fromkeys(__all__, "habeas.detection.findings") | {
    "Message": "habeas.detection.documents",
    "scan": "habeas.files.engines",
}


def __getattr__(name: str) -> object:
    """Load a public name from the module it lives in."""
    if name not in _HOMES:
        message = f"module 'habeas' has no attribute {name!r}"
        raise AttributeError(message)
    loaded: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = loaded
    return loaded


def __dir__() -> list[str]:
    """Return the public names, loaded or not."""
    return sorted({*globals(), *__all__})
