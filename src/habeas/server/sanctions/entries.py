"""What the audit log says of decisions about members."""

from datetime import datetime
from hashlib import sha256

from habeas.domain.actors import Actor
from habeas.server.audit.operations import Happening
from habeas.server.rulings.models import Sanction


def decided(row: Sanction, *, by: Actor, now: datetime) -> Happening:
    """Return the audit entry of a decision: a commitment to its words, which are sealed elsewhere."""
    return Happening(
        at=now,
        action="sanction.decided",
        actor=by.id,
        subject=f"sanction:{row.id}",
        payload={"action": row.action, "clause": row.clause or None, "sealed": sha256(bytes(row.sealed)).hexdigest()},
        member=row.member_id,
    )
