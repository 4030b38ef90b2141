"""What callers say about money: claims, holds, renewals, releases. Each names the person who decides."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from habeas.domain.holds.deductions import Item
from habeas.money import MOST
from habeas.money import Money as MinorUnits
from habeas.server.api.parameters import Id, Instant, Language, Zone
from habeas.server.api.staff import Act, Email
from habeas.server.events.schemas.values import Money, MovedMoney

Person = Annotated[
    str,
    Field(
        max_length=120,
        pattern=r"\S",
        description="The person who decides: of the staff, by e-mail, where roles are kept here",
    ),
]
Words = Annotated[str, Field(max_length=2000, pattern=r"\S", description="The reasons, for the member to read")]

_MOST_DAYS: Final = 3660


class NewClaim(BaseModel):
    """What somebody claims of a member's money."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "kind": "authority_order",
                    "member": "fred",
                    "claimant": "District Court of Lisbon",
                    "reference": "1234/26.0T8LSB",
                    "amount": {"amount": 30000, "currency": "EUR"},
                    "by": "ana@market.example",
                }
            ]
        },
    )

    kind: Literal["dispute", "chargeback", "refund_request", "authority_order"]
    member: Id
    claimant: Id
    reference: Annotated[str, Field(min_length=1, max_length=200)]
    amount: MovedMoney
    contract: Annotated[Id | None, Field(description="What it is about; left out for the order of an authority")] = None
    by: Person


class ClaimDecision(BaseModel):
    """How a claim was decided."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"upheld": False, "by": "ana@market.example"}]}
    )

    upheld: bool
    by: Person


class NewHold(Act):
    """What waits for which claim, why, and which person of the staff says so. `language`, `zone`: the member's.

    Where no language is named it is the one that the member reads.
    """

    claim: Id
    amount: MovedMoney
    decision: Annotated[
        str | None, Field(min_length=1, max_length=40, description="The decision that it goes with, where it has one")
    ] = None
    provider: Annotated[str, Field(max_length=120, pattern=r"\S", description="Who keeps the money")]
    provider_days: int | None = Field(
        None, ge=1, le=_MOST_DAYS, description="How long the provider may keep it, where that is less than configured"
    )
    because: Words
    language: Language | None = None
    zone: Zone = "UTC"


class Renewal(Act):
    """Until when a hold runs on, why, and which second person of the staff says so."""

    until: Instant
    because: Words


class ItemContent(BaseModel):
    """One item of a deduction: what for, by which clause, shown by what."""

    model_config = ConfigDict(extra="forbid")

    amount: MovedMoney
    clause: Annotated[str, Field(min_length=1, max_length=200)]
    evidence: Annotated[list[Id], Field(min_length=1, max_length=100)]
    words: Words

    @property
    def item(self) -> Item:
        """Return it as the core takes it."""
        money = MinorUnits(self.amount.amount, self.amount.currency)
        return Item(amount=money, clause=self.clause, evidence=tuple(self.evidence), words=self.words)


class NewDeduction(Act):
    """What is deducted, item by item, who decides, and which second person of the staff agrees."""

    approved_by: Email
    items: Annotated[list[ItemContent], Field(min_length=1, max_length=100)]


class Release(BaseModel):
    """Who frees a hold, and why."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"because": "lifted", "by": "ana@market.example"}]}
    )

    because: Literal["lifted", "claim_withdrawn"] = "lifted"
    by: Person


class DoneMoney(Money):
    """Of how much an instruction was carried out: of nothing up to all."""

    amount: Annotated[int, Field(strict=True, ge=0, le=MOST, description="Minor units, whole")]


class Acknowledgement(BaseModel):
    """Of how much an instruction was carried out, where that is said."""

    model_config = ConfigDict(extra="forbid")

    amount: DoneMoney | None = None
