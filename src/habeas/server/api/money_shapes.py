"""The shapes of answers about money. Amounts are whole minor units."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from habeas.server.api.freeze_shapes import DetailsFreezeShape, ToldFreezeShape

_OPEN = ConfigDict(extra="allow")


class MoneyShape(BaseModel):
    """An amount: 1999 EUR is 19.99 euro."""

    amount: int = Field(description="Minor units, whole")
    currency: str = Field(description="ISO 4217")


class BalanceShape(BaseModel):
    """Money in one currency: credited = available + held + in transit + paid + deducted."""

    currency: str
    credited: int
    available: int
    held: int
    in_transit: int
    paid: int
    deducted: int


class HoldShape(BaseModel):
    """Money that waits for a claim."""

    model_config = _OPEN

    id: str
    decision: str
    claim: str
    member: str
    amount: MoneyShape = Field(description="What waits of it: no more than is left of its claim")
    provider: str = Field(description="Who keeps the money")
    placed_at: datetime
    placed_by: str
    release_at: datetime = Field(description="When it is free at the latest, by itself")
    renewed_at: datetime | None
    renewed_by: str | None
    released_at: datetime | None
    released_because: str | None


class DeductionShape(BaseModel):
    """Money that was taken for an upheld claim, item by item."""

    model_config = _OPEN

    id: str
    hold: str
    amount: MoneyShape
    items: list[Any]
    decided_by: str
    approved_by: str
    decided_at: datetime
    restored_at: datetime | None = Field(description="When it was given back, or null")


class ClaimShape(BaseModel):
    """What a third party claims, or an authority orders."""

    model_config = _OPEN

    id: str
    kind: str
    member: str = Field(description="Whose money is claimed")
    claimant: str
    reference: str = Field(description="The claimant's own")
    amount: MoneyShape
    left: MoneyShape = Field(description="What of it is not given back, is claimed still and was not upheld for less")
    transaction: MoneyShape | None = Field(description="What was paid for what the claim is about")
    opened_at: datetime
    recorded_at: datetime
    closed_at: datetime | None
    upheld: bool | None


class DifferenceShape(BaseModel):
    """Where a host's report and the journal differ, or the journal has less than nothing."""

    kind: Literal["reported", "overdrawn"] = Field(
        description="`overdrawn`: no report says so, and `reported` is nothing"
    )
    member: str
    state: str
    reported_at: datetime
    reported: MoneyShape
    booked: MoneyShape
    missing: MoneyShape = Field(description="How much more is reported than is booked")


class HoldReasonShape(BaseModel):
    """For what an amount waits, or of what it was deducted."""

    id: str
    decision: str
    claim: str
    claim_kind: str
    reference: str = Field(description="The claimant's own")
    provider: str = Field(description="Who keeps the money")
    because: str | None = Field(description="The reasons as the member reads them; null once the member is erased")


class ItemShape(BaseModel):
    """One item of what was deducted: what for, by which clause."""

    amount: int
    clause: str
    words: str | None = Field(description="As the member reads it; null once the member is erased")


class DeductedShape(BaseModel):
    """The deduction that an amount is of: a decision of its own."""

    id: str
    items: list[ItemShape]


class AmountShape(BaseModel):
    """One amount of a member's money: its state, why it is there, since and until when.

    `why`: `free` can be paid out unless one of `freezes` stops it; `milestone` is the member's until they release it;
    `claim` waits for a claim; `payout` is on its way or there; `work` was paid to others; `charged_back` came back from
    the bank; `fee` and `deduction` were deducted; `earlier` moved so long ago that it is not listed by itself.
    """

    state: Literal["available", "held", "in_transit", "paid", "deducted"]
    amount: int
    currency: str
    why: Literal[
        "free", "overdrawn", "milestone", "claim", "payout", "work", "charged_back", "fee", "deduction", "earlier"
    ]
    since: datetime | None
    until: datetime | None = Field(description="When it moves by itself, or is due")
    contract: str | None
    milestone: str | None
    chargeback: str | None
    payout: str | None
    hold: HoldReasonShape | None
    deduction: DeductedShape | None


