"""Cases between their rows and the core, which alone moves them."""

from habeas.domain.cases.case import Case as CaseStanding
from habeas.domain.cases.case import CaseState, Subject, Topic
from habeas.server.cases.models import Case
from habeas.server.identity.staff import actor_of


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
    )
