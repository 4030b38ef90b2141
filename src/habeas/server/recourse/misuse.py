"""What is known of a member's misuse of appeals: how often, whether they were warned, whether they are limited."""

from datetime import datetime

from habeas.server.appeals.models import Appeal
from habeas.server.safeguards.queries import taken_over_at


def count_unfounded(member: str, *, is_test: bool, since: datetime | None = None) -> int:
    """Return how many appeals of a member people found manifestly unfounded, in all or after an instant.

    What somebody else wrote through their account is none of theirs (invariant 15).
    """
    found = Appeal.objects.filter(member=member, is_test=is_test, is_unfounded=True)
    found = found.exclude(taken_over_at("filed_at"))
    return (found if since is None else found.filter(ended_at__gt=since)).count()
