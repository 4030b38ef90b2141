"""Who may appeal a decision, until when, and what is still open to somebody who comes too late."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from enum import StrEnum

from habeas.domain.actors import Actor
from habeas.domain.appeals.windows import appeal_window, last_day_to_appeal
from habeas.domain.clocks.deadlines import Deadline
from habeas.domain.refusals import Refused


class Matter(StrEnum):
    """What kind of decision somebody appeals. Each has an effect on who appeals, so each can be contested."""

    SANCTION = "sanction"
    SCREENING = "screening"
    MONEY_HOLD = "money_hold"
    DEDUCTION = "deduction"
    REPORT = "report"
    APPEAL_LIMIT = "appeal_limit"
    SAFEGUARD = "safeguard"


class Standing(StrEnum):
    """In which capacity somebody appeals: against what was done to them, or against what was not done."""

    MEMBER = "member"
    REPRESENTATIVE = "representative"
    REPORTER = "reporter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """That a member lets somebody act for them, in one matter or in all (no decision named), until it is revoked."""

    id: str
    member: str
    representative: str
    given_at: datetime
    decision: str | None = None
    ends_at: datetime | None = None
    revoked_at: datetime | None = None

    def covers(self, decision: str, *, representative: str, now: datetime) -> bool:
        """Tell whether it lets them act about a decision at an instant."""
        is_theirs = self.representative == representative and self.decision in {None, decision}
        return is_theirs and self.is_in_force(now)

    def is_in_force(self, now: datetime) -> bool:
        """Tell whether it lets anybody act at an instant: it ends at once when it is revoked."""
        ends = [at for at in (self.ends_at, self.revoked_at) if at is not None]
        return self.given_at <= now and all(now < at for at in ends)


def revoke(mandate: Mandate, *, by: Actor, now: datetime) -> Mandate:
    """Return the mandate ended by its member, without any reason; the first time counts. Raises NotYourMandate."""
    if by.id != mandate.member:
        raise NotYourMandate(mandate=mandate.id, by=by.id)
    return mandate if mandate.revoked_at is not None else replace(mandate, revoked_at=now)


class NotYourMandate(Refused):
    """Somebody else would revoke a member's mandate."""

    rule = "DSA20-3"
    says = "{by} did not give the mandate {mandate}; the member who gave it can revoke it at any time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestable:
    """A decision as far as appeals are concerned.

    `informed_at` is when the member first opened its statement or the mail was accepted without a bounce, None before:
    bounced mail starts no clock. `reporters` are those whose report it answers, each with when they were told.
    `is_undone`: it was taken back, and counts for nothing.
    """

    id: str
    member: str
    informed_at: datetime | None
    zone: tzinfo
    measures: frozenset[str] = frozenset()
    reporters: tuple[tuple[str, datetime], ...] = ()
    is_undone: bool = False

    def window(self, person: str) -> Deadline | None:
        """Return the clock within which a person may appeal; None while they were not informed: it has not begun."""
        told = dict(self.reporters)
        informed_at = self.informed_at if person == self.member else told.get(person)
        if informed_at is None:
            return None
        return appeal_window(self.id, informed_at=informed_at, zone=self.zone)


class NotYoursToAppeal(Refused):
    """Somebody appeals what concerns another."""

    rule = "DSA20-1"
    says = "{by} may not appeal {decision}: the member it concerns, whoever they gave a mandate, and a reporter may"


class UnknownMeasure(Refused):
    """An appeal against a measure that the decision does not hold."""

    rule = "DSA20-1"
    says = "{decision} holds no measure {measures}; appeal the decision, or one of {known}"


def standing_of(decision: Contestable, *, by: Actor, mandates: Iterable[Mandate], now: datetime) -> Standing:
    """Return in which capacity somebody may appeal, suspended and terminated members too. Raises NotYoursToAppeal."""
    if by.is_human and by.id == decision.member:
        return Standing.MEMBER
    if by.is_human and by.id in dict(decision.reporters):
        return Standing.REPORTER
    covered = (
        mandate.member == decision.member and mandate.covers(decision.id, representative=by.id, now=now)
        for mandate in mandates
    )
    if by.is_human and any(covered):
        return Standing.REPRESENTATIVE
    raise NotYoursToAppeal(by=by.id, decision=decision.id)


class StillOpen(StrEnum):
    """What somebody who is out of time can do."""

    SECOND_LOOK = "second_look"
    OUT_OF_COURT = "out_of_court"
    COURT = "court"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class OutOfTime:
    """Since when it is too late, and every way that is still open: said kindly, and nothing typed is lost."""

    closed_on: date
    still_open: tuple[StillOpen, ...] = tuple(StillOpen)


def out_of_time(window: Deadline | None, *, zone: tzinfo, now: datetime) -> OutOfTime | None:
    """Return why it is too late, None while it is in time. The last calendar day counts to its end."""
    if window is None or now < window.due_at:
        return None
    return OutOfTime(last_day_to_appeal(window, zone=zone))
