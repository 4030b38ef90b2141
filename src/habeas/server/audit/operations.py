"""Adds to the log: entries at the end of a transaction, and signed checkpoints. Nothing here changes what is there."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from habeas.domain.audit.commitments import SALT_LENGTH, Opening, commit
from habeas.domain.audit.entries import GENESIS, Entry, entry_bytes, link
from habeas.domain.audit.tree import BlockPlace, block_root, completed_blocks, leaf_hash
from habeas.server.audit import models
from habeas.server.audit.queries import stored_hashes

_CHAIN_LOCK: Final = 0x6861_6265_6173
"""The number of the chain's lock among the advisory locks of PostgreSQL: `habeas` in ASCII."""

Seal = Callable[[str, bytes], bytes]
"""Return content that only the key of this member opens."""


class NotInTransaction(RuntimeError):
    """Entries that were to be appended outside of the transaction whose facts they record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something to be recorded, as `domain.audit.entries.Entry` says it.

    `payload` is what the entry commits to and what may be erased, None where there is nothing more to say; `member`
    is whose key seals it. A payload without a member is kept as it is and must name nobody.
    """

    at: datetime
    action: str
    actor: str
    subject: str
    payload: Mapping[str, Any] | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class _Written:
    entry: models.Entry
    payload: models.Payload | None


def append(happenings: Sequence[Happening], *, seal: Seal) -> tuple[int, ...]:
    """Add entries at the end of the log and return their numbers.

    Call it last in the transaction: from here to its end nobody else can append. Raises NotInTransaction,
    EntryRefused, NotCanonical, and what `seal` raises.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction
    if not happenings:
        return ()
    lock_chain()
    size, before = _head()
    written = list(_write(happenings, size=size, before=before, seal=seal))
    models.Entry.objects.bulk_create([one.entry for one in written])
    models.Payload.objects.bulk_create([one.payload for one in written if one.payload is not None])
    for place in completed_blocks(size, size + len(written)):
        _store_block(place)
    return tuple(one.entry.index for one in written)


def lock_chain() -> None:
    """Wait for the end of every transaction that appends. SQLite lets one at a time write anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def _head() -> tuple[int, bytes]:
    """Return how long the log is, and the hash that the next entry follows from."""
    last = models.Entry.objects.order_by("-index").values_list("index", "chained").first()
    return (0, GENESIS) if last is None else (last[0] + 1, bytes(last[1]))


def _write(happenings: Sequence[Happening], *, size: int, before: bytes, seal: Seal) -> Iterator[_Written]:
    for index, happening in enumerate(happenings, start=size):
        commitment, content = _payload(happening, seal)
        entry = Entry(
            index=index,
            at=happening.at,
            action=happening.action,
            actor=happening.actor,
            subject=happening.subject,
            commitment=commitment,
        )
        written = entry_bytes(entry)
        before = link(before, written)
        row = models.Entry(
            index=index,
            at=entry.at,
            action=entry.action,
            actor=entry.actor,
            subject=entry.subject,
            commitment=commitment,
            leaf=leaf_hash(written),
            chained=before,
        )
        member = happening.member or ""
        yield _Written(row, None if content is None else models.Payload(entry=row, member=member, content=content))


def _payload(happening: Happening, seal: Seal) -> tuple[str | None, bytes | None]:
    """Return the commitment to a payload, and the payload with its salt as it is kept."""
    if happening.payload is None:
        return None, None
    committed = commit(Opening(happening.payload, os.urandom(SALT_LENGTH)))
    kept = committed.kept if happening.member is None else seal(happening.member, committed.kept)
    return committed.commitment, kept


def _store_block(place: BlockPlace) -> None:
    root = block_root(place, stored=stored_hashes)
    models.Block.objects.create(tier=place.tier, index=place.index, root=root)


def store_checkpoint(*, size: int, note: str, signed_at: datetime) -> None:
    """Add a signed checkpoint; the same size is signed once."""
    models.Checkpoint.objects.create(size=size, note=note, signed_at=signed_at)


def delete_payloads(member: str) -> int:
    """Delete what the log's commitments stood for of one member, and return how many it were."""
    deleted, _ = models.Payload.objects.filter(member=member).delete()
    return deleted


def delete_payloads_before(instant: datetime, most: int) -> int:
    """Delete what commitments stood for that were made no later than an instant, at most so many; return how many."""
    due = models.Payload.objects.filter(entry__at__lte=instant).values_list("pk", flat=True)[:most]
    deleted, _ = models.Payload.objects.filter(pk__in=list(due)).delete()
    return deleted
