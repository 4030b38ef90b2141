"""Reads of the log. Long ones stream: no number of entries has to fit in memory."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from habeas.domain.audit.canonical import canonical_bytes
from habeas.domain.audit.commitments import Opening, read_opening
from habeas.domain.audit.entries import Entry, fields_as_json
from habeas.domain.audit.verification import Recorded
from habeas.server.audit import models

CHUNK: Final = 2000
"""Rows that are read at once when the whole log is read."""

_FIELDS: Final = ("index", "at", "action", "actor", "subject", "commitment")

Open = Callable[[str, bytes], bytes]
"""Return what was sealed for this member."""


class NoSuchEntry(LookupError):
    """A number that is not in the log."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry about a member with the payload that it committed to."""

    entry: Entry
    opening: Opening


def get_size() -> int:
    """Return how many entries the log has."""
    last = models.Entry.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def get_entry(index: int) -> Entry:
    """Return one entry. Raises NoSuchEntry."""
    row = models.Entry.objects.filter(index=index).values(*_FIELDS).first()
    if row is None:
        raise NoSuchEntry(index)
    return Entry(**row)


def stored_hashes(tier: int, start: int, stop: int) -> Sequence[bytes]:
    """Return stored hashes of the tree, as `domain.audit.tree` asks for them."""
    leaves = models.Entry.objects.filter(index__gte=start, index__lt=stop).values_list("leaf", "index")
    blocks = models.Block.objects.filter(tier=tier, index__gte=start, index__lt=stop).values_list("root", "index")
    rows = (blocks if tier else leaves).order_by("index")
    return [bytes(stored) for stored, _ in rows]


def list_recorded() -> Iterator[Recorded]:
    """Yield the whole log as it is found in the table, wrong entries too, in the order of their numbers."""
    return (recorded for recorded, _ in list_rows())


def list_rows() -> Iterator[tuple[Recorded, bytes]]:
    """Yield the whole log with the leaf hash that is stored for each entry."""
    rows = models.Entry.objects.order_by("index").values(*_FIELDS, "chained", "leaf")
    for row in rows.iterator(chunk_size=CHUNK):
        chained, leaf = bytes(row.pop("chained")), bytes(row.pop("leaf"))
        yield Recorded(canonical_bytes(fields_as_json(**row)), chained), leaf


def list_notes() -> Sequence[str]:
    """Return the signed checkpoints, the smallest first."""
    return list(models.Checkpoint.objects.order_by("size").values_list("note", flat=True))


def get_latest_note() -> str | None:
    """Return the checkpoint that covers most, None where none was signed."""
    return models.Checkpoint.objects.order_by("-size").values_list("note", flat=True).first()


def list_opened(member: str, *, open_sealed: Open) -> Iterator[Opened]:
    """Yield the entries about a member with what they committed to."""
    payloads = models.Payload.objects.filter(member=member).order_by("entry_id").select_related("entry")
    for payload in payloads.iterator(chunk_size=CHUNK):
        yield _opened(payload, member, open_sealed)


def get_opened(index: int, *, member: str, open_sealed: Open) -> Opened | None:
    """Return an entry about a member with what it committed to; None where that was deleted, or is another's."""
    payload = models.Payload.objects.filter(entry=index, member=member).select_related("entry").first()
    return None if payload is None else _opened(payload, member, open_sealed)


def _opened(payload: models.Payload, member: str, open_sealed: Open) -> Opened:
    entry = Entry(**{name: getattr(payload.entry, name) for name in _FIELDS})
    return Opened(entry, read_opening(open_sealed(member, bytes(payload.content))))


def find_entry(subjects: Collection[str], *, member: str, digest: str, open_sealed: Open) -> int | None:
    """Return the number of the first entry about one of these that commits to a digest of what a member was sent.

    None where none does, or what it committed to was deleted: nobody can show any more what it stood for.
    """
    payloads = models.Payload.objects.filter(entry__subject__in=subjects, member=member).order_by("entry_id")
    for number, content in payloads.values_list("entry_id", "content"):
        payload = read_opening(open_sealed(member, bytes(content))).payload
        if payload.get("digest") == digest:
            return int(number)
    return None


def list_payload_times(member: str) -> Iterator[tuple[int, datetime]]:
    """Yield the number and the time of each entry about a member whose payload is still there."""
    payloads = models.Payload.objects.filter(member=member).order_by("entry_id").values_list("entry_id", "entry__at")
    yield from payloads.iterator(chunk_size=CHUNK)
