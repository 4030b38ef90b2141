"""How far workers are behind with their rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from habeas.server.leases.models import Leased


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Rows of one table by what they wait for: `due` should be done by now, `later` not yet, `parked` need a person."""

    due: int
    later: int
    parked: int
    oldest_due_at: datetime | None

    def age(self, now: datetime) -> timedelta:
        """Return how long the oldest due row has waited."""
        return timedelta() if self.oldest_due_at is None else max(timedelta(), now - self.oldest_due_at)


def get_backlog(rows: type[Leased], *, now: datetime, among: Q | None = None) -> Backlog:
    """Return how many rows wait, and since when."""
    manager: Any = rows._default_manager
    is_due = Q(parked_at=None, due_at__lte=now)
    counted = manager.filter(among or Q(), done_at=None).aggregate(
        due=Count("pk", filter=is_due),
        later=Count("pk", filter=Q(parked_at=None, due_at__gt=now)),
        parked=Count("pk", filter=Q(parked_at__isnull=False)),
        oldest=Min("due_at", filter=is_due),
    )
    return Backlog(
        due=counted["due"], later=counted["later"], parked=counted["parked"], oldest_due_at=counted["oldest"]
    )
