"""What is known of a member's misuse of appeals: how often, whether they were warned, whether they are limited."""

from datetime import datetime

from habeas.server.appeals.models import Appeal


def count_unfounded(member: str, *, is_test: bool, since: datetime | None = None) -> int:
    """Return how many appeals of a member people found manifestly unfounded, in all or after an instant."""
    found = Appeal.objects.filter(member=member, is_test=is_test, is_unfounded=True)
    return (found if since is None else found.filter(ended_at__gt=since)).count()
