"""Note that a key was used: once a minute at most, so that reading stays reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Q

from habeas.server.identity.models import ApiKey
from habeas.server.settings.waits import DATABASE_WAIT

RARELY: Final = timedelta(minutes=1)
"""How exactly the last use is known."""


def note_key_use(*, key_id: str, last_used_at: datetime | None, now: datetime) -> bool:
    """Write the time of use where the one known is older than a minute; return whether it was written.

    Raises OperationalError at once where another writer is at it.
    """
    if last_used_at is not None and last_used_at > now - RARELY:
        return False
    is_old = Q(last_used_at=None) | Q(last_used_at__lte=now - RARELY)
    with _without_waiting():
        return bool(ApiKey.objects.filter(is_old, id=key_id).update(last_used_at=now))


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Let no check of a draft wait while SQLite, which has one writer at a time, takes in a batch of events."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(DATABASE_WAIT.total_seconds() * 1000)}")
