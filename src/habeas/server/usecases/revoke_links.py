"""Takes back every link of a member, and ends what they opened, at once."""

from datetime import datetime

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.parties.erasure import lock_living


@transaction.atomic
def revoke_links(*, member: str, by: str, now: datetime) -> None:
    """Let no link or session open that was made before. Raises UnknownMember, AlreadyErased."""
    living = lock_living(member)
    living.row.link_round += 1
    living.row.save(update_fields=["link_round"])
    revoked = Happening(at=now, action="link.revoked", actor=by, subject="link", payload={}, member=member)
    append([revoked], seal=living.keys.seal)
