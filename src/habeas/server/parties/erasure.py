"""The end of a member's key. What must be kept for claims gets a key of its own, which ordinary reads never use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection
from django.db.models import QuerySet

from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.parties.models import Member
from habeas.server.wrapping import KEY_BYTES, unwrap, wrap

RETAINED_KEYS: Final = b"habeas keys of retained records, version 1"


class UnknownMember(LookupError):
    """A member of whom the service has never heard."""

    def __init__(self, member: str) -> None:
        super().__init__(member)
        self.member = member

    def __str__(self) -> str:
        """Say who."""
        return f"nothing was ever heard of a member {self.member!r}"


class AlreadyErased(LookupError):
    """A member who was erased before."""

    def __init__(self, member: str, at: datetime) -> None:
        super().__init__(member, at)
        self.member, self.at = member, at

    def __str__(self) -> str:
        """Say who and when."""
        return f"{self.member!r} was erased on {self.at:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Living:
    """A member who was not erased, with the key."""

    row: Member
    keys: Keyring


def lock_living(member: str) -> Living:
    """Return a member, locked till the transaction ends. Raises UnknownMember, AlreadyErased."""
    row = Member.objects.select_for_update().filter(id=member).first()
    if row is None:
        raise UnknownMember(member)
    if row.erased_at is not None:
        raise AlreadyErased(member, row.erased_at)
    return Living(row, read_keys([member]))


def destroy_key(row: Member, *, retain: bool, now: datetime) -> Keyring:
    """Destroy a member's key, and return the key for what is retained: a new one, or none."""
    key = AESGCM.generate_key(8 * KEY_BYTES) if retain else None
    row.wrapped_key, row.sealed_email, row.erased_at = None, None, now
    row.retained_key = None if key is None else wrap(key, purpose=RETAINED_KEYS, owner=row.id)
    row.save(update_fields=["wrapped_key", "sealed_email", "retained_key", "erased_at"])
    return Keyring({} if key is None else {row.id: AESGCM(key)})


def read_retained_keys(member: str) -> Keyring:
    """Return the key for what is retained of an erased member, to be used where a claim is brought alone."""
    row = Member.objects.filter(id=member).exclude(retained_key=None).first()
    if row is None or row.retained_key is None:
        return Keyring({})
    return Keyring({member: AESGCM(unwrap(bytes(row.retained_key), purpose=RETAINED_KEYS, owner=member))})


def destroy_retained_keys(*, in_use: Sequence[QuerySet[Any, Any]]) -> None:
    """Destroy the keys of retained records where no record is left that they open; `in_use` are members with some."""
    unused = Member.objects.exclude(retained_key=None)
    for members in in_use:
        unused = unused.exclude(id__in=members)
    unused.update(retained_key=None)


def scrub_pages() -> None:
    """Overwrite what the database still holds of deleted rows and old keys, where it can be told to.

    SQLite empties its journal (with `secure_delete` the pages are overwritten already); PostgreSQL drops dead rows.
    Within a transaction of the caller nothing can be overwritten yet. Backups keep what they hold till they expire.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM parties_member")
