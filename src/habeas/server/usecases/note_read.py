"""Notes that a member opened what they were sent: by that it is handed over, whatever became of mail (DSA20-2)."""

from datetime import datetime

from django.db import transaction

from habeas.server.notices.handing import open_notice
from habeas.server.notices.queries import list_unread


@transaction.atomic
def note_read(*, decision: str, member: str, now: datetime) -> None:
    """Hand over all that was sent about a decision, where it did not reach its member by any other way."""
    for notice in list_unread(decision, member=member):
        open_notice(notice, now=now)
