"""What is known of a member's misuse of appeals: how often, whether they were warned, whether they are limited."""

from datetime import datetime

from habeas.domain.appeals.misuse import Throttle
from habeas.server.appeals.models import Appeal, AppealLimit
from habeas.server.identity.staff import actor_of


def count_unfounded(member: str, *, is_test: bool, since: datetime | None = None) -> int:
    """Return how many appeals of a member people found manifestly unfounded, in all or after an instant."""
    found = Appeal.objects.filter(member=member, is_test=is_test, is_unfounded=True)
    return (found if since is None else found.filter(ended_at__gt=since)).count()


def get_throttle(member: str, *, is_test: bool) -> Throttle | None:
    """Return the limit on a member's appeals that ends last, None where there is none or it was taken back."""
    limits = AppealLimit.objects.filter(member=member, is_test=is_test, until__isnull=False, reversed_at=None)
    row = limits.order_by("-until").first()
    if row is None or row.until is None or row.limited_by_id is None:
        return None
    return Throttle(member, row.id, actor_of(row.limited_by_id), row.until)
