"""What a preview of a hold, or of how its claim was decided, answers with."""

from typing import Any

from pydantic import BaseModel, Field

from habeas.server.api.money_shapes import MoneyShape


class HoldEffectShape(BaseModel):
    """One thing that would follow."""

    effect: str = Field(description="What follows, as `waits`, `ends`, `free`, `upheld`, `details_kept`")
    amount: MoneyShape | None = Field(description="Of how much, where that says anything")
    at: str | None = Field(description="When, or until when, where that says anything")


class HoldPreviewShape(BaseModel):
    """What the member would read, and all that would follow, in its order."""

    reads: Any = Field(description="Null where the member reads nothing")
    effects: list[HoldEffectShape]
    appeal_until: str | None = Field(description="The last day to appeal; null where nothing can be appealed")
