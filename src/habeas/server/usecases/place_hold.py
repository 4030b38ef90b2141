"""Lets money of a member wait for a claim: a person's decision, told to the host in the same transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.holds.hold import Provider
from habeas.domain.holds.hold import place_hold as place
from habeas.domain.refusals import Refused
from habeas.money import Money
from habeas.server.audit.operations import Happening, append
from habeas.server.holds.models import Claim, Hold
from habeas.server.holds.operations import PERSON, claim_as_told, new_hold_id, write_hold
from habeas.server.holds.views import hold_as_json
from habeas.server.journal.operations import lock_owner
from habeas.server.journal.queries import get_available, get_credited_since
from habeas.server.parties.keys import lock_members


class NoSuchClaim(LookupError):
    """A claim that is not known."""


class ClaimHeldBefore(Refused):
    """A second hold for one claim."""

    rule = "FUND-4"
    says = "claim: money waits, or waited, for {claim} in the hold {hold}; a claim bears one hold"


@transaction.atomic
def place_hold(
    *,
    claim: str,
    amount: Money,
    decision: str,
    provider: Provider,
    by: Actor,
    because: str,
    is_test: bool,
    now: datetime,
) -> Mapping[str, Any]:
    """Place a hold and return it as interfaces show it.

    Raises NoSuchClaim, ClaimHeldBefore, KeyDestroyed for an erased member, and what the core refuses: a machine's
    hold, one without reasons, of more than is claimed or there, longer than the provider may keep.
    """
    row = _lock_claim(claim, is_test=is_test)
    member, currency = row.owner.party, amount.currency
    keys = lock_members([member], now=now)
    lock_owner(member, is_test=is_test)
    hold = place(
        hold=new_hold_id(),
        decision=decision,
        claim=claim_as_told(row),
        member=member,
        amount=amount,
        available=get_available(member, currency=currency, is_test=is_test),
        provider=provider,
        funds_since=get_credited_since(member, currency=currency, is_test=is_test) or now,
        by=by,
        because=because,
        now=now,
    )
    written = write_hold(hold, claim=row, keys=keys, now=now)
    shown = hold_as_json(written)
    placed = Happening(
        at=now, action="hold.placed", actor=PERSON, subject=f"hold:{hold.id}", payload=shown, member=member
    )
    append([placed], seal=keys.seal)
    return shown


def _lock_claim(claim: str, *, is_test: bool) -> Claim:
    """Return a claim for which nothing waits or waited, locked till the transaction ends."""
    found = Claim.objects.select_for_update(of=("self",)).select_related("owner", "claimant")
    row = found.filter(id=claim, is_test=is_test).first()
    if row is None:
        raise NoSuchClaim(claim)
    earlier = Hold.objects.filter(claim=row).first()
    if earlier is not None:
        raise ClaimHeldBefore(claim=claim, hold=earlier.id)
    return row
