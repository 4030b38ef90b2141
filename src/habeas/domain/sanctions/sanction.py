"""A sanction as it stands: a value with every moment of its life. `lifecycle.py` moves it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.clocks.lengths import Length, Unit, end_of
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.sanctions.measures import Measure
from habeas.domain.sanctions.termination import Exemption
from habeas.policy.actions import Action


class State(StrEnum):
    """Where a sanction stands. What needs a second person is decided once that person agreed."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    DECIDED = "decided"
    ANNOUNCED = "announced"
    NOTIFIED = "notified"
    EFFECTIVE = "effective"
    ENDED = "ended"
    REVERSED = "reversed"


class Urgency(StrEnum):
    """How long a sanction can wait: for an answer, for nothing but its statement, or for a second person even."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    IMMINENT_HARM = "imminent_harm"


class EndedBecause(StrEnum):
    """Why a sanction is over."""

    TIME = "time"
    NOT_REVIEWED = "not_reviewed"
    NOT_APPROVED = "not_approved"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Approval:
    """That a second person agreed, with reasons of their own."""

    by: Actor
    at: datetime
    reasons: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """That a second person prolonged a suspension, once."""

    by: Actor
    at: datetime
    reasons: str


@dataclass(frozen=True, slots=True)
class DueEnd:
    """When a sanction ends by itself if nobody does anything, and why."""

    at: datetime
    because: EndedBecause


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """One sanction of one decision. `zone` is the member's; `notice` what must pass between telling and effect.

    `announcement` is what must pass after it was announced, so that the member can answer. `stated_at` is when its
    statement was sent, whose dates bind us however late it was handed over. `resting` are the measures that an appeal
    past its limit keeps from binding (invariant 12).
    """

    id: str
    decision: str
    member: str
    action: Action
    measures: tuple[Measure, ...]
    zone: tzinfo
    urgency: Urgency = Urgency.ORDINARY
    urgent_because: str = ""
    announcement: Length | None = None
    notice: Length | None = None
    exemption: Exemption | None = None
    needs_approval: bool = False
    state: State = State.DRAFT
    moved_at: datetime | None = None
    decided_by: Actor | None = None
    decided_at: datetime | None = None
    approval: Approval | None = None
    announced_at: datetime | None = None
    answered_at: datetime | None = None
    replied_at: datetime | None = None
    stated_at: datetime | None = None
    notified_at: datetime | None = None
    effective_at: datetime | None = None
    renewal: Renewal | None = None
    reviewed_at: datetime | None = None
    ended_at: datetime | None = None
    ended_because: EndedBecause | None = None
    reversed_at: datetime | None = None
    resting: frozenset[str] = frozenset()

    @property
    def may_take_effect_at(self) -> datetime | None:
        """Return the first instant at which it may take effect, as far as its clocks say; None before it was told."""
        return None if self.notified_at is None else self._earliest(self.notified_at)

    def _earliest(self, told_at: datetime) -> datetime:
        moments = [told_at]
        if self.notice is not None:
            moments.append(self._after(told_at, self.notice, ClockId.TERMINATION_NOTICE))
        if self.announcement is not None and self.announced_at is not None:
            moments.append(self._after(self.announced_at, self.announcement, ClockId.NOTICE_OF_INTENT))
        return max(moments)

    def _after(self, at: datetime, length: Length, clock: ClockId) -> datetime:
        return end_of(at, length=length, counting=CLOCKS[clock].counting, zone=self.zone)

    @property
    def owes_reply(self) -> bool:
        """Tell whether the member answered and nobody has replied yet."""
        return self.answered_at is not None and (self.replied_at is None or self.replied_at < self.answered_at)

    @property
    def counts_from(self) -> datetime | None:
        """Return from when its measures are counted: its effect as the statement says, however late it came (DSA17-3a).

        None before it was told, or where it took no effect yet and nobody knows when it was stated.
        """
        if self.stated_at is None:
            return self.effective_at
        stated = self._earliest(self.stated_at)
        return stated if self.effective_at is None else min(stated, self.effective_at)

    @property
    def rests(self) -> bool:
        """Tell whether nothing of what it takes may bind, because an appeal against it is past its limit."""
        return bool(self.measures) and all(measure.id in self.resting for measure in self.measures)

    def in_force(self, now: datetime) -> tuple[Measure, ...]:
        """Return the measures that bind the member at an instant: none past its end, whoever forgot it."""
        return self.binding(now) if self.state is State.EFFECTIVE else ()

    def binding(self, at: datetime) -> tuple[Measure, ...]:
        """Return the measures that bind at an instant, were it in effect: none that rests or is past its end."""
        approved = self._approval_due
        if approved is not None and at >= approved:
            return ()
        return tuple(measure for measure, end in self._ends() if measure.id not in self.resting and at < end.at)

    def outstanding(self, now: datetime) -> tuple[Measure, ...]:
        """Return the measures that bind the member at an instant, or will once it takes effect."""
        is_ahead = self.state in _AHEAD
        return self.measures if is_ahead else self.in_force(now)

    @property
    def due_end(self) -> DueEnd | None:
        """Return when it ends by itself, in effect or not; None before it was told, or where it holds no measure."""
        if self.state not in _TOLD or self.counts_from is None:
            return None
        ends = max((end for _, end in self._ends()), key=lambda end: end.at, default=None)
        approved = self._approval_due
        if approved is not None and (ends is None or approved < ends.at):
            return DueEnd(approved, EndedBecause.NOT_APPROVED)
        return ends

    def end_of(self, measure: Measure) -> DueEnd:
        """Return when one measure ends by itself: never later than its statement said. Only once that was told."""
        counts_from = self.counts_from
        if counts_from is None:
            raise ValueError(f"{self.id} is not in effect, so {measure.id} has no end yet")
        ends = []
        if measure.lasts is not None:
            ends.append(DueEnd(counts_from + self._lasts(measure.lasts), EndedBecause.TIME))
        if measure.reviewed_within is not None:
            since = counts_from if self.reviewed_at is None else self.reviewed_at
            ends.append(DueEnd(since + measure.reviewed_within, EndedBecause.NOT_REVIEWED))
        return min(ends, key=lambda end: end.at)

    def runs_until(self, measure: Measure) -> datetime:
        """Return until when one measure binds if nobody does anything: to its end, or till somebody has to agree."""
        end, approved = self.end_of(measure).at, self._approval_due
        return end if approved is None else min(end, approved)

    def _lasts(self, lasts: timedelta) -> timedelta:
        """Return how long it lasts: with a renewal as much again, and never beyond the longest."""
        if self.renewal is None:
            return lasts
        return min(2 * lasts, LONGEST_SUSPENSION)

    def _ends(self) -> Iterator[tuple[Measure, DueEnd]]:
        return ((measure, self.end_of(measure)) for measure in self.measures)

    @property
    def _approval_due(self) -> datetime | None:
        """Return until when a second person must agree to a suspension for imminent harm."""
        counts_from = self.counts_from
        if self.urgency is not Urgency.IMMINENT_HARM or self.approval is not None or counts_from is None:
            return None
        return counts_from + APPROVED_WITHIN


_AHEAD: Final = frozenset({State.AWAITING_APPROVAL, State.DECIDED, State.ANNOUNCED, State.NOTIFIED})
_TOLD: Final = frozenset({State.NOTIFIED, State.EFFECTIVE})


def _elapsed(clock: ClockId) -> timedelta:
    length = CLOCKS[clock].length
    return timedelta(days=length.count) if length.unit is Unit.DAYS else timedelta(hours=length.count)


INTERIM_SUSPENSION: Final = _elapsed(ClockId.SUSPENSION_INTERIM)
"""How long a suspension pending review lasts before it is renewed."""

LONGEST_SUSPENSION: Final = _elapsed(ClockId.SUSPENSION_LONGEST)
"""How long it lasts with its one renewal."""

APPROVED_WITHIN: Final = _elapsed(ClockId.IMMINENT_HARM_APPROVAL)
"""How long a suspension for imminent harm stands on one person's word."""
