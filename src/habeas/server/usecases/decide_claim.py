"""Notes that a claim was decided: what waited for one that fell is free in the same transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.holds.claims import close_claim
from habeas.domain.holds.hold import ReleasedBecause
from habeas.server.audit.operations import Happening, append
from habeas.server.holds.claims import claim_as_told
from habeas.server.holds.foreseeing import Foreseen, foresee_no_hold, foresee_rejected, foresee_upheld
from habeas.server.holds.models import Claim, Hold
from habeas.server.holds.operations import PERSON, free_rejected, hold_as_placed
from habeas.server.holds.views import claim_as_json
from habeas.server.notices.money import read_of_free, tell_of_rejected
from habeas.server.outbox.operations import write_messages
from habeas.server.parties.keys import lock_members, read_keys


class NoSuchClaim(LookupError):
    """A claim that is not known."""


@transaction.atomic
def decide_claim(*, claim: str, upheld: bool, by: str, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Note whether a claim was upheld, and return it. Raises NoSuchClaim, ClaimClosed."""
    found = Claim.objects.select_related("owner", "claimant")
    known = found.filter(id=claim, is_test=is_test).first()
    if known is None:
        raise NoSuchClaim(claim)
    # The member before the claim, as events lock them: the other way round, two would wait for each other.
    keys = lock_members([known.owner.party], now=now)
    row = found.select_for_update(of=("self",)).get(id=claim)
    closed = close_claim(claim_as_told(row), upheld=upheld, now=now)
    row.closed_at, row.upheld = closed.closed_at, closed.upheld
    row.save(update_fields=["closed_at", "upheld"])
    member = row.owner.party
    is_there = keys.has(member)
    decided = Happening(
        at=now,
        action="claim.decided",
        actor=PERSON,
        subject=f"claim:{claim}",
        payload={"upheld": upheld, "by": by} if is_there else None,
        member=member if is_there else None,
    )
    freed = free_rejected([] if upheld else [claim], now=now)
    write_messages(tell_of_rejected(freed, keys=keys, now=now), now=now)
    append([decided, *(one.happening for one in freed)], seal=keys.seal)
    return claim_as_json(row)


def preview_claim_decision(*, claim: str, upheld: bool, is_test: bool, now: datetime) -> Foreseen:
    """Return what the member would read as a claim is decided, and all that would follow; nothing is written.

    Raises NoSuchClaim, ClaimClosed.
    """
    row = Claim.objects.select_related("owner", "claimant").filter(id=claim, is_test=is_test).first()
    if row is None:
        raise NoSuchClaim(claim)
    close_claim(claim_as_told(row), upheld=upheld, now=now)
    hold = Hold.objects.filter(claim=row, released_at=None).select_related("owner").first()
    if hold is None:
        return foresee_no_hold(upheld=upheld)
    if upheld:
        return foresee_upheld(hold)
    left, keys = hold_as_placed(hold).left, read_keys([hold.owner.party])
    reads = read_of_free(hold, left, because=ReleasedBecause.CLAIM_REJECTED, keys=keys, now=now)
    return foresee_rejected(hold, left, reads, now=now)
