"""Lets somebody act for a member in appeals, because the member says so; the member can end that at any time."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F

from habeas.domain.refusals import Refused
from habeas.server.appeals.mandates import tell_of_mandate
from habeas.server.appeals.models import Mandate
from habeas.server.audit.operations import Happening, append
from habeas.server.parties.erasure import lock_living


class OwnRepresentative(Refused):
    """A mandate that a member would give themselves."""

    rule = "DSA20-3"
    says = "{member} needs no mandate to act for themselves; name who shall act for them"


class MandateOver(Refused):
    """A mandate that would be over before it begins."""

    rule = "DSA20-3"
    says = "the mandate would end at {ends_at}, which has passed; name a later time, or none"


@transaction.atomic
def give_mandate(
    *, member: str, representative: str, now: datetime, decision: str = "", ends_at: datetime | None = None
) -> str:
    """Keep a mandate and return its id; the same one given again is the one that there is.

    Raises OwnRepresentative, MandateOver, UnknownMember, AlreadyErased.
    """
    if representative == member:
        raise OwnRepresentative(member=member)
    if ends_at is not None and ends_at <= now:
        raise MandateOver(ends_at=ends_at.isoformat())
    keys = lock_living(member).keys
    # One that is over is another: whoever had it did not act for the member meanwhile, and its links stay dead.
    same = Mandate.objects.filter(member=member, representative=representative, decision=decision, revoked_at=None)
    same.filter(ends_at__lte=now).update(revoked_at=F("ends_at"))
    row, is_new = Mandate.objects.get_or_create(
        member_id=member,
        representative=representative,
        decision=decision,
        revoked_at=None,
        defaults={"id": f"man_{secrets.token_hex(13)}", "given_at": now, "ends_at": ends_at},
    )
    if not is_new and row.ends_at != ends_at:
        row.ends_at = ends_at
        row.save(update_fields=["ends_at"])
    tell_of_mandate(row, now=now)
    given = Happening(
        at=now,
        action="mandate.given",
        actor="member",
        subject=f"mandate:{row.id}",
        payload={"representative": representative, "decision": decision},
        member=member,
    )
    append([given], seal=keys.seal)
    return row.id
