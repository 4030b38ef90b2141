"""Lets a person note what is at stake in a case: harm to others, a member's living. It orders and chooses queues."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.operations import lock_case, note
from habeas.server.cases.routing import reroute
from habeas.server.parties.keys import NOBODY
from habeas.server.recourse.queueing import reroute_appeals


@transaction.atomic
def note_stakes(
    *, case: str, by: Actor, harms_others: bool, is_sole_income: bool, because: str, is_test: bool, now: datetime
) -> None:
    """Set what is at stake, with why. Raises NoSuchCase."""
    row = lock_case(case, is_test=is_test)
    row.harms_others, row.is_sole_income = harms_others, is_sole_income
    reroute(row)
    row.save(update_fields=["harms_others", "is_sole_income", "queue", "routed_by"])
    reroute_appeals(row, now=now)
    note(row, "note_stakes", by=by, now=now, because=because)
    append([Happening(at=now, action="case.stakes_noted", actor=by.id, subject=f"case:{case}")], seal=NOBODY.seal)
