"""Hands a member all that is held about them (GDPR15)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.holdings.exporting import gather
from habeas.server.parties.erasure import lock_living


def export_member(*, member: str, by: str, now: datetime) -> dict[str, Any]:
    """Return all that is held about a member as JSON, as it was in one instant, and log that it was handed out.

    Raises UnknownMember, AlreadyErased.
    """
    with transaction.atomic():
        living = lock_living(member)
        export = gather(living.row, keys=living.keys, now=now)
        handed = Happening(at=now, action="member.exported", actor=by, subject="export", payload={}, member=member)
        append([handed], seal=living.keys.seal)
        return export
