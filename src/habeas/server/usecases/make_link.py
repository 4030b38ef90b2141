"""Makes a link that lets one member in without a login, such as one that stands in a notice to a suspended member."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.parties.erasure import lock_living
from habeas.server.parties.links import Pass, Purpose, sign

LASTS: Final = timedelta(days=7)
"""How long a link opens where nobody says otherwise: a week is long enough to come back to a notice."""


@transaction.atomic
def make_link(*, member: str, by: str, now: datetime, lasts: timedelta = LASTS) -> tuple[str, datetime]:
    """Return the signed text of a link and until when it opens. Raises UnknownMember, AlreadyErased."""
    living = lock_living(member)
    admitted = Pass(member, (now + lasts).replace(microsecond=0), living.row.link_round)
    made = Happening(
        at=now,
        action="link.made",
        actor=by,
        subject="link",
        payload={"until": admitted.until.isoformat()},
        member=member,
    )
    append([made], seal=living.keys.seal)
    return sign(admitted, purpose=Purpose.LINK), admitted.until
