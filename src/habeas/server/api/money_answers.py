"""What a person answers for a member's money and contracts, as a body says it."""

from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from habeas.domain.holds.answers import (
    Answer,
    ContractAnswer,
    Ended,
    GoesOn,
    HandedOver,
    Harm,
    HarmKind,
    Part,
    Paused,
    PayNow,
    PayOn,
    RefundClient,
)
from habeas.money import Money
from habeas.server.api.parameters import Id, Instant
from habeas.server.events.schemas.values import MovedMoney
from habeas.server.holds.plans import Said, Wait

_FORBID: Final = ConfigDict(extra="forbid")

_BECAUSE: Final = (
    "The reason, for the member to read: needed for all but what is paid now, or on a milestone's own date"
)


class PartContent(BaseModel):
    """What becomes of an amount, or of a part of it: paid now, paid at the latest on a date, held, or refunded.

    A milestone whose work is not handed in and that is not due yet is not paid now: on a date, once it is handed in, or
    when it is due; or it is refunded where its contract does not go on.
    """

    model_config = _FORBID

    amount: MovedMoney
    answer: Literal["pay_now", "pay_on", "hold", "refund"]
    at: Annotated[Instant | None, Field(description="With `pay_on`, for what has a date: the latest day")] = None
    claim: Annotated[Id | None, Field(description="With `hold`: for which open claim it waits")] = None
    because: Annotated[str, Field(max_length=2000, description=_BECAUSE)] = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.answer == "pay_on") is (self.at is None):
            raise ValueError("`at` goes with `pay_on`, and only with it")
        if (self.answer == "hold") is (self.claim is None):
            raise ValueError("`claim` goes with `hold`, and only with it")
        return self

    @property
    def money(self) -> Money:
        """Return the amount."""
        return Money(self.amount.amount, self.amount.currency)

    @property
    def part(self) -> Part:
        """Return what is answered, but for a hold."""
        answer: Answer = RefundClient() if self.answer == "refund" else PayNow()
        answer = answer if self.at is None else PayOn(self.at)
        return Part(money=self.money, answer=answer, because=self.because)


class AmountContent(BaseModel):
    """What becomes of one amount that is open: a balance (`balance:USD`) or a milestone (`contract/milestone`)."""

    model_config = _FORBID

    id: Annotated[str, Field(min_length=1, max_length=450)]
    parts: Annotated[list[PartContent], Field(min_length=1, max_length=20)]


class HarmContent(BaseModel):
    """Harm in one contract, the only ground on which it rests or ends: of which kind, and which facts show it."""

    model_config = _FORBID

    kind: HarmKind
    shown_by: Annotated[
        list[Id], Field(min_length=1, max_length=50, description="Facts that the decision relies on, by their ids")
    ]

    @property
    def harm(self) -> Harm:
        """Return the harm."""
        return Harm(kind=self.kind, shown_by=tuple(dict.fromkeys(self.shown_by)))


class FateContent(BaseModel):
    """What becomes of one contract; one that is not named goes on."""

    model_config = _FORBID

    contract: Id
    fate: Literal["goes_on", "paused", "handed_over", "ended"]
    until: Annotated[Instant | None, Field(description="With `paused`: until when it rests")] = None
    to: Annotated[Id | None, Field(description="With `handed_over`: who goes on with it")] = None
    harm: Annotated[HarmContent | None, Field(description="With `paused` and `ended`: the ground")] = None
    because: Annotated[str, Field(max_length=2000, description="The reason, for the member to read")] = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.fate == "paused") is (self.until is None):
            raise ValueError("`until` goes with `paused`, and only with it")
        if (self.fate == "handed_over") is (self.to is None):
            raise ValueError("`to` goes with `handed_over`, and only with it")
        if self.harm is not None and self.fate not in {"paused", "ended"}:
            raise ValueError("`harm` goes with `paused` and `ended`, and only with them")
        return self

    @property
    def answer(self) -> ContractAnswer:
        """Return what becomes of it."""
        harm = None if self.harm is None else self.harm.harm
        if self.until is not None:
            return Paused(self.because, self.until, harm)
        if self.to is not None:
            return HandedOver(self.because, self.to)
        return Ended(self.because, harm) if self.fate == "ended" else GoesOn()


class MoneyContent(BaseModel):
    """The answers for money and contracts where an account is suspended or ended: every open amount has one."""

    model_config = _FORBID

    amounts: Annotated[tuple[AmountContent, ...], Field(max_length=2000)] = ()
    contracts: Annotated[tuple[FateContent, ...], Field(max_length=2000)] = ()

    @model_validator(mode="after")
    def _answers_once(self) -> Self:
        named = [one.id for one in self.amounts] + [f"contract {one.contract}" for one in self.contracts]
        twice = sorted({name for name in named if named.count(name) > 1})
        if twice:
            raise ValueError(f"each amount and each contract is answered for once; {', '.join(twice)} is there twice")
        return self

    @property
    def said(self) -> Said:
        """Return what the use case takes."""
        return Said(
            answers={one.id: [part.part for part in one.parts if part.claim is None] for one in self.amounts},
            waits=[
                Wait(amount=one.id, claim=part.claim, money=part.money, because=part.because)
                for one in self.amounts
                for part in one.parts
                if part.claim is not None
            ],
            fates={one.contract: one.answer for one in self.contracts},
        )


_PLACES: Final = {"answers": "amounts", "fates": "contracts", "claims": "claims"}


def money_field(place: str) -> str:
    """Return where in a body the answer stands that a plan lacks."""
    part, _, name = place.partition(".")
    return f"/money/{_PLACES[part]}/{name.replace('~', '~0').replace('/', '~1')}"
