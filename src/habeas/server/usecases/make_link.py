"""Makes a link that lets one person in without a login: a member, or whoever they gave a mandate.

It opens only once that person confirmed their e-mail address: by a code where Habeas can mail them, else the host says
that it has confirmed the address that it sends the link to, and the log keeps that it said so.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from habeas.domain.refusals import Refused
from habeas.server.appeals.models import Mandate
from habeas.server.appeals.people import mandate_of_row
from habeas.server.audit.operations import Happening, append
from habeas.server.links.confirming import mailed_to, new_id
from habeas.server.links.models import Link
from habeas.server.parties.erasure import lock_living
from habeas.server.parties.links import Pass, Purpose, sign

LASTS: Final = timedelta(days=7)
"""How long a link opens where nobody says otherwise: a week is long enough to come back to a notice."""


class AddressUnconfirmed(Refused):
    """A link to an address that nobody confirmed."""

    rule = "design 6"
    says = (
        "Habeas cannot mail a code to {whom}: keep their address (`PUT /v1/members/{{id}}/email`, with HABEAS_MAIL_URL"
        " set), or say `address_confirmed: true` when you have confirmed the address that you send the link to"
    )


class MandateNotInForce(Refused):
    """A link for who may not act any more."""

    rule = "DSA20-3"
    says = "the mandate {mandate} was revoked or is over; the member can give another"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A link as it was made: its signed text, until when it opens, and whether it asks for a code first."""

    text: str
    until: datetime
    asks_code: bool


@transaction.atomic
def make_link(
    *, member: str, by: str, now: datetime, lasts: timedelta = LASTS, vouched: bool = False, mandate: str | None = None
) -> Made:
    """Make a link for a member, or by `mandate` for who acts for them. `vouched`: the host confirmed the address.

    Where a code can be mailed one is asked for, whatever the host says. Raises UnknownMember, AlreadyErased,
    MandateNotInForce, AddressUnconfirmed.
    """
    living = lock_living(member)
    given = None if mandate is None else Mandate.objects.filter(id=mandate, member=member).first()
    if mandate is not None and (given is None or not mandate_of_row(given).is_in_force(now)):
        raise MandateNotInForce(mandate=mandate)
    whom = None if given is None else given.representative
    asks_code = mailed_to(member=member, representative=whom) is not None
    if not asks_code and not vouched:
        raise AddressUnconfirmed(whom=whom or member)
    until = (now + lasts).replace(microsecond=0)
    row = Link.objects.create(
        id=new_id(), member=living.row, mandate=given, made_at=now, until=until, is_vouched=not asks_code
    )
    made = Happening(
        at=now,
        action="link.made",
        actor=by,
        subject=f"link:{row.id}",
        payload={
            "until": until.isoformat(),
            "confirmed_by": "code" if asks_code else "host",
            "address_confirmed": vouched,
            "mandate": mandate,
        },
        member=member,
    )
    append([made], seal=living.keys.seal)
    admitted = Pass(member, until, living.row.link_round, about=row.id)
    return Made(text=sign(admitted, purpose=Purpose.LINK), until=until, asks_code=asks_code)
