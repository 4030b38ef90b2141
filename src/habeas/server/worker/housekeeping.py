"""What nobody asks for: records and sessions whose time is over go, and the audit log is signed, each hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from habeas.server.usecases.purge_expired import BITE, purge_expired
from habeas.server.usecases.sign_checkpoint import sign_checkpoint

EVERY: Final = timedelta(hours=1)
"""So long a rewriting of the newest entries stays unseen by who keeps checkpoints, and a record outstays its time."""


@dataclass(slots=True)
class Housekeeping:
    """One worker's round of the house. Several workers do the same things; none of them is done twice."""

    _kept_at: datetime | None = None

    def keep(self, *, now: datetime) -> int:
        """Do what is due and return how many records went; with more than one bite to take, come back at once."""
        if self._kept_at is not None and timedelta() <= now - self._kept_at < EVERY:
            return 0
        gone = purge_expired(now=now)
        if max(gone.values(), default=0) < BITE:
            self._kept_at = now
            SessionStore.clear_expired()
            sign_checkpoint(origin=settings.HABEAS.public_url.partition("://")[2], now=now)
        return sum(gone.values())
