"""Writes of files: sealed while they wait, and filed with what they belong to."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from habeas.domain.attachments import ReceivedFile
from habeas.domain.refusals import Refused
from habeas.server.attachments.models import Attachment
from habeas.server.parties.keys import Keyring


class FileNotThere(Refused):
    """A file that is named but was not sent, was sent by another, or went with something else already."""

    rule = "DSA20-3"
    says = "there is no file {file} of yours that waits to be filed; send it again"


def prepare_attachment(
    *,
    member: str,
    name: str,
    media_type: str,
    content: bytes,
    scanned_by: str,
    is_test: bool,
    keys: Keyring,
    now: datetime,
) -> Attachment:
    """Return the row of a file that was looked at, not yet written."""
    return Attachment(
        id=f"fil_{secrets.token_hex(13)}",
        member_id=member,
        is_test=is_test,
        media_type=media_type,
        size=len(content),
        digest=sha256(content).hexdigest(),
        scanned_by=scanned_by,
        received_at=now,
        sealed_name=keys.seal(member, name.encode()),
        sealed=keys.seal(member, content),
    )


def find_waiting(ids: Sequence[str], *, member: str, is_test: bool) -> list[ReceivedFile]:
    """Return the files that wait under these ids, each once, in their order. Raises FileNotThere."""
    waiting = Attachment.objects.filter(id__in=ids, member=member, about="", is_test=is_test)
    known = {name: (media_type, size) for name, media_type, size in waiting.values_list("id", "media_type", "size")}
    for name in ids:
        if name not in known:
            raise FileNotThere(file=name)
    return [ReceivedFile(name, *known[name]) for name in dict.fromkeys(ids)]


def file_with(ids: Sequence[str], *, about: str, now: datetime) -> None:
    """Note what waiting files belong to from now on."""
    Attachment.objects.filter(id__in=ids, about="").update(about=about, filed_at=now)
