"""Takes back every link of a member, and ends what they opened, at once."""

from datetime import datetime

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.links.operations import take_back_links
from habeas.server.parties.erasure import lock_living


@transaction.atomic
def revoke_links(*, member: str, by: str, now: datetime) -> None:
    """Let no link or session open that was made before. Raises UnknownMember, AlreadyErased."""
    living = lock_living(member)
    take_back_links(member)
    revoked = Happening(at=now, action="link.revoked", actor=by, subject="link", payload={}, member=member)
    append([revoked], seal=living.keys.seal)
