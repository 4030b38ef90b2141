"""Lets what a plan lets wait: the hold of each such part, of what is there of it; where there is none, it is paid."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from django.conf import settings

from habeas.domain.actors import Actor
from habeas.domain.holds.answers import HoldAgainst, OpenAmount, Part, PayNow
from habeas.domain.holds.changes import Change, ChangedBecause, PlanChange
from habeas.domain.holds.claims import Claim as ClaimTold
from habeas.domain.holds.claims import ClaimClosed
from habeas.domain.holds.contracts import ContractHeldBySame, ContractHeldTooLong, OtherHolds
from habeas.domain.holds.hold import Hold as HoldPlaced
from habeas.domain.holds.hold import HoldEndsBeforeItStarts, HoldTooLong, OrderByOne, Provider, place_hold
from habeas.domain.holds.statement import MoneyStatement
from habeas.domain.holds.wind_down import WindDown
from habeas.domain.refusals import Refused
from habeas.money import Money, MoneyRefused
from habeas.server.holds.asked import get_free, get_other_holds
from habeas.server.holds.claims import claim_as_told
from habeas.server.holds.models import Claim, Hold
from habeas.server.holds.operations import write_hold
from habeas.server.holds.stating import Reader, state_hold
from habeas.server.journal.operations import lock_owner
from habeas.server.journal.queries import get_credited_since
from habeas.server.parties.keys import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A part that waits, or what is there of it."""

    part: Part
    row: Hold
    statement: MoneyStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheld:
    """A part that was to wait and does not: what of it is paid instead, nothing where all of it waits already.

    `because` is for the log, `why` for the member.
    """

    amount: OpenAmount
    told: Money
    part: Part
    answer: HoldAgainst
    reference: str
    because: str
    why: ChangedBecause


_WHY: Final[Mapping[type[Exception], ChangedBecause]] = {
    ClaimClosed: ChangedBecause.CLAIM_CLOSED,
    HoldEndsBeforeItStarts: ChangedBecause.TIME_OVER,
    OrderByOne: ChangedBecause.ORDER_READ_BY_ONE,
    HoldTooLong: ChangedBecause.PROVIDER_LIMIT,
    ContractHeldTooLong: ChangedBecause.TIME_OVER,
    ContractHeldBySame: ChangedBecause.TIME_OVER,
}
"""Why a hold is not placed, as its member reads it; what else is refused was of more than is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A plan whose holds are placed now, in the caller's transaction, and by whom."""

    plan: WindDown
    by: Actor
    reader: Reader
    keys: Keyring
    is_test: bool
    now: datetime

    def hold(self, amount: OpenAmount, part: Part, answer: HoldAgainst) -> Held | Unheld:
        """Place the hold of a part, of what is there of it; where its claim fell, or its time is over, it is paid."""
        found = Claim.objects.select_for_update(of=("self",)).select_related("owner", "claimant")
        claim = found.get(id=answer.claim)
        unheld = partial(_unheld, amount, part, answer, reference=claim.reference)
        earlier = Hold.objects.filter(claim=claim).first()
        if earlier is not None:
            is_apart = earlier.decision != self.plan.decision  # what another part of this plan holds is not of this one
            runs = earlier.released_at is None and self.now < earlier.release_at
            waits = earlier.waits if is_apart and runs else 0
            because = f"claim: {claim.id} has the hold {earlier.id} already"
            return unheld(waits=waits, because=because, why=ChangedBecause.HELD_BEFORE)
        try:
            placed = self._place(part, answer, claim_as_told(claim), others=get_other_holds(claim))
        except (Refused, MoneyRefused) as refused:
            why = _WHY.get(type(refused), ChangedBecause.LESS_THERE)
            return unheld(waits=0, because=str(refused), why=why)
        statement = state_hold(placed, claim=claim_as_told(claim), reader=self.reader, now=self.now)
        row = write_hold(placed, claim=claim, statement=statement, keys=self.keys, now=self.now)
        return Held(part=part, row=row, statement=statement)

    def _place(self, part: Part, answer: HoldAgainst, claim: ClaimTold, *, others: OtherHolds) -> HoldPlaced:
        member, currency, terms = self.plan.member, part.money.currency, settings.HABEAS.terms
        lock_owner(member, is_test=self.is_test)
        available = get_free(member, currency=currency, is_test=self.is_test)
        left = available.amount if claim.transaction is None else claim.transaction.amount - others.taken
        most = min(left, claim.rest.amount)
        return place_hold(
            hold=answer.decision,
            decision=self.plan.decision,
            claim=claim,
            member=member,
            amount=Money(min(part.money.amount, available.amount, most), currency),
            available=available,
            provider=Provider(name=terms.provider, longest=terms.longest),
            funds_since=get_credited_since(member, currency=currency, is_test=self.is_test) or self.now,
            by=self.by,
            because=part.because,
            now=self.now,
            until=answer.until,
            others=others,
        )

    def change(self, one: Held | Unheld) -> PlanChange | None:
        """Return what the member is told of a part that waits otherwise than they were told; nothing where it is so."""
        plan = self.plan
        if isinstance(one, Unheld):
            return PlanChange(
                decision=plan.decision,
                member=plan.member,
                change=Change.HOLD_NOT_PLACED,
                because=one.why,
                told=one.told,
                left=one.part.money,
                reference=one.reference,
            )
        left = Money(one.row.amount, one.row.currency)
        if left == one.part.money:
            return None
        return PlanChange(
            decision=plan.decision,
            member=plan.member,
            change=Change.HOLD_OF_LESS,
            because=ChangedBecause.LESS_THERE,
            told=one.part.money,
            left=left,
            reference=one.row.claim.reference,
        )


def _unheld(
    amount: OpenAmount,
    part: Part,
    answer: HoldAgainst,
    *,
    reference: str,
    waits: int,
    because: str,
    why: ChangedBecause,
) -> Unheld:
    left = Money(max(0, part.money.amount - waits), part.money.currency)
    return Unheld(
        amount=amount,
        told=part.money,
        part=replace(part, money=left, answer=PayNow()),
        answer=answer,
        reference=reference,
        because=because,
        why=why,
    )
