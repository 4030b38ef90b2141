"""The shapes of answers about money that is frozen: by law, or while its owner is in doubt."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

_OPEN = ConfigDict(extra="allow")


class FreezeShape(BaseModel):
    """A member's money frozen by law."""

    model_config = _OPEN

    id: str
    member: str
    basis: str
    reference: str = Field(description="The document that binds")
    officer: str = Field(description="Who answers for it")
    placed_at: datetime
    review_at: datetime = Field(description="When it is looked at again")
    is_silent: bool = Field(description="The law forbids to tell the member")
    lifted_at: datetime | None


class ToldFreezeShape(BaseModel):
    """A freeze by law that its member may know of."""

    id: str
    basis: str
    reference: str = Field(description="The document that binds")
    placed_at: datetime
    review_at: datetime = Field(description="By when a person looks whether it still binds")


class DetailsFreezeShape(BaseModel):
    """Payout details that changed while money waited."""

    model_config = _OPEN

    member: str
    changed_at: datetime
    ends_at: datetime = Field(description="When the last hold ends, and with it the freeze")
    recovered_at: datetime | None = Field(description="When the owner confirmed them, or null")
