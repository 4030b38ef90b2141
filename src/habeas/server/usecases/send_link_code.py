"""Makes the code that confirms that whoever opened a link reads mail at the address on record. The caller mails it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from habeas.domain.confirmations import send_code
from habeas.server.audit.operations import Happening, append
from habeas.server.links.admitting import find_link
from habeas.server.links.confirming import digest_of, mailed_to, new_code, standing_of, take_over
from habeas.server.parties.keys import NOBODY
from habeas.server.parties.links import Because, NotAdmitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A code on its way: what the mail is called, where it goes, what it says, until when the code opens."""

    id: str
    to: str
    code: str
    until: datetime


@transaction.atomic
def send_link_code(*, text: str, browser: str, now: datetime) -> Issued:
    """Return a new code for a link, which opens in the browser that asked; no earlier one opens any more.

    Raises NotAdmitted, CodesSpent, CodeTooSoon.
    """
    row = find_link(text, now=now, lock=True)
    to = mailed_to(member=row.member_id, representative=row.mandate.representative if row.mandate else None)
    if row.is_vouched or to is None:
        raise NotAdmitted(Because.NO_ADDRESS)
    moved = send_code(standing_of(row), now=now)
    code = new_code()
    row.code, row.browser = digest_of(code, link=row.id), digest_of(browser, link=row.id)
    take_over(row, moved)
    append([Happening(at=now, action="link.code_sent", actor="visitor", subject=f"link:{row.id}")], seal=NOBODY.seal)
    return Issued(id=f"{row.id}-{row.codes}", to=to, code=code, until=moved.until or now)
