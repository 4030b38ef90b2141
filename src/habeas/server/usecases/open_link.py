"""Lets in who opened a link and confirmed that it is them: by the code that was mailed, or because the host did."""

from datetime import datetime

from django.db import transaction

from habeas.domain.confirmations import try_code
from habeas.domain.refusals import Refused
from habeas.server.audit.operations import Happening, append
from habeas.server.links.admitting import find_link, session_of
from habeas.server.links.confirming import digest_of, is_same, standing_of, take_over
from habeas.server.links.models import Link
from habeas.server.parties.keys import NOBODY
from habeas.server.parties.links import Because, NotAdmitted, Pass


def open_link(*, text: str, browser: str, code: str, now: datetime) -> Pass:
    """Return the pass of whom a link is for. A wrong code counts, whatever else happens.

    Raises NotAdmitted, and what `try_code` refuses.
    """
    with transaction.atomic():
        row = find_link(text, now=now, lock=True)
        refused = _check_browser(row, browser) if row.is_vouched else _check_code(row, browser, code, now=now)
        if refused is None:
            row.opened_at = now
            row.save(update_fields=["opened_at", "browser"])
            actor = "member" if row.mandate is None else "representative"
            opened = Happening(at=now, action="link.opened", actor=actor, subject=f"link:{row.id}")
            append([opened], seal=NOBODY.seal)
            return session_of(row)
    raise refused


def _check_browser(row: Link, browser: str) -> NotAdmitted | None:
    """Let in the first browser, and that one again: a link that was passed on opens for nobody else."""
    if row.browser and not is_same(row.browser, browser, link=row.id):
        return NotAdmitted(Because.ELSEWHERE)
    row.browser = digest_of(browser, link=row.id)
    return None


def _check_code(row: Link, browser: str, code: str, *, now: datetime) -> Refused | None:
    is_here = is_same(row.browser, browser, link=row.id)
    standing = standing_of(row)
    if not is_here:
        # Somebody else's code, or none: it costs whose code it is no try.
        return try_code(type(standing)(), is_right=False, now=now)[1]
    moved, refused = try_code(standing, is_right=is_same(row.code, code, link=row.id), now=now)
    take_over(row, moved)
    return refused
