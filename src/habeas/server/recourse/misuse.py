"""What is known of a member's misuse of appeals: how often, whether they were warned, whether they are limited."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from habeas.domain.appeals.appeal import Outcome
from habeas.server.appeals.models import Appeal
from habeas.server.safeguards.queries import taken_over_at


def count_unfounded(member: str, *, is_test: bool, since: datetime | None = None) -> int:
    """Return how many appeals of a member people found manifestly unfounded, in all or after an instant.

    What somebody else wrote through their account is none of theirs (invariant 15), and what another appeal changed
    later was contested with some ground.
    """
    found = Appeal.objects.filter(member=member, is_test=is_test, is_unfounded=True)
    changed = Appeal.objects.filter(
        decision=OuterRef("decision"), is_test=is_test, outcome__in=(Outcome.OVERTURNED, Outcome.VARIED)
    )
    found = found.exclude(taken_over_at("filed_at")).exclude(Exists(changed))
    return (found if since is None else found.filter(ended_at__gt=since)).count()
