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
    reason: str
    state: str
    opened_at: datetime
    closed_at: datetime | None
    holder: str | None = Field(description="Who looks at it, as `staff:` with a number")
    held_until: datetime | None


class EvidenceShape(BaseModel):
    """What a case rests on, and what speaks for the member."""

    model_config = _OPEN

    evidence: list[Any]
    in_favour: Any


class ProposalsShape(BaseModel):
    """What the machine proposes, shown after the evidence."""

    model_config = _OPEN

    proposals: list[Any]


class PreviewShape(BaseModel):
    """What the member would read, and every effect in its order with its time."""

    model_config = _OPEN

    reads: Any
    effects: list[Any]
    appeal_until: str


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


class AppealShape(BaseModel):
    """An appeal and how it stands."""

    model_config = _OPEN

    id: str
    decision: str
    member: str
    state: str
    outcome: Literal["upheld", "varied", "overturned"] | None
    filed_at: datetime
    due_at: datetime | None
    ended_at: datetime | None
    reviewer: str | None
