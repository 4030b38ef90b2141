"""Reads of keys. No key's text is here: it is found by its digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from habeas.server.identity.keys import digest_of, is_key
from habeas.server.identity.models import ApiKey
from habeas.server.identity.scopes import Scope

_BY_DIGEST: Final = f"SELECT * FROM {ApiKey._meta.db_table} WHERE digest = %s"  # noqa: S608  # names nothing from outside
"""Written out: every request asks this, and putting it together took four times as long as running it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """What is known of a key."""

    id: str
    name: str
    scopes: frozenset[Scope]
    is_test: bool
    requests_per_minute: int
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    replaces: str | None

    def is_revoked(self, at: datetime) -> bool:
        """Return whether somebody took it back."""
        return self.revoked_at is not None and self.revoked_at <= at

    def is_expired(self, at: datetime) -> bool:
        """Return whether its time is over."""
        return self.expires_at is not None and self.expires_at <= at


def get_key(text: str) -> KnownKey | None:
    """Return the key of this text, valid or not; None for one that never was."""
    rows = ApiKey.objects.raw(_BY_DIGEST, [digest_of(text)]) if is_key(text) else ()
    return next((_known(row) for row in rows), None)


def list_keys() -> Sequence[KnownKey]:
    """Return all keys, the oldest first."""
    return [_known(row) for row in ApiKey.objects.order_by("created_at", "id")]


def _known(row: ApiKey) -> KnownKey:
    return KnownKey(
        id=row.id,
        name=row.name,
        scopes=frozenset(Scope(scope) for scope in row.scopes),
        is_test=row.is_test,
        requests_per_minute=row.requests_per_minute,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
        replaces=row.replaces_id,
    )
