"""Tells the host whom a member lets act for them and since when they do not: by ids, for a name is somebody's."""

from datetime import datetime

from habeas.server.appeals.models import Mandate
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message


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
