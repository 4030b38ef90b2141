"""What follows from each row of the table of clocks: one entry a row, so that no row is without effect.

A clock that is looked at has a `watch`; what is done at its end by an act of its own names it in `ends_by`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from habeas.domain.clocks.table import FOLLOWED, ClockId, Consequence
from habeas.server.deadlines.kinds import Kind
from habeas.server.watching.appeals import AppealWatch
from habeas.server.watching.cases import CaseWatch
from habeas.server.watching.decisions import DecisionWatch
from habeas.server.watching.endings import HoldWatch, SanctionWatch
from habeas.server.watching.reaching import ReachingWatch
from habeas.server.watching.remedies import RemedyWatch
from habeas.server.watching.watched import Watch
from habeas.server.watching.windows import WindowWatch


class Keeper(StrEnum):
    """What keeps a clock without a deadline of its own."""

    REFUSAL = "refusal"
    RETENTION = "retention"


DOES: Final[Mapping[Kind | Keeper, frozenset[Consequence]]] = {
    Kind.ADVANCE_SANCTION: frozenset(
        {
            Consequence.WITHHOLD_EFFECT,
            Consequence.LETS_EFFECT_BEGIN,
            Consequence.END_MEASURE,
            Consequence.TELL_MEMBER,
        }
    ),
    Kind.END_MEASURE: frozenset({Consequence.DELIVER_MESSAGE, Consequence.TELL_MEMBER}),
    Kind.END_SAFEGUARD: frozenset({Consequence.END_MEASURE, Consequence.TELL_MEMBER}),
    Kind.RELEASE_HOLD: frozenset({Consequence.RELEASE_MONEY, Consequence.TELL_MEMBER}),
    Keeper.REFUSAL: frozenset({Consequence.LETS_EFFECT_BEGIN, Consequence.CLOSES_WINDOW}),
    Keeper.RETENTION: frozenset({Consequence.ERASE}),
}
"""What the act at the end of a clock does. A refusal is the core's: what comes too early or too late is not done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Who does what follows from a clock; nobody where the row itself says what it awaits."""

    watch: Watch | None = None
    ends_by: Kind | Keeper | None = None

    @property
    def on_warn(self) -> frozenset[Consequence]:
        """Return what can follow before its end."""
        return FOLLOWED if self.watch is not None else frozenset()

    @property
    def on_breach(self) -> frozenset[Consequence]:
        """Return what can follow at its end."""
        return self.on_warn if self.ends_by is None else DOES[self.ends_by]


_CASES: Final = CaseWatch()
_DECISIONS: Final = DecisionWatch()
_APPEALS: Final = AppealWatch()
_REMEDIES: Final = RemedyWatch()
_SANCTIONS: Final = Effect(watch=SanctionWatch(), ends_by=Kind.ADVANCE_SANCTION)
_HOLDS: Final = Effect(watch=HoldWatch(), ends_by=Kind.RELEASE_HOLD)
_BEGINS: Final = Effect(ends_by=Kind.ADVANCE_SANCTION)
_MESSAGES: Final = Effect(ends_by=Kind.END_MEASURE)
_AWAITED: Final = Effect()

EFFECTS: Final[Mapping[ClockId, Effect]] = {
    ClockId.SOR_DELIVER: _BEGINS,
    ClockId.TERMINATION_NOTICE: _BEGINS,
    ClockId.NOTICE_OF_INTENT: _BEGINS,
    ClockId.SUSPENSION_INTERIM: _SANCTIONS,
    ClockId.SUSPENSION_LONGEST: _SANCTIONS,
    ClockId.IMMINENT_HARM_APPROVAL: _SANCTIONS,
    ClockId.APPEAL_WINDOW: Effect(watch=WindowWatch(), ends_by=Keeper.REFUSAL),
    ClockId.APPEAL_ACKNOWLEDGED: Effect(watch=_APPEALS),
    ClockId.APPEAL_TIMELY: Effect(watch=_APPEALS),
    ClockId.APPEAL_LIMIT: Effect(watch=_APPEALS),
    ClockId.REINSTATE: Effect(watch=_REMEDIES),
    ClockId.HOLD_MAX: _HOLDS,
    ClockId.HOLD_LONGEST: _HOLDS,
    ClockId.MESSAGE_HOLD: _MESSAGES,
    ClockId.MESSAGE_HOLD_IN_CONTRACT: _MESSAGES,
    ClockId.SAFEGUARD_MAX: Effect(ends_by=Kind.END_SAFEGUARD),
    ClockId.SAFEGUARD_AGAIN: Effect(ends_by=Keeper.REFUSAL),
    ClockId.CASE_REVIEWED: Effect(watch=_CASES),
    ClockId.PROMISE: Effect(watch=_CASES),
    ClockId.ANSWER_REPLIED: Effect(watch=_DECISIONS),
    ClockId.SECOND_APPROVAL: Effect(watch=_DECISIONS),
    ClockId.MEMBER_REACHED: Effect(watch=ReachingWatch()),
    ClockId.TERMS_CHANGE: Effect(ends_by=Keeper.REFUSAL),
    ClockId.RECORD_RETENTION: Effect(ends_by=Keeper.RETENTION),
    ClockId.US_SEATTLE_NOTICE: _AWAITED,
    ClockId.WORKER_REVIEW_REPLY: _AWAITED,
    ClockId.WORKER_RECTIFY: _AWAITED,
    ClockId.ODS_DECISION: _AWAITED,
    ClockId.DSAR_REPLY: _AWAITED,
    ClockId.TDB_SUBMIT: _AWAITED,
    ClockId.TRANSPARENCY_REPORT: _AWAITED,
    ClockId.COMPLAINT_STATS: _AWAITED,
    ClockId.FIRST_RESPONSE: _AWAITED,
}
