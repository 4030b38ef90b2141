"""The clocks of due process as rows: what starts each, how long it is, which rule says so, what follows.

Data alone (due-process, section 3). A profile or a policy may tighten a clock, never loosen it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final

from habeas.domain.clocks.lengths import Counting, Length, Unit
from habeas.domain.refusals import Refused


class ClockId(StrEnum):
    """The stable id of a clock."""

    SOR_DELIVER = "sor_deliver"
    TERMINATION_NOTICE = "termination_notice"
    US_SEATTLE_NOTICE = "us_seattle_notice"
    APPEAL_WINDOW = "appeal_window"
    WORKER_REVIEW_REPLY = "pwd_review_reply"
    WORKER_RECTIFY = "pwd_rectify"
    APPEAL_ACKNOWLEDGED = "appeal_acknowledged"
    APPEAL_TIMELY = "appeal_timely"
    APPEAL_LIMIT = "appeal_limit"
    REINSTATE = "reinstate"
    ODS_DECISION = "ods_decision"
    TERMS_CHANGE = "terms_change"
    DSAR_REPLY = "dsar_reply"
    TDB_SUBMIT = "tdb_submit"
    TRANSPARENCY_REPORT = "transparency_report"
    COMPLAINT_STATS = "complaint_stats"
    RECORD_RETENTION = "record_retention"
    MESSAGE_HOLD = "message_hold"
    MESSAGE_HOLD_IN_CONTRACT = "message_hold_in_contract"
    SAFEGUARD_MAX = "safeguard_max"
    SAFEGUARD_AGAIN = "safeguard_again"
    SUSPENSION_INTERIM = "suspension_interim"
    SUSPENSION_LONGEST = "suspension_longest"
    IMMINENT_HARM_APPROVAL = "imminent_harm_approval"
    NOTICE_OF_INTENT = "notice_of_intent"
    HOLD_MAX = "hold_max"
    HOLD_LONGEST = "hold_longest"
    ANSWER_REPLIED = "answer_replied"
    SECOND_APPROVAL = "second_approval"
    MEMBER_REACHED = "member_reached"
    CASE_REVIEWED = "case_reviewed"
    FIRST_RESPONSE = "first_response"
    PROMISE = "promise"


class Source(StrEnum):
    """How well the rule behind a clock is known: read, from a secondary source, from memory, or our own choice."""

    READ = "V"
    SECONDARY = "S"
    MEMORY = "M"
    HOUSE = "H"


class Consequence(StrEnum):
    """What follows when a clock is about to run out, or has."""

    WARN_ASSIGNEE = "warn_assignee"
    WARN_LEAD = "warn_lead"
    ESCALATE = "escalate"
    TELL_MEMBER = "tell_member"
    COUNT_PUBLICLY = "count_publicly"
    END_MEASURE = "end_measure"
    DELIVER_MESSAGE = "deliver_message"
    RELEASE_MONEY = "release_money"
    STAY_SANCTION = "stay_sanction"
    WITHHOLD_EFFECT = "withhold_effect"
    ERASE = "erase"
    LETS_EFFECT_BEGIN = "lets_effect_begin"
    CLOSES_WINDOW = "closes_window"


_TOLD: Final = frozenset(
    {Consequence.WARN_ASSIGNEE, Consequence.WARN_LEAD, Consequence.ESCALATE, Consequence.TELL_MEMBER}
)
FOLLOWED: Final = _TOLD | {Consequence.COUNT_PUBLICLY, Consequence.STAY_SANCTION}
"""What is done when a clock is looked at; all else is done by the act that waits for its end."""

WARNED: Final = (Consequence.WARN_ASSIGNEE, Consequence.WARN_LEAD)
LATE: Final = (Consequence.ESCALATE, Consequence.TELL_MEMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One row: from what instant it runs, how long, by which rules, and what follows.

    `warns_before` is how long before its end people are warned. `pauses`: it may stand still while it waits for the
    member. `in_working_time`: its hours are hours in which people work. `extension` is what complexity may add once.
    `awaits` says what must be there before anything starts it; empty where it runs.
    """

    id: ClockId
    starts: str
    length: Length
    counting: Counting
    rules: tuple[str, ...]
    source: Source
    on_warn: tuple[Consequence, ...] = ()
    on_breach: tuple[Consequence, ...] = ()
    warns_before: timedelta | None = None
    pauses: bool = False
    in_working_time: bool = False
    extension: Length | None = None
    awaits: str = ""


class ClockLoosened(Refused):
    """A policy or profile that would lengthen a deadline, or shorten a notice."""

    rule = "due-process 1.3"
    says = "the clock {clock} is {length} in the table and may only be tightened; {wanted} would loosen it"


class UnitDiffers(Refused):
    """A clock that would be counted in other units than its rule counts in."""

    rule = "due-process 1.3"
    says = "the clock {clock} is counted in {unit}; write {wanted} in {unit}"


def tightened(clocks: Mapping[ClockId, Clock], *, lengths: Mapping[ClockId, Length]) -> Mapping[ClockId, Clock]:
    """Return the table with some clocks tightened. Raises ClockLoosened, UnitDiffers."""
    return {**clocks, **{name: _tightened(clocks[name], length) for name, length in lengths.items()}}


def _tightened(clock: Clock, length: Length) -> Clock:
    if length.unit is not clock.length.unit:
        raise UnitDiffers(clock=clock.id, unit=clock.length.unit, wanted=length)
    # A notice and the member's own window protect by being long, all else by being short.
    protects_long = clock.counting is Counting.AT_LEAST or clock.id is ClockId.APPEAL_WINDOW
    is_loose = length.count < clock.length.count if protects_long else length.count > clock.length.count
    if is_loose:
        raise ClockLoosened(clock=clock.id, length=clock.length, wanted=length)
    return replace(clock, length=length)


def hours(count: int) -> Length:
    """Return so many hours."""
    return Length(count, Unit.HOURS)


def days(count: int) -> Length:
    """Return so many calendar days."""
    return Length(count, Unit.DAYS)


def months(count: int) -> Length:
    """Return so many calendar months."""
    return Length(count, Unit.MONTHS)
