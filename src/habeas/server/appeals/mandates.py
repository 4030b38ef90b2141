"""Tells the host whom a member lets act for them and since when they do not: by ids, for a name is somebody's."""

from datetime import datetime

from habeas.server.appeals.models import Mandate
from habeas.server.audit.operations import Happening
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message


def revoke_since(member: str, *, since: datetime, now: datetime) -> list[Happening]:
    """End what a member's account has let others do since an instant; return what the log says of it."""
    given = Mandate.objects.select_for_update().filter(member=member, given_at__gte=since, revoked_at=None)
    rows = list(given.order_by("id"))
    for row in rows:
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        tell_of_mandate(row, now=now)
    return [Happening(at=now, action="mandate.revoked", actor="safeguard", subject=f"mandate:{one.id}") for one in rows]


def tell_of_mandate(row: Mandate, *, now: datetime) -> None:
    """Tell that a mandate was given or given until another time, or that it is over by its member's word."""
    kind = WebhookType.MANDATE_GIVEN if row.revoked_at is None else WebhookType.MANDATE_REVOKED
    payload = {
        "mandate": row.id,
        "member": row.member_id,
        "decision": row.decision or None,
        "given_at": row.given_at.isoformat(),
        "ends_at": None if row.ends_at is None else row.ends_at.isoformat(),
        "revoked_at": None if row.revoked_at is None else row.revoked_at.isoformat(),
    }
    write_message(type=kind, payload=payload, key=f"{row.id}:{payload['ends_at']}", is_test=False, now=now)
