"""Finds the link of a signed text, and what a session of it may see: all of one member, or what a mandate covers."""

from datetime import datetime

from habeas.domain.appeals.standing import Mandate as Given
from habeas.server.appeals.models import Mandate
from habeas.server.appeals.people import mandate_of_row
from habeas.server.links.models import Link
from habeas.server.parties.links import Because, NotAdmitted, Pass, Purpose, read_pass
from habeas.server.parties.models import Member


def find_link(text: str, *, now: datetime, lock: bool = False) -> Link:
    """Return the link of a text that was signed. Raises NotAdmitted, also where its mandate is over."""
    admitted = read_pass(text, purpose=Purpose.LINK, now=now)
    rows = Link.objects.select_for_update(of=("self",)) if lock else Link.objects.all()
    row = rows.select_related("mandate").filter(id=admitted.about, member=admitted.member).first()
    if row is None:
        raise NotAdmitted(Because.BROKEN)
    if row.mandate is not None and not mandate_of_row(row.mandate).is_in_force(now):
        raise NotAdmitted(Because.REVOKED)
    return row


def session_of(row: Link) -> Pass:
    """Return the pass that a session is made of; `about` is the mandate by which somebody else acts."""
    round_ = Member.objects.values_list("link_round", flat=True).get(id=row.member_id)
    return Pass(row.member_id, row.until, round_, about=row.mandate_id or "")


def mandate_of(admitted: Pass, *, now: datetime) -> Given | None:
    """Return the mandate by which a session acts, None for the member's own. Raises NotAdmitted where it is over."""
    if not admitted.about:
        return None
    found = Mandate.objects.filter(id=admitted.about, member=admitted.member).first()
    given = None if found is None else mandate_of_row(found)
    if given is None or not given.is_in_force(now):
        raise NotAdmitted(Because.REVOKED)
    return given
