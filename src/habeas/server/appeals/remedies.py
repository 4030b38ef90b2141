"""What is owed after decisions were undone, as interfaces show it: to whom, by when, and how far it was given."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from habeas.server.appeals.models import Remedy
from habeas.server.deadlines.queries import get_breached_at

Json = dict[str, Any]


def list_remedies(
    *,
    is_test: bool,
    most: int,
    is_open: bool | None = None,
    member: str | None = None,
    decision: str | None = None,
    after: tuple[datetime, str] | None = None,
) -> Sequence[Json]:
    """Return what is or was owed, the oldest first, from behind a place in that order."""
    chosen = Q() if is_open is None else Q(given_at__isnull=is_open)
    chosen &= Q() if member is None else Q(member=member)
    chosen &= Q() if decision is None else Q(decision=decision)
    chosen &= Q() if after is None else Q(owed_at__gt=after[0]) | Q(owed_at=after[0], id__gt=after[1])
    rows = Remedy.objects.filter(chosen, is_test=is_test).order_by("owed_at", "id")[:most]
    return [remedy_as_json(row) for row in rows]


def get_remedy(remedy: str, *, is_test: bool) -> Json | None:
    """Return what is owed under an id; None where there is none."""
    row = Remedy.objects.filter(id=remedy, is_test=is_test).first()
    return None if row is None else remedy_as_json(row)


def remedy_as_json(row: Remedy) -> Json:
    """Return what is owed, and how far it was given. `unknown` is what somebody has to ask about."""
    return {
        "id": row.id,
        "appeal": row.appeal_id,
        "decision": row.decision,
        "member": row.member,
        "owed": row.owed,
        "unknown": row.unknown,
        "money": row.money,
        "days_lost": row.days_lost,
        "owed_at": row.owed_at.isoformat(),
        "due_at": row.due_at.isoformat(),
        "given_at": _written(row.given_at),
        "breached_at": _written(get_breached_at(row.id, is_test=row.is_test)),
    }


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
