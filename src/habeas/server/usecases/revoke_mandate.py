"""Ends a mandate, for no reason but that its member wants it: whoever had it acts for them no more."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.standing import revoke
from habeas.server.appeals.mandates import tell_of_mandate
from habeas.server.appeals.models import Mandate
from habeas.server.appeals.operations import list_mandates
from habeas.server.audit.operations import Happening, append
from habeas.server.parties.keys import NOBODY


class NoSuchMandate(LookupError):
    """A mandate that is not there."""


@transaction.atomic
def revoke_mandate(*, mandate: str, member: str, now: datetime) -> None:
    """End a mandate; the first time counts. Raises NoSuchMandate, NotYourMandate."""
    row = Mandate.objects.select_for_update().filter(id=mandate).first()
    if row is None:
        raise NoSuchMandate(mandate)
    [given] = [one for one in list_mandates(row.member_id) if one.id == mandate]
    revoked = revoke(given, by=Actor(member), now=now)
    if row.revoked_at is not None:
        return
    row.revoked_at = revoked.revoked_at
    row.save(update_fields=["revoked_at"])
    tell_of_mandate(row, now=now)
    append([Happening(at=now, action="mandate.revoked", actor="member", subject=f"mandate:{row.id}")], seal=NOBODY.seal)
