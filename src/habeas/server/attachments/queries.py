"""Reads of files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from habeas.domain.attachments import ReceivedFile
from habeas.server.attachments.models import Attachment
from habeas.server.parties.keys import Keyring, read_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file as it is handed out. `about` is what it belongs to, empty while it waits; `digest` its SHA-256."""

    id: str
    about: str
    name: str
    media_type: str
    content: bytes
    digest: str


def list_attachments(
    *, member: str, is_test: bool, about: str | None = None, ids: Iterable[str] | None = None
) -> Sequence[Mapping[str, Any]]:
    """Return what files a member sent, without their content, the oldest first; none of an erased member.

    `about` is what they belong to, empty for those that wait.
    """
    rows = Attachment.objects.filter(member=member, is_test=is_test).defer("sealed")
    rows = rows if about is None else rows.filter(about=about)
    rows = rows if ids is None else rows.filter(id__in=list(ids))
    keys = read_keys([member])
    return [as_json(row, keys) for row in rows.order_by("received_at", "id")] if keys.has(member) else []


def list_received(about: str) -> list[ReceivedFile]:
    """Return the files that belong to something, as the core knows them."""
    rows = Attachment.objects.filter(about=about).order_by("received_at", "id")
    return [ReceivedFile(*row) for row in rows.values_list("id", "media_type", "size")]


def get_download(attachment: str, *, is_test: bool, member: str | None = None) -> Download | None:
    """Return a file with its content; None where there is none of this id, it is another member's, or erased."""
    row = Attachment.objects.filter(id=attachment, is_test=is_test).first()
    if row is None or member not in {None, row.member_id}:
        return None
    keys = read_keys([row.member_id])
    if not keys.has(row.member_id):
        return None
    return Download(
        id=row.id,
        about=row.about,
        name=_name(row, keys),
        media_type=row.media_type,
        content=keys.open(row.member_id, bytes(row.sealed)),
        digest=row.digest,
    )


def as_json(row: Attachment, keys: Keyring) -> dict[str, Any]:
    """Return what is told of a file, without its content. Size in bytes."""
    return {
        "id": row.id,
        "name": _name(row, keys),
        "media_type": row.media_type,
        "size": row.size,
        "digest": row.digest,
        "received_at": _written(row.received_at),
        "filed_at": _written(row.filed_at),
    }


def _name(row: Attachment, keys: Keyring) -> str:
    return keys.open(row.member_id, bytes(row.sealed_name)).decode()


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
