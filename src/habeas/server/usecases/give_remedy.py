"""Notes that what was owed after a decision was undone was given: a person says so."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.server.appeals.models import Remedy
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.clocks import meet_clocks
from habeas.server.identity.staff import staff_id
from habeas.server.parties.keys import NOBODY


class NothingOwed(LookupError):
    """A remedy that is not there."""


@transaction.atomic
def give_remedy(*, remedy: str, by: Actor, is_test: bool, now: datetime) -> None:
    """Note it once; what was given late stays late. Raises NothingOwed."""
    row = Remedy.objects.select_for_update(of=("self",)).filter(id=remedy, is_test=is_test).first()
    if row is None:
        raise NothingOwed(remedy)
    if row.given_at is not None:
        return
    row.given_at, row.given_by_id = now, staff_id(by)
    row.save(update_fields=["given_at", "given_by"])
    meet_clocks(row.id, is_test=is_test, now=now)
    append([Happening(at=now, action="remedy.given", actor=by.id, subject=f"remedy:{row.id}")], seal=NOBODY.seal)
