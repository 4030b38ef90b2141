"""Lets somebody from outside hear the appeals against one decision, until a time (invariant 5)."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.assigning import GiverTookPart
from habeas.domain.refusals import Refused
from habeas.server.appeals.models import ReviewerAccess
from habeas.server.audit.operations import Happening, append
from habeas.server.identity.staff import staff_id
from habeas.server.parties.keys import NOBODY
from habeas.server.recourse.registry import lock_contested

LONGEST_ACCESS: Final = timedelta(days=30)
"""Twice the limit of an appeal: an outsider who needs longer is admitted again."""


class AccessByReviewer(Refused):
    """Somebody would admit themselves."""

    rule = "invariant 5"
    says = "{reviewer} cannot give themselves access; somebody else does"


class AccessTooLong(Refused):
    """An access without an end in sight."""

    rule = "invariant 5"
    says = (
        "access is given for at most {most} days and to a time to come; name an earlier end, and admit again if needed"
    )


@transaction.atomic
def admit_reviewer(
    *, reviewer: Actor, decision: str, qualification: str, by: Actor, ends_at: datetime, is_test: bool, now: datetime
) -> None:
    """Give access to one case; given again, it ends at the new time.

    Raises NoSuchDecision, GiverTookPart, and the refusals above.
    """
    contested = lock_contested(decision, is_test=is_test, now=now)
    if reviewer == by:
        raise AccessByReviewer(reviewer=reviewer.id)
    if by in contested.took_part:
        raise GiverTookPart(by=by.id, decision=decision)
    if not now < ends_at <= now + LONGEST_ACCESS:
        raise AccessTooLong(most=LONGEST_ACCESS.days)
    ReviewerAccess.objects.update_or_create(
        reviewer_id=staff_id(reviewer),
        decision=decision,
        defaults={
            "qualification": qualification,
            "given_by_id": staff_id(by),
            "given_at": now,
            "ends_at": ends_at,
        },
    )
    append(
        [Happening(at=now, action="reviewer.admitted", actor=by.id, subject=f"access:{decision}")],
        seal=NOBODY.seal,
    )