class PaymentShape(BaseModel):
    """What the plan of a decision says is to be paid, or to go back to who put it in, and when."""

    id: str
    decision: str | None = Field(description="The decision whose plan it is, where that is about this member")
    action: Literal["pay", "refund"]
    amount: MoneyShape
    contract: str | None
    milestone: str | None
    due_at: datetime
    needs_work: bool = Field(description="It is asked no sooner than the work is handed in")
    asked_at: datetime | None = Field(description="Since when the provider is asked")
    dropped_at: datetime | None


class LessenedShape(BaseModel):
    """That so much of what was missing was there again, and since when."""

    model_config = _OPEN

    amount: MoneyShape
    at: datetime


class LossShape(BaseModel):
    """What a wrong wait, deduction or plan cost: how much was missing from when to when, and what is owed for it."""

    model_config = _OPEN

    about: str = Field(description="The hold, the deduction, or the payment of a plan")
    decision: str | None = Field(description="The decision that fell; none where it was about who pays them")
    amount: MoneyShape = Field(description="What was missing first")
    since: datetime
    until: datetime
    lessened: list[LessenedShape] = Field(description="What of it was there again sooner: it is counted till then")
    money_days: int = Field(description="Minor units times days, over each stretch of time of what then was missing")
    owed: MoneyShape = Field(description="By the marketplace's own yearly rate; nothing where it set none")


class MemberMoneyShape(BaseModel):
    """Where a member's money is."""

    model_config = _OPEN

    member: str
    as_of: datetime
    balances: list[BalanceShape]
    amounts: list[AmountShape] = Field(description="For each currency and state they sum to the balance")
    contracts: list[dict[str, Any]]
    payments: list[PaymentShape] = Field(description="What plans say is to be paid, till the provider says it is done")
    holds: list[HoldShape]
    losses: list[LossShape] = Field(description="What decisions that fell cost the member, the newest first")
    payout_details: list[DetailsFreezeShape] = Field(description="Changes that are not paid to yet")
    freezes: list[ToldFreezeShape] = Field(description="By law, the silent ones left out")
    differences: list[DifferenceShape]


class AcknowledgedShape(BaseModel):
    """When the host first said that an instruction was carried out."""

    instruction: str
    acknowledged_at: datetime


class WaitingShape(HoldShape):
    """A hold that runs, with what it waits for."""

    claim_kind: str
    reference: str
    latest: datetime = Field(description="What no renewal may pass")
    is_past_due: bool
    is_renewable: bool


class UndecidedShape(ClaimShape):
    """A claim that is undecided, with the hold for it."""

    hold: str | None


class InstructionShape(BaseModel):
    """What the provider was asked to do, and what became of it."""

    model_config = _OPEN

    id: str
    action: str
    member: str
    amount: MoneyShape
    provider: str
    hold: str | None = Field(description="The hold that it is about, or null")
    payment: str | None = Field(description="The payment that it is about, or null")
    given_at: datetime
    attempts: int
    acknowledged_at: datetime | None
    done: MoneyShape | None = Field(description="Of how much it was carried out")
    problem: str | None
    late_since: datetime | None


class UnansweredShape(BaseModel):
    """Money in a milestone for which a plan's payment was withdrawn, as its contract ended before the work came."""

    contract: str
    milestone: str
    amount: MoneyShape
    member: str = Field(description="Whose plan it was")
    paid_in_by: str
    since: datetime
    handed_in_at: datetime | None = Field(description="When work was handed in all the same, or null")


class OverviewShape(BaseModel):
    """What a money officer looks after."""

    as_of: datetime
    holds: list[WaitingShape] = Field(description="What ends first comes first")
    claims: list[UndecidedShape] = Field(description="Undecided, the oldest first")
    unanswered: list[UnansweredShape] = Field(
        description="Left in contracts that ended, till an event tells where it goes; the oldest first"
    )
    differences: list[DifferenceShape]
    instructions: list[InstructionShape] = Field(description="Late, or done otherwise")
