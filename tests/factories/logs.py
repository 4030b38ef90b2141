"""Audit logs for tests: entries, their chain, and checkpoints signed with a key of the test."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from habeas.domain.audit.checkpoints import Checkpoint
from habeas.domain.audit.entries import GENESIS, Entry, entry_bytes, link
from habeas.domain.audit.notes import Note, VerifierKey, sign_note
from habeas.domain.audit.tree import Frontier, StoredHashes, leaf_hash
from habeas.domain.audit.verification import Recorded

ORIGIN = "market.example/habeas"
KEY = VerifierKey(ORIGIN, bytes(range(32)))
BEGIN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def sign(message: bytes) -> bytes:
    """Return what stands for a signature where no real one is needed."""
    return sha256(KEY.public + message).digest() * 2


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether `sign` made this."""
    return signature == sha256(public + message).digest() * 2


def entry(index: int, *, action: str = "decision.made") -> Entry:
    """Return an entry at a place of the log."""
    at = BEGIN + timedelta(seconds=index)
    return Entry(index=index, at=at, action=action, actor="machine", subject=f"decision:d{index}")


def chain(entries: Sequence[Entry]) -> list[Recorded]:
    """Return the lines of a log."""
    lines, before = [], GENESIS
    for one in entries:
        written = entry_bytes(one)
        before = link(before, written)
        lines.append(Recorded(written, before))
    return lines


def leaves(recorded: Sequence[Recorded]) -> list[bytes]:
    """Return the leaf hashes of a log."""
    return [leaf_hash(one.written) for one in recorded]


def reading(hashes: Sequence[bytes]) -> StoredHashes:
    """Return a way to read the hashes of a log that is shorter than a block."""

    def stored(tier: int, start: int, stop: int) -> Sequence[bytes]:
        assert tier == 0
        return hashes[start:stop]

    return stored


def checkpoint(recorded: Sequence[Recorded], *, size: int, origin: str = ORIGIN) -> Note:
    """Return the signed checkpoint of the first entries of a log."""
    root = Frontier().adding(leaves(recorded)[:size]).root
    return sign_note(text=str(Checkpoint(origin=origin, size=size, root=root)), key=KEY, sign=sign)
