"""Notes that what was owed after a decision was undone was given: a person says so."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.refusals import Refused
from habeas.server.appeals.models import Remedy
from habeas.server.appeals.remedies import remedy_as_json
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.clocks import meet_clocks
from habeas.server.identity.staff import staff_id
from habeas.server.independence.queries import list_who_brought_about
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import NOBODY
from habeas.server.rulings.models import Sanction


class NothingOwed(LookupError):
    """A remedy that is not there."""


class GivenByDecider(Refused):
    """Who brought about what was wrong would say that it was made good."""

    rule = "DSA20-6"
    says = (
        "{by} took part in the decision {decision} that was undone; let somebody else say that what is owed was given"
    )


@transaction.atomic
def give_remedy(*, remedy: str, by: Actor, is_test: bool, now: datetime) -> None:
    """Note it once; what was given late stays late. Raises NothingOwed, GivenByDecider."""
    row = Remedy.objects.select_for_update(of=("self",)).filter(id=remedy, is_test=is_test).first()
    if row is None:
        raise NothingOwed(remedy)
    if row.given_at is not None:
        return
    if by in list_who_brought_about(_subjects_of(row)):
        raise GivenByDecider(by=by.id, decision=row.decision)
    row.given_at, row.given_by_id = now, staff_id(by)
    row.save(update_fields=["given_at", "given_by"])
    meet_clocks(row.id, is_test=is_test, now=now)
    told = remedy_as_json(row)
    write_message(type=WebhookType.REMEDY_GIVEN, payload=told, key=row.id, is_test=is_test, now=now)
    append([Happening(at=now, action="remedy.given", actor=by.id, subject=f"remedy:{row.id}")], seal=NOBODY.seal)


def _subjects_of(row: Remedy) -> list[str]:
    """Return the decision that was undone, and the case in which it was made."""
    cases = Sanction.objects.filter(pk=row.decision).values_list("case", flat=True)
    return [row.decision, *cases, *([] if row.appeal is None else [row.appeal.within])]
