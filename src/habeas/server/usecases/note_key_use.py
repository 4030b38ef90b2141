"""Note that a key was used: once a minute at most, so that reading stays reading."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from habeas.server.identity.models import ApiKey

RARELY: Final = timedelta(minutes=1)
"""How exactly the last use is known."""


def note_key_use(*, key_id: str, last_used_at: datetime | None, now: datetime) -> bool:
    """Write the time of use where the one known is older than a minute; return whether it was written."""
    if last_used_at is not None and last_used_at > now - RARELY:
        return False
    is_old = Q(last_used_at=None) | Q(last_used_at__lte=now - RARELY)
    return bool(ApiKey.objects.filter(is_old, id=key_id).update(last_used_at=now))
