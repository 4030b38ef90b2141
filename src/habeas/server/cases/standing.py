"""Cases between their rows and the core, which alone moves them."""

from typing import Any

from habeas.domain.cases.case import Case as CaseStanding
from habeas.domain.cases.case import CaseMove, CaseState, Subject, Topic
from habeas.server.cases.models import Case, CaseEntry
from habeas.server.identity.staff import actor_of
from habeas.server.independence.queries import list_first_deciders


def standing_of(row: Case) -> CaseStanding:
    """Return a case as the core moves it."""
    return CaseStanding(
        id=row.id,
        subject=Subject(member=row.member_id, topic=Topic(row.topic)),
        opened_at=row.opened_at,
        state=CaseState(row.state),
        holder=None if row.holder_id is None else actor_of(row.holder_id),
        held_until=row.held_until,
        moved_at=row.moved_at,
        **({} if row.state == CaseState.OPEN else _past_of(row)),
    )


def _past_of(row: Case) -> dict[str, Any]:
    """Return who may not take a case up again: who decided it before it was reopened, or escalated it since."""
    turns = (CaseMove.REOPEN, CaseMove.ESCALATE)
    past: dict[str, Any] = {}
    for what, at, by in (
        CaseEntry.objects.filter(case=row, what__in=turns).order_by("id").values_list("what", "at", "by")
    ):
        if what == CaseMove.REOPEN:
            past = {"first_deciders": list_first_deciders(row.id, before=at)}
        elif by is not None:
            past["escalated_by"] = actor_of(by)
    return past
