"""Replace an API key by a new one of the same rights. The old one goes on for a while, so that nobody is cut off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.identity.keys import digest_of, new_id, new_key
from habeas.server.identity.models import ApiKey
from habeas.server.parties.keys import NOBODY

OVERLAP: Final = timedelta(hours=24)
"""How long both keys open: a working day to change it everywhere."""


class KeyNotRotated(ValueError):
    """A key that cannot be rotated: there is none of that id, or it no longer opens anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """The new key's id and text, and when the old one stops."""

    id: str
    text: str
    old_until: datetime


def rotate_key(*, key_id: str, now: datetime, overlap: timedelta = OVERLAP) -> Successor:
    """Return the successor of a key; the old one expires after the overlap. Raises KeyNotRotated."""
    with transaction.atomic():
        old = ApiKey.objects.select_for_update().filter(id=key_id).first()
        if old is None or not old.is_valid(now):
            raise KeyNotRotated(f"no key {key_id} is valid: `habeas keys list` shows those that are")
        until = max(now + overlap, old.created_at + timedelta(microseconds=1))
        old.expires_at = until if old.expires_at is None else min(old.expires_at, until)
        old.save(update_fields=["expires_at"])
        made = Successor(id=new_id(), text=new_key(is_test=old.is_test), old_until=old.expires_at)
        ApiKey.objects.create(
            id=made.id,
            name=old.name,
            digest=digest_of(made.text),
            scopes=old.scopes,
            is_test=old.is_test,
            requests_per_minute=old.requests_per_minute,
            created_at=now,
            replaces=old,
        )
        append(
            [
                Happening(
                    at=now,
                    action="key.rotated",
                    actor="operator",
                    subject=f"key:{made.id}",
                    payload={"replaces": old.id, "until": made.old_until.isoformat()},
                )
            ],
            seal=NOBODY.seal,
        )
    return made
