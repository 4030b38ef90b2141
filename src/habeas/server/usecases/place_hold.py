"""Lets money of a member wait for a claim: a person's decision, told to the host in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.holds.hold import Hold as HoldPlaced
from habeas.domain.holds.hold import Provider
from habeas.domain.holds.hold import place_hold as place
from habeas.domain.holds.reasons import check_money_reasons
from habeas.domain.holds.statement import MoneyStatement
from habeas.domain.refusals import Refused
from habeas.money import Money
from habeas.server.audit.operations import Happening, append
from habeas.server.holds.asked import get_free, get_other_holds
from habeas.server.holds.claims import claim_as_told
from habeas.server.holds.earlier import list_hold_reasons
from habeas.server.holds.foreseeing import UNMADE, Foreseen, foresee_placing
from habeas.server.holds.models import Claim, Hold
from habeas.server.holds.operations import PERSON, new_hold_id, write_hold
from habeas.server.holds.stating import Reader, state_hold
from habeas.server.holds.views import hold_as_json
from habeas.server.journal.operations import lock_owner
from habeas.server.journal.queries import get_credited_since
from habeas.server.notices.money import read_of_money, tell_of_money
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import KeyDestroyed, Keyring, lock_members
from habeas.server.rulings.models import Sanction


class NoSuchClaim(LookupError):
    """A claim that is not known."""


class ClaimHeldBefore(Refused):
    """A second hold for one claim."""

    rule = "FUND-4"
    says = "claim: money waits, or waited, for {claim} in the hold {hold}; a claim bears one hold"


class HoldForUnknownDecision(Refused):
    """A hold that goes with a decision which nobody made about its member."""

    rule = "FUND-3"
    says = "decision: {decision} is no decision of a person about {member}; name one, or leave it out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to let wait for which claim, and why.

    `decision` is the one about the same member that it goes with, none where it stands alone.
    """

    claim: str
    amount: Money
    provider: Provider
    by: Actor
    because: str
    reader: Reader
    decision: str | None = None


@transaction.atomic
def place_hold(*, wanted: Wanted, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Place a hold, tell its member with reasons and the way to appeal, and return it as interfaces show it.

    Raises NoSuchClaim, ClaimHeldBefore, HoldForUnknownDecision, KeyDestroyed for an erased member, and what the core
    refuses: a machine's hold, one for an order that the same person wrote down, one without reasons of its own, of more
    than is claimed or there, longer than the provider may keep.
    """
    row = _lock_claim(wanted.claim, is_test=is_test, now=now)
    member = row.owner.party
    hold, statement, keys = _make(row, wanted, made=new_hold_id(), now=now)
    written = write_hold(hold, claim=row, statement=statement, keys=keys, now=now)
    write_messages([tell_of_money(statement, is_test=is_test, keys=keys, now=now)], now=now)
    shown = hold_as_json(written)
    placed = Happening(
        at=now, action="hold.placed", actor=PERSON, subject=f"hold:{hold.id}", payload=shown, member=member
    )
    append([placed], seal=keys.seal)
    return shown


@transaction.atomic
def preview_hold(*, wanted: Wanted, is_test: bool, now: datetime) -> Foreseen:
    """Return what the member would read of a hold, and all that would follow; nothing is written.

    Refused as the hold would be.
    """
    row = _lock_claim(wanted.claim, is_test=is_test, now=now)
    hold, statement, _ = _make(row, wanted, made=UNMADE, now=now)
    free = get_free(row.owner.party, currency=row.currency, is_test=is_test)
    return foresee_placing(hold, statement, read_of_money(statement), owner=row.owner, free=free)


def _make(claim: Claim, wanted: Wanted, *, made: str, now: datetime) -> tuple[HoldPlaced, MoneyStatement, Keyring]:
    """Return a hold and its statement, not yet written, and the key of its member, who is locked."""
    member, by = claim.owner.party, wanted.by
    if wanted.decision is not None:
        _check_decision(wanted.decision, member=member, is_test=claim.is_test)
    keys = lock_members([member], now=now)
    if not keys.has(member):
        raise KeyDestroyed(member)
    hold = _place(claim, wanted, made=made, now=now)
    to_others = list_hold_reasons(by, but_to=member, is_test=claim.is_test)
    check_money_reasons(wanted.because, field="because", to_others=to_others)
    return hold, state_hold(hold, claim=claim_as_told(claim), reader=wanted.reader, now=now), keys


def _place(claim: Claim, wanted: Wanted, *, made: str, now: datetime) -> HoldPlaced:
    member, currency, is_test = claim.owner.party, wanted.amount.currency, claim.is_test
    lock_owner(member, is_test=is_test)
    return place(
        hold=made,
        decision=wanted.decision or made,
        claim=claim_as_told(claim),
        member=member,
        amount=wanted.amount,
        available=get_free(member, currency=currency, is_test=is_test),
        provider=wanted.provider,
        funds_since=get_credited_since(member, currency=currency, is_test=is_test) or now,
        by=wanted.by,
        because=wanted.because,
        now=now,
        others=get_other_holds(claim),
    )


def _check_decision(decision: str, *, member: str, is_test: bool) -> None:
    if not Sanction.objects.filter(id=decision, member=member, is_test=is_test).exists():
        raise HoldForUnknownDecision(decision=decision, member=member)


def _lock_claim(claim: str, *, is_test: bool, now: datetime) -> Claim:
    """Return a claim for which nothing waits or waited, locked till the transaction ends, its member before it."""
    known = Claim.objects.select_related("owner", "claimant").filter(id=claim, is_test=is_test)
    lock_members([one.owner.party for one in known], now=now)
    row = known.select_for_update(of=("self",)).first()
    if row is None:
        raise NoSuchClaim(claim)
    earlier = Hold.objects.filter(claim=row).first()
    if earlier is not None:
        raise ClaimHeldBefore(claim=claim, hold=earlier.id)
    return row
