"""Who may look into a case: whose words are read is a matter of record."""

from datetime import datetime

from habeas.domain.actors import Actor
from habeas.domain.cases.case import Case, CaseState
from habeas.domain.refusals import Refused


class NotTheHolder(Refused):
    """Somebody would look into a case that they do not hold: whose words are read is a matter of record."""

    rule = "GDPR22-b"
    says = "claim the case {case} first: only who holds it reads what it rests on, and asks about it"


def check_may_look(case: Case, *, by: Actor, now: datetime) -> None:
    """Refuse whoever does not hold a case now; a decision is looked at by who approves it or hears its appeal.

    Raises NotTheHolder.
    """
    if case.state in {CaseState.AWAITING_APPROVAL, CaseState.DECIDED} and by.is_human:
        return
    if not case.is_held(now) or case.holder != by:
        raise NotTheHolder(case=case.id)
