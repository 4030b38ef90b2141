"""Keeps the e-mail address under which a member is told of decisions, or takes it out."""

from datetime import datetime

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.links.operations import forget_codes
from habeas.server.notices.handing import mail_again
from habeas.server.parties import addresses
from habeas.server.parties.erasure import lock_living


@transaction.atomic
def keep_address(*, member: str, email: str | None, by: str, now: datetime) -> None:
    """Keep a member's address in place of any other; None takes it out. What they do not have is mailed again.

    A code on its way to the address before opens nothing any more.

    Raises UnknownMember, AlreadyErased.
    """
    living = lock_living(member)
    addresses.keep_address(living, email)
    forget_codes(member)
    if email is not None:
        mail_again(member, now=now)
    action = "address.removed" if email is None else "address.kept"
    append([Happening(at=now, action=action, actor=by, subject="address", member=member)], seal=living.keys.seal)
