"""Who may hear appeals: staff by what they are recorded to be qualified for, outsiders one case each, for a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from habeas.domain.actors import Actor
from habeas.domain.appeals.hearing import Reviewer
from habeas.server.appeals.models import Appeal, ReviewerAccess
from habeas.server.identity.staff import actor_of, get_qualification, staff_id


def reviewer_of(actor: Actor, *, decision: str) -> Reviewer:
    """Return a person as the core looks at who hears appeals. Who has any access of an outsider has nothing else."""
    accesses = list(ReviewerAccess.objects.filter(reviewer=staff_id(actor)).order_by("id"))
    if not accesses:
        return Reviewer(actor=actor, qualification=get_qualification(actor))
    found = next((one for one in accesses if one.decision == decision), accesses[0])
    return Reviewer(
        actor=actor,
        qualification=found.qualification,
        access_ends_at=found.ends_at,
        only_decision=found.decision,
    )


def until_when_heard(row: Appeal, *, now: datetime) -> datetime | None:
    """Return until when nobody may take an appeal from who hears it; None where no time is set to that.

    It is till its answer is due, till an outsider's access ends, and till who hears it works here no longer.
    """
    if row.reviewer_id is None:
        return None
    reviewer = reviewer_of(actor_of(row.reviewer_id), decision=row.decision)
    ends = [one for one in (row.due_at, reviewer.access_ends_at) if one is not None]
    return min([*ends, *(() if reviewer.qualification else (now,))], default=None)


def list_accesses(actor: Actor, *, now: datetime) -> Sequence[Mapping[str, Any]] | None:
    """Return the decisions that an outsider may look at now, each until when; None for staff, who are no outsiders."""
    accesses = ReviewerAccess.objects.filter(reviewer=staff_id(actor)).order_by("ends_at", "id")
    if not accesses.exists():
        return None
    return [{"decision": one.decision, "ends_at": one.ends_at} for one in accesses if one.ends_at > now]
