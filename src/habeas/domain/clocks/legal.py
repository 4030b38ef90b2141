"""The clocks that a law sets (due-process, section 3)."""

from datetime import timedelta
from typing import Final

from habeas.domain.clocks.lengths import Counting
from habeas.domain.clocks.table import LATE, WARNED, Clock, ClockId, Consequence, Source, days, hours, months

_DAY: Final = timedelta(days=1)
_TO_END: Final = Counting.TO_END_OF_DAY
_LEAST: Final = Counting.AT_LEAST
_MOST: Final = Counting.AT_MOST
_BEGINS: Final = (Consequence.LETS_EFFECT_BEGIN,)

LEGAL_CLOCKS: Final = (
    Clock(
        id=ClockId.SOR_DELIVER,
        starts="a sanction becomes effective",
        length=hours(0),
        counting=_MOST,
        rules=("DSA17-2", "P2B4-1", "PWD11-1b"),
        source=Source.READ,
        on_breach=LATE,
    ),
    Clock(
        id=ClockId.TERMINATION_NOTICE,
        starts="the statement of reasons for a termination was handed over",
        length=days(30),
        counting=_LEAST,
        rules=("P2B4-2", "P2B4-4"),
        source=Source.READ,
        on_breach=_BEGINS,
    ),
    Clock(
        id=ClockId.US_SEATTLE_NOTICE,
        starts="a notice of deactivation was handed over",
        length=days(14),
        counting=_LEAST,
        rules=("SEA-1",),
        source=Source.SECONDARY,
        on_breach=_BEGINS,
    ),
    Clock(
        id=ClockId.APPEAL_WINDOW,
        starts="the member was informed of the decision",
        length=months(6),
        counting=_TO_END,
        rules=("DSA20-1", "DSA20-2"),
        source=Source.READ,
        warns_before=timedelta(days=14),
        on_warn=(Consequence.TELL_MEMBER,),
        on_breach=(Consequence.CLOSES_WINDOW,),
    ),
    Clock(
        id=ClockId.WORKER_REVIEW_REPLY,
        starts="a worker's request for review was received",
        length=days(14),
        counting=_TO_END,
        rules=("PWD11-2",),
        source=Source.SECONDARY,
        warns_before=2 * _DAY,
        on_warn=WARNED,
        on_breach=(*LATE, Consequence.COUNT_PUBLICLY),
    ),
    Clock(
        id=ClockId.WORKER_RECTIFY,
        starts="a decision was found to infringe rights",
        length=days(14),
        counting=_TO_END,
        rules=("PWD11-3",),
        source=Source.SECONDARY,
        warns_before=2 * _DAY,
        on_warn=WARNED,
        on_breach=LATE,
    ),
    Clock(
        id=ClockId.ODS_DECISION,
        starts="a certified body received the complaint",
        length=days(90),
        counting=_TO_END,
        rules=("DSA21-1",),
        source=Source.READ,
        warns_before=14 * _DAY,
        on_warn=(Consequence.WARN_LEAD,),
        on_breach=(Consequence.TELL_MEMBER,),
        extension=days(90),
    ),
    Clock(
        id=ClockId.TERMS_CHANGE,
        starts="changed terms were announced on a durable medium",
        length=days(15),
        counting=_LEAST,
        rules=("P2B3-2", "DSA14-2"),
        source=Source.SECONDARY,
        on_breach=_BEGINS,
    ),
    Clock(
        id=ClockId.DSAR_REPLY,
        starts="a request about personal data was received",
        length=months(1),
        counting=_TO_END,
        rules=("GDPR15-h",),
        source=Source.MEMORY,
        warns_before=7 * _DAY,
        on_warn=WARNED,
        on_breach=LATE,
        extension=months(2),
    ),
    Clock(
        id=ClockId.TRANSPARENCY_REPORT,
        starts="a year ended",
        length=months(2),
        counting=_TO_END,
        rules=("IR2835-1",),
        source=Source.SECONDARY,
        warns_before=14 * _DAY,
        on_warn=WARNED,
        on_breach=(Consequence.ESCALATE,),
    ),
    Clock(
        id=ClockId.COMPLAINT_STATS,
        starts="the numbers on complaints were published",
        length=months(12),
        counting=_TO_END,
        rules=("P2B11-4",),
        source=Source.READ,
        warns_before=14 * _DAY,
        on_warn=WARNED,
        on_breach=(Consequence.ESCALATE,),
    ),
    Clock(
        id=ClockId.RECORD_RETENTION,
        starts="the appeal window closed",
        length=months(36),
        counting=_TO_END,
        rules=("SEA-2", "GDPR5"),
        source=Source.SECONDARY,
        on_breach=(Consequence.ERASE,),
    ),
)
