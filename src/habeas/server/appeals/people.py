"""Reads of mandates and limits."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from habeas.domain.appeals.standing import Mandate as Given
from habeas.server.appeals.models import AppealLimit, Mandate
from habeas.server.identity.staff import actor_of

Json = Mapping[str, Any]


def list_mandates_of(member: str) -> Sequence[Json]:
    """Return whom a member has let act for them, the newest first."""
    rows = Mandate.objects.filter(member=member).order_by("-given_at", "id")
    return [
        {
            "id": row.id,
            "member": row.member_id,
            "representative": row.representative,
            "decision": row.decision or None,
            "given_at": row.given_at.isoformat(),
            "ends_at": _written(row.ends_at),
            "revoked_at": _written(row.revoked_at),
        }
        for row in rows
    ]


def mandate_of_row(row: Mandate) -> Given:
    """Return a mandate as the core knows it."""
    return Given(
        id=row.id,
        member=row.member_id,
        representative=row.representative,
        given_at=row.given_at,
        decision=row.decision or None,
        ends_at=row.ends_at,
        revoked_at=row.revoked_at,
    )


def get_giver(mandate: str) -> str | None:
    """Return whose mandate it is; None where there is none of this id."""
    return Mandate.objects.filter(id=mandate).values_list("member", flat=True).first()


def get_limit(limit: str, *, is_test: bool) -> Json | None:
    """Return a warning about misuse, with the limit that followed where one did; None where there is none."""
    row = AppealLimit.objects.filter(id=limit, is_test=is_test).first()
    if row is None:
        return None
    return {
        "id": row.id,
        "member": row.member_id,
        "warned_at": row.warned_at.isoformat(),
        "warned_by": actor_of(row.warned_by_id).id,
        "limited_at": _written(row.limited_at),
        "limited_by": None if row.limited_by_id is None else actor_of(row.limited_by_id).id,
        "until": _written(row.until),
        "reversed_at": _written(row.reversed_at),
    }


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
