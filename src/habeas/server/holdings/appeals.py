"""What is held beside appeals, as an export shows it: files, drafts, mandates, limits."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from habeas.server.appeals.models import AppealDraft, AppealLimit, Mandate
from habeas.server.attachments.models import Attachment
from habeas.server.links.models import Link
from habeas.server.parties.keys import Keyring
from habeas.server.parties.sealed import open_content

Json = dict[str, Any]


def export_files(member: str, keys: Keyring) -> Iterator[Json]:
    """Yield each file with its content: what a member sent is theirs to have back."""
    for row in Attachment.objects.filter(member=member).order_by("received_at", "id").iterator(chunk_size=1):
        content = keys.open(member, bytes(row.sealed))
        yield {
            "id": row.id,
            "about": row.about or None,
            "name": keys.open(member, bytes(row.sealed_name)).decode(),
            "media_type": row.media_type,
            "received_at": _time(row.received_at),
            "content_base64": b64encode(content).decode(),
        }


def export_drafts(member: str, keys: Keyring) -> Iterator[Json]:
    """Yield what was begun and not filed."""
    for row in AppealDraft.objects.filter(member=member).order_by("saved_at"):
        content = open_content(member, row.sealed, keys=keys)
        yield {"decision": row.decision, "saved_at": _time(row.saved_at), "content": content}


def export_links(member: str) -> Iterator[Json]:
    """Yield the links that let the member in, or who acts for them."""
    for row in Link.objects.filter(member=member).order_by("made_at", "id"):
        yield {
            "id": row.id,
            "mandate": row.mandate_id,
            "made_at": _time(row.made_at),
            "until": _time(row.until),
            "opened_at": _time(row.opened_at),
        }


def export_mandates(member: str) -> Iterator[Json]:
    """Yield whom the member let act for them."""
    for row in Mandate.objects.filter(member=member).order_by("given_at", "id"):
        yield {
            "id": row.id,
            "representative": row.representative,
            "decision": row.decision or None,
            "given_at": _time(row.given_at),
            "ends_at": _time(row.ends_at),
            "revoked_at": _time(row.revoked_at),
        }


def export_limits(member: str, keys: Keyring) -> Iterator[Json]:
    """Yield warnings about misuse, with the limits that followed."""
    for row in AppealLimit.objects.filter(member=member).order_by("warned_at", "id"):
        yield {
            "id": row.id,
            "warned_at": _time(row.warned_at),
            "limited_at": _time(row.limited_at),
            "until": _time(row.until),
            "reversed_at": _time(row.reversed_at),
            "reasons": open_content(member, row.sealed, keys=keys),
        }


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
