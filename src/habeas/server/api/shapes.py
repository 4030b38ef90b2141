"""The shapes of answers, as the OpenAPI document shows them. Later versions add fields and take none away."""

from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")

_OPEN = ConfigDict(extra="allow")


class ErrorShape(BaseModel):
    """One thing that is wrong: where, and what is wanted there."""

    model_config = _OPEN

    field: str = Field(description="JSON pointer into what was sent, or the name of a parameter")
    message: str


class ProblemShape(BaseModel):
    """Problem details (RFC 9457)."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:habeas:problem:scope-missing",
                    "title": "The API key may not do this",
                    "status": 403,
                    "detail": "This needs a key with the scope `ingest`; this key has `read`.",
                    "errors": [],
                }
            ]
        },
    )

    type: str
    title: str
    status: int
    detail: str
    errors: list[ErrorShape]


class PolicyShape(BaseModel):
    """Which version of a policy."""

    model_config = _OPEN

    id: str
    version: str
    digest: str


class VerdictShape(BaseModel):
    """What a policy says of a message, as `habeas decide` writes it."""

    model_config = _OPEN

    finding: str
    allowed: bool
    action: str = Field(description="What is done: `none`, `nudge`, `warn` or `hold_message`")
    proposed: str | None = Field(None, description="The harsher step that a person would have to decide")
    needs_human: bool
    rule: str | None
    clause: str | None
    policy: PolicyShape
    reasons: list[Any]


class DecisionShape(VerdictShape):
    """One decision."""

    id: str
    event_id: str
    member: str
    mode: Literal["shadow", "active"]
    occurred_at: datetime
    decided_at: datetime


class ResultShape(BaseModel):
    """What became of one event."""

    model_config = _OPEN

    id: str
    status: Literal["accepted", "duplicate", "rejected"]
    decision_id: str | None = None
    decision: dict[str, Any] | None = None
    problem: ProblemShape | None = None


class ResultsShape(BaseModel):
    """What became of each event, in the order in which they came."""

    results: list[ResultShape]
    partial: bool = Field(description="Whether some events were rejected and others kept")


class CheckShape(VerdictShape):
    """The verdict on a draft, with what helps its writer."""

    nudge: str | None = Field(None, description="The hint to show, where there is one")
    purposes: list[Any] = Field([], description="Purposes that the writer may declare")


class PageShape(BaseModel, Generic[T]):
    """One page of a list. `next` is the cursor of the page behind it, null on the last one."""

    items: list[T]
    next: str | None


class StatementShape(BaseModel):
    """A statement of reasons as the member reads it."""

    model_config = _OPEN

    decision_id: str
    log_entry: int | None = Field(description="For `/v1/audit/proof`: what commits to `digest`; null till written")


class StandingShape(BaseModel):
    """Where a member stands: what counts and until when."""

    model_config = _OPEN

    member: str


class LinkShape(BaseModel):
    """A link for one person: a member, or by `mandate` who acts for them. Send it to nobody else.

    `confirmed_by` is who makes sure that it is them: `code`, that Habeas mails, or `host`.
    """

    member: str
    mandate: str | None
    url: str
    expires_at: datetime
    confirmed_by: str


class MeasureShape(BaseModel):
    """One measure and how it stands."""

    model_config = _OPEN

    id: str
    decision: str
    event: str | None
    member: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    acknowledged_at: datetime | None
    ended_at: datetime | None


class ChannelShape(BaseModel):
    """A channel as the register shows it. It judges in shadow until a named person activates it."""

    name: str
    mode: Literal["off", "coaching", "content"]
    legal_basis: str
    assessment: str
    registered_at: datetime
    registered_by: str
    activated_at: datetime | None
    activated_by: str | None


class StepShape(BaseModel):
    """A step of the ladder. Lengths are in seconds."""

    model_config = _OPEN

    action: str


class ClauseShape(BaseModel):
    """A published clause of the terms."""

    id: str
    title: str
    text: str
    url: str
    in_force_from: str


class ActivePolicyShape(PolicyShape):
    """The policy that judges, since when and by whose word."""

    title: str
    languages: list[str]
    activated_at: datetime
    activated_by: str
    ceiling: str
    ladder: list[StepShape]
    clauses: list[ClauseShape]


class KeptShape(BaseModel):
    """How often a clock ran, was met in time, and ran out."""

    clock: str
    started: int
    kept: int
    late: int


class KeptClocksShape(BaseModel):
    """The clocks that are counted publicly, and how they were kept."""

    clocks: list[KeptShape]


class RulesShape(BaseModel):
    """The rules as anybody may read them. `ladder_digest` is the SHA-256 of the ladder in canonical JSON."""

    policy: str
    version: str
    digest: str
    title: str
    language: str
    languages: list[str]
    clauses: list[ClauseShape]
    ladder: list[StepShape]
    ladder_digest: str
    clocks: list[dict[str, Any]] = Field(description="By when everything has to be done, each by its rule")


class CheckpointShape(BaseModel):
    """A signed checkpoint of the audit log, and what it says."""

    origin: str
    size: int
    root: str = Field(description="Of the Merkle tree, in hexadecimal")
    key: str = Field(description="The log's public key: name+id+key. Compare it with the one that was published")
    checkpoint: str = Field(description="The signed note")


class EntryProofShape(BaseModel):
    """That an entry is in the log."""

    entry: dict[str, Any]
    size: int
    proof: list[str] = Field(description="The hashes from the leaf's sibling up to below the root")
    checkpoint: str
    file: str = Field(description="All of it, as `habeas audit verify` and other tools read it")


class GrowthProofShape(BaseModel):
    """That an earlier log is the beginning of a later one."""

    old: int
    new: int
    proof: list[str]


class NamesShape(BaseModel):
    """A list of names, each with its address."""

    items: list[dict[str, str]]


class AnyShape(BaseModel):
    """An object that another document describes."""

    model_config = _OPEN


class EndpointShape(BaseModel):
    """An address that webhooks go to."""

    id: str
    url: str
    types: list[str]
    created_at: datetime
    created_by: str
    disabled_at: datetime | None


class SecretShape(BaseModel):
    """A secret that signs webhooks. It is shown this once."""

    secret: str


class NewEndpointShape(EndpointShape, SecretShape):
    """A new address, with its secret."""


class ReplayShape(BaseModel):
    """How many webhooks are sent again."""

    replayed: int
