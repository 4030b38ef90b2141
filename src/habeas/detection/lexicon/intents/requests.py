"""Which cues, near each other, ask for the reader's number, address or name elsewhere."""

from habeas.detection.cue_gate import Gate
from habeas.detection.findings import FindingKind
from habeas.detection.grammar import Pattern
from habeas.detection.lexicon.intents.cues import Cue

ITEM_KINDS: dict[Cue, FindingKind] = {
    Cue.APP: FindingKind.HANDLE,
    Cue.MAIL: FindingKind.EMAIL,
    Cue.NUMBER: FindingKind.PHONE,
    Cue.PHONE: FindingKind.PHONE,
    Cue.ADDRESS: FindingKind.POSTAL_ADDRESS,
}
"""What is asked for; of several cues on one word the first counts."""

_ITEMS = frozenset(ITEM_KINDS)

REQUESTS: tuple[Pattern, ...] = (
    Pattern(
        (frozenset({Cue.ASK}), _ITEMS), 0.85, "asks for the reader's contact details", gap=14, ordered=True, nested=True
    ),
    Pattern((_ITEMS, frozenset({Cue.ASK_AFTER})), 0.85, "asks for the reader's contact details", gap=12, ordered=True),
    Pattern(
        (frozenset({Cue.YOUR}), _ITEMS),
        0.75,
        "asks for the reader's contact details",
        gap=3,
        ordered=True,
        opens=True,
        question=True,
    ),
    Pattern(
        (frozenset({Cue.YOUR}), _ITEMS, frozenset({Cue.PLEASE})),
        0.75,
        "asks for the reader's contact details",
        gap=3,
        ordered=True,
        opens=True,
    ),
    Pattern(
        (frozenset({Cue.WHICH}), _ITEMS, frozenset({Cue.YOUR, Cue.REACH})),
        0.75,
        "asks which contact details to use",
        gap=12,
        ordered=True,
        nested=True,
        question=True,
    ),
)

POSTAL_REQUESTS: tuple[Pattern, ...] = (
    Pattern(
        (frozenset({Cue.ASK}), frozenset({Cue.POSTAL})),
        0.85,
        "asks for the reader's postal address",
        gap=45,
        ordered=True,
        nested=True,
    ),
    Pattern(
        (frozenset({Cue.POSTAL}), frozenset({Cue.ASK_AFTER})),
        0.8,
        "asks for the reader's postal address",
        gap=12,
        ordered=True,
    ),
)

POSTAL_GATE = Gate(POSTAL_REQUESTS, pivots={Cue.POSTAL})
"""Where a text could ask for a postal address."""

GATE = Gate(REQUESTS, pivots=_ITEMS)
"""Where a text could hold a request."""
