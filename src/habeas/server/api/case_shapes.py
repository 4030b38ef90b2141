"""The shapes of answers about cases, decisions of people and appeals."""

from datetime import datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

_OPEN: Final = ConfigDict(extra="allow")


class CaseShape(BaseModel):
    """A case: what waits for a person, who looks at it, and in a queue why it stands where it does."""

    model_config = _OPEN

    id: str
    member: str
    reason: str = Field(description="Why it was opened")
    reasons: list[str] = Field(description="Why anything in it is there: all about a member is in one case")
    state: str
    queue: str
    routed_by: dict[str, Any] | None = Field(
        description="What the rule asks for that put it into its queue, as it was declared then; nothing for the rule "
        "that takes all, null where it was not kept"
    )
    language: str | None = Field(description="By which language it is routed")
    language_source: str | None = Field(
        description="Who knows it: `words` (said with what opened it), `record` (of the marketplace), `last_case`, "
        "`own_report`, or `read` from the member's words; null where nobody does"
    )
    clause: str | None = Field(
        description="Null till the case is over: what a machine holds against the member stands in its proposal, which "
        "is read after the evidence"
    )
    harms_others: bool
    is_sole_income: bool
    alleges_illegality: bool
    by_trusted_flagger: bool
    opened_at: datetime
    due_at: datetime | None = Field(description="When the next of its clocks is due, as far as is known now")
    closed_at: datetime | None
    holder: str | None = Field(description="Who looks at it, as `staff:` with a number")
    held_until: datetime | None


class QueuesShape(BaseModel):
    """Queues and how they stand: what is said of each is about cases, and under `appeals` the same about appeals."""

    model_config = _OPEN

    items: list[Any]


class InquiryShape(BaseModel):
    """Something asked about a case, of its member or of a colleague, with the answer where there is one."""

    model_config = _OPEN

    id: str
    case: str
    asked_by: str
    to: str = Field(description="`member`, or who of the staff was asked")
    question: str
    answer: str | None
    asked_at: datetime
    until: datetime | None = Field(description="How long the case waits for the member")
    answered_at: datetime | None
    lapsed_at: datetime | None = Field(description="Since when it goes on without an answer")


class ReportShape(BaseModel):
    """A report as its author may read it, and what came of it."""

    model_config = _OPEN

    report: str
    kind: Literal["art16_notice", "terms_report"]
    reporter: str
    about: str
    message: str | None
    content: str
    received_at: datetime
    outcome: Literal["acted", "not_acted", "taken_back"] | None
    used_automation: bool
    answered_at: datetime | None
    answer: str | None = Field(description="What a person wrote beside the outcome")
    appeal_until: str | None = Field(
        description="The last day on which its author can appeal what came of it; null till they were informed of it"
    )
    redress: dict[str, Any] | None = Field(description="Where its author can contest what came of it, once it is there")
    contact: dict[str, str] = Field(description="Whom its author can ask")


class SafeguardShape(BaseModel):
    """A safeguard and how it ended, or when it will."""

    model_config = _OPEN

    safeguard: str
    member: str
    kind: str
    because: str
    placed_by: str
    placed_at: datetime
    ends_at: datetime
    taken_over_since: datetime | None
    ended_at: datetime | None
    ended_by: str | None = Field(description="`owner`, `clock`, `appeal`, or who of the staff")
    reversed_at: datetime | None = Field(description="when an appeal undid it")


class EvidenceShape(BaseModel):
    """What a case rests on, without the machine's opinion, how reports of it look, and what speaks for the member."""

    model_config = _OPEN

    evidence: list[Any]
    reports: list[Any] = Field(description="Never by whom; `retaliation` is a pattern, which proves nothing")
    in_favour: Any


class ProposalsShape(BaseModel):
    """What the machine proposes and which finding and clause it names, shown after the evidence."""

    model_config = _OPEN

    proposals: list[Any]


class PreviewShape(BaseModel):
    """What the member would read, and every effect in its order with its time."""

    model_config = _OPEN

    announced: Any = Field(None, description="What the member reads first, where they can answer it")
    reads: Any
    effects: list[Any]
    appeal_until: str


class OpenMoneyShape(BaseModel):
    """What has to be answered for where the account is suspended or ended; `usual` is the answer of most."""

    model_config = _OPEN

    amounts: list[Any]
    contracts: list[Any]
    claims: list[Any]


class SanctionShape(BaseModel):
    """A decision of a person, and how far it has come."""

    model_config = _OPEN

    id: str
    case: str
    member: str
    action: str
    state: str
    decided_by: str
    approved_by: str | None
    notified_at: datetime | None
    effective_at: datetime | None
    ended_at: datetime | None
    reversed_at: datetime | None


class ClockShape(BaseModel):
    """A clock that runs for something about a member, with the rules that made it."""

    model_config = _OPEN

    number: int
    clock: str
    subject: str = Field(description="The id of what it runs for: a case, an appeal, a decision, a hold ...")
    member: str
    rules: list[str]
    state: str
    started_at: datetime
    ends_at: datetime = Field(description="When it ends but for a pause that goes on now; they are in this order")
    due_at: datetime = Field(description="When it ends as far as is known now: a pause that goes on has moved it")
    paused_for_seconds: int
    breached_at: datetime | None


class AppealShape(BaseModel):
    """An appeal and how it stands."""

    model_config = _OPEN

    id: str
    matter: str = Field(description="What kind of decision it contests: `sanction`, `screening` ...")
    decision: str
    member: str
    state: str
    queue: str | None = Field(description="Where it waits, as the same rules say that route cases; null out of time")
    routed_by: dict[str, Any] | None = Field(
        description="What the rule asks for that put it there, as it was declared then; nothing for the rule that "
        "takes all"
    )
    language: str | None = Field(description="By which language it is routed")
    language_source: str | None = Field(description="Who knows it: as of a case")
    outcome: Literal["upheld", "varied", "overturned"] | None
    filed_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    reviewer: str | None
    given_by: str | None = Field(description="Who let the reviewer hear it, mostly they themselves")
    override_by: str | None = Field(
        description="Who let the reviewer hear it though they took part in the decision; null where they took none"
    )


class RemedyShape(BaseModel):
    """What is owed to a member after a decision was undone, by when, and whether it was given."""

    model_config = _OPEN

    id: str
    decision: str
    member: str
    appeal: str | None = Field(description="The appeal that undid it; null where a person did so unasked")
    owed: list[Any] = Field(description="Each with `kind`, `amount` in minor units, and what an estimate comes from")
    unknown: list[str] = Field(description="What could not be found out and has to be asked")
    days_lost: int
    owed_at: datetime
    due_at: datetime
    given_at: datetime | None
    breached_at: datetime | None


class FileShape(BaseModel):
    """A file that a member sent, without its content. `digest` is its SHA-256, `size` in bytes."""

    model_config = _OPEN

    id: str
    name: str
    media_type: str
    size: int
    digest: str
    received_at: datetime
    filed_at: datetime | None


class MandateShape(BaseModel):
    """That a member lets somebody act for them."""

    model_config = _OPEN

    id: str
    member: str
    representative: str
    decision: str | None
    given_at: datetime
    ends_at: datetime | None
    revoked_at: datetime | None


class AppealLimitShape(BaseModel):
    """A warning about misuse of appeals, and the limit that followed where one did."""

    model_config = _OPEN

    id: str
    member: str
    warned_at: datetime
    limited_at: datetime | None
    until: datetime | None
