"""Notes that the author of a report opened what came of it: their time to contest it begins (DSA20-2)."""

from datetime import datetime

from django.db import transaction

from habeas.server.cases.answering import open_answer


@transaction.atomic
def note_answer_read(*, report: str, reporter: str, now: datetime) -> None:
    """Start it, where nothing informed them before; nothing while the report waits, or is another's."""
    open_answer(report, reporter=reporter, now=now)
