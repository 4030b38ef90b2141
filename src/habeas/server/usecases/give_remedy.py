"""Notes that what was owed after a decision was undone was given: a person says so."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.server.appeals.models import Remedy
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline
from habeas.server.identity.staff import staff_id
from habeas.server.parties.keys import NOBODY


class NothingOwed(LookupError):
    """An appeal after which nothing is owed."""


@transaction.atomic
def give_remedy(*, appeal: str, by: Actor, is_test: bool, now: datetime) -> None:
    """Note it once; what was given late stays late. Raises NothingOwed."""
    row = Remedy.objects.select_for_update().filter(appeal=appeal, appeal__is_test=is_test).first()
    if row is None:
        raise NothingOwed(appeal)
    if row.given_at is not None:
        return
    row.given_at, row.given_by_id = now, staff_id(by)
    row.save(update_fields=["given_at", "given_by"])
    cancel_deadline(kind=Kind.CHECK_REMEDY, subject=appeal, is_test=is_test, now=now)
    append([Happening(at=now, action="remedy.given", actor=by.id, subject=f"appeal:{appeal}")], seal=NOBODY.seal)
