"""Take an API key back, at once."""

from datetime import datetime

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.identity.models import ApiKey
from habeas.server.parties.keys import NOBODY


class NoSuchKey(LookupError):
    """There is no key of this id."""


def revoke_key(*, key_id: str, now: datetime) -> datetime:
    """Make a key open nothing from now on; return since when. A second time changes nothing. Raises NoSuchKey."""
    with transaction.atomic():
        key = ApiKey.objects.select_for_update().filter(id=key_id).first()
        if key is None:
            raise NoSuchKey(key_id)
        if key.revoked_at is None:
            key.revoked_at = now
            key.save(update_fields=["revoked_at"])
            append(
                [Happening(at=now, action="key.revoked", actor="operator", subject=f"key:{key_id}")], seal=NOBODY.seal
            )
    return key.revoked_at
