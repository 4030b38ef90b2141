"""Safeguards between their rows and the core, which alone places and ends them."""

from datetime import datetime
from typing import Any, Final

from habeas.domain.actors import Actor, ActorKind
from habeas.domain.sanctions import safeguards as core
from habeas.server.identity.staff import actor_of
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage
from habeas.server.safeguards.models import Safeguard

HOST: Final = Actor("host", ActorKind.API_KEY)
"""A machine of the host's: whoever holds a key is no person."""

OWNER: Final = "owner"
CLOCK: Final = "clock"
APPEAL: Final = "appeal"
"""Who ends a safeguard beside people of the staff, who are named."""


class NoSuchSafeguard(LookupError):
    """A safeguard that is not there."""


def standing_of(row: Safeguard) -> core.Safeguard:
    """Return a safeguard as the core has it."""
    return core.Safeguard(
        id=row.id,
        member=row.member_id,
        kind=core.SafeguardKind(row.kind),
        by=HOST if row.placed_by_id is None else actor_of(row.placed_by_id),
        because="",
        placed_at=row.placed_at,
        ends_at=row.ends_at if row.ended_at is None else row.ended_at,
        ended_by=row.ended_by,
    )


def lock_safeguard(safeguard: str, *, is_test: bool) -> Safeguard:
    """Return a safeguard, locked till the transaction ends. Raises NoSuchSafeguard."""
    row = Safeguard.objects.select_for_update().filter(id=safeguard, is_test=is_test).first()
    if row is None:
        raise NoSuchSafeguard(safeguard)
    return row


def end(row: Safeguard, *, by: str, at: datetime) -> NewMessage:
    """Write that a safeguard has ended, and return the webhook that lets go what it locked."""
    row.ended_at, row.ended_by = min(at, row.ends_at), by
    row.save(update_fields=["ended_at", "ended_by"])
    return told_of(row, WebhookType.SAFEGUARD_ENDED)


def told_of(row: Safeguard, kind: WebhookType) -> NewMessage:
    """Return the webhook about a safeguard: the host carries it out, and tells the member at once."""
    return NewMessage(type=kind, payload=safeguard_as_json(row), key=row.id, is_test=row.is_test)


def safeguard_as_json(row: Safeguard) -> dict[str, Any]:
    """Return a safeguard as interfaces show it, without why."""
    return {
        "safeguard": row.id,
        "member": row.member_id,
        "kind": row.kind,
        "placed_by": HOST.id if row.placed_by_id is None else actor_of(row.placed_by_id).id,
        "placed_at": row.placed_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "taken_over_since": None if row.taken_over_since is None else row.taken_over_since.isoformat(),
        "ended_at": None if row.ended_at is None else row.ended_at.isoformat(),
        "ended_by": row.ended_by or None,
        "reversed_at": None if row.reversed_at is None else row.reversed_at.isoformat(),
    }
