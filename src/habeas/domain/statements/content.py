"""The parts of a statement of reasons: the union of what the rules ask for (due-process, section 5). Values alone."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from habeas.domain.cases.favour import InFavour
from habeas.domain.sanctions.measures import Capability, Restriction
from habeas.domain.sanctions.termination import ExemptionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """One fact relied on, in the member's words where they are quoted, with the evidence that shows it (DSA17-3b)."""

    id: str
    text: str
    at: datetime
    evidence: tuple[str, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedMeasure:
    """One restriction as it will run: what, where, from when, until when or reviewed when (DSA17-3a).

    `harm_in_contracts` is the ground on which it touches running contracts, which go on else (invariant 11).
    """

    id: str
    restriction: Restriction
    capabilities: frozenset[Capability]
    roles: frozenset[str] = frozenset()
    territory: tuple[str, ...] = ()
    starts_at: datetime
    ends_at: datetime | None = None
    review_at: datetime | None = None
    indefinite_because: str = ""
    harm_in_contracts: str = ""


class MoneyState(StrEnum):
    """Where an amount is (FUND-9)."""

    AVAILABLE = "available"
    HELD = "held"
    IN_TRANSIT = "in_transit"
    PAID = "paid"
    DEDUCTED = "deducted"


class Becomes(StrEnum):
    """What becomes of an amount by a plan (FUND-10). `passed` is what the member paid in and another is paid."""

    PAID_NOW = "paid_now"
    PAID_ON = "paid_on"
    PAID_ON_WORK = "paid_on_work"
    PASSED_NOW = "passed_now"
    PASSED_ON = "passed_on"
    PASSED_ON_WORK = "passed_on_work"
    REFUNDED = "refunded"
    REFUNDED_BEFORE = "refunded_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """An amount in minor units, where it is, until when and why. What is held names its own decision (FUND-3).

    `becomes` is set where a plan answers for the amount, `milestone` and `contract` where a milestone holds it.
    `is_frozen`: whatever becomes of it waits till a law lets go that the member was told of (FUND-11).
    """

    amount: int
    currency: str
    state: MoneyState
    until: date | None = None
    because: str = ""
    provider: str = ""
    decision: str = ""
    becomes: Becomes | None = None
    milestone: str = ""
    contract: str = ""
    is_frozen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenContract:
    """A running contract and what becomes of it (FUND-10), with the reason in `plan` where it does not go on.

    `becomes` is that in one word, `until` the end of a pause, `handed_to` who goes on with it. `harm` is the kind of
    harm in it that is the ground, `shown_by` the facts that show it (invariant 11).
    """

    id: str
    title: str
    goes_on: bool
    plan: str = ""
    becomes: str = ""
    until: date | None = None
    handed_to: str = ""
    harm: str = ""
    shown_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseGround:
    """The clause that was broken, as it stood at the time (DSA17-3e, P2B3-1c)."""

    clause: str
    version: str
    title: str
    text: str
    text_digest: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalGround:
    """The law that was broken: where it stands, and its words that the facts meet (DSA17-3d)."""

    reference: str
    text: str
    url: str = ""


class SourceType(StrEnum):
    """How the platform came to look."""

    OWN_INITIATIVE = "own_initiative"
    MEMBER_REPORT = "member_report"
    ART16_NOTICE = "art16_notice"
    TRUSTED_FLAGGER = "trusted_flagger"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Unmasked:
    """Why the notifier is named after all, and who agreed (DSA17-3b)."""

    name: str
    because: str
    approver: str


@dataclass(frozen=True, slots=True)
class Together:
    """That the same was decided of so many members at once, and by which criterion they were selected."""

    members: int
    criterion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSource:
    """How it was found; a report's content is shown, its author masked unless strictly necessary (P2B4-5).

    `together` says so where a campaign decided it: a criterion is no fact about anybody, so it stands beside theirs.
    """

    type: SourceType
    notice_content: str = ""
    unmasked: Unmasked | None = None
    together: Together | None = None


@dataclass(frozen=True, slots=True)
class LesserStep:
    """A milder step that was considered, and why it was not chosen (DSA14-4)."""

    action: str
    why_not: str


@dataclass(frozen=True, slots=True)
class PriorDecision:
    """An earlier decision that counts against the member and was weighed, and when they were told of it."""

    decision: str
    told_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How often it happened in how much activity, how grave, with what intent, and what milder there was (DSA23-3)."""

    number: int
    messages: int | None
    gravity: str
    intent: str
    prior_decisions: tuple[PriorDecision, ...] = ()
    lesser: tuple[LesserStep, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedExemption:
    """Why an account ends without 30 days' notice, by the closed list, and what shows it (P2B4-4)."""

    code: ExemptionCode
    shown_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Departures:
    """Where a decision departs from what else protects a member, and why; nothing where it does not.

    `urgent_because` is the harm that could not wait for an answer (DSA14-4), `egregious_because` what is so grave that
    no earlier decision was needed (DSA23-1), `exemption` why there is no notice.
    """

    is_urgent: bool = False
    urgent_because: str = ""
    egregious_because: str = ""
    exemption: StatedExemption | None = None


AS_PROTECTED: Final = Departures()
"""Nothing is set aside of what protects a member."""


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decided, by role and a name that hides theirs."""

    role: str
    pseudonym: str
    is_human: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """Who can discuss facts and reasons, and where to reach them (PWD11-1a)."""

    name_or_role: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redress:
    """The ways to contest (DSA17-3f, P2B12-1). The last date follows from the clocks and is not given here."""

    appeal_url: str
    court: str
    ods_bodies_url: str = ""
    mediators: tuple[str, ...] = ()
    regulator: str = ""
    contract_claim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Something that is not shown, on what basis, who agreed, and when that is looked at again (DSA17-5)."""

    what: str
    basis: str
    approver: str
    recheck_on: date | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What speaks for the member and why it was not enough."""

    in_favour: InFavour
    why_not_enough: str


class Profile(StrEnum):
    """Sets of rules that add to a statement; none drops a part (due-process, 1.3)."""

    ONLINE_PLATFORM = "online_platform"
    BUSINESS_USER = "p2b_business_user"
    WORKER = "pwd_worker"
    UK = "uk"
