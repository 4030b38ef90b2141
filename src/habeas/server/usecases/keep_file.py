"""Keeps a file that a member sends, till what it belongs to is filed: looked at first, sealed, under a safe name."""

from datetime import datetime

from django.db import transaction

from habeas.domain.attachments import FileHarmful, ReceivedFile, check_file, check_files, safe_name, type_named
from habeas.server.adapters.scanners import Scanner
from habeas.server.attachments.models import Attachment
from habeas.server.attachments.operations import prepare_attachment
from habeas.server.attachments.sniffing import sniff
from habeas.server.audit.operations import Happening, append
from habeas.server.parties.keys import lock_members


def keep_file(
    *,
    member: str,
    name: str,
    content: bytes,
    scanner: Scanner | None,
    is_test: bool,
    now: datetime,
    by: str = "member",
) -> str:
    """Keep a file and return its id. `by` is what the log calls who sends it: the member, or a representative.

    Raises what `domain.attachments` refuses by name, ScannerUnreachable where it could not be looked into, KeyDestroyed
    for an erased member.
    """
    media_type = sniff(content, said=type_named(name)) if content else ""
    shown = name.strip() or "the file"
    check_file(name=shown, media_type=media_type, size=len(content))
    found = None if scanner is None else scanner.find_harm(content)
    if found is not None:
        raise FileHarmful(file=shown, found=found)
    return _keep(
        member,
        safe_name(name, media_type=media_type),
        media_type,
        content,
        scanned_by="" if scanner is None else scanner.name,
        by=by,
        is_test=is_test,
        now=now,
    )


@transaction.atomic
def _keep(
    member: str, name: str, media_type: str, content: bytes, *, scanned_by: str, by: str, is_test: bool, now: datetime
) -> str:
    keys = lock_members([member], now=now)
    waiting = Attachment.objects.filter(member=member, about="", is_test=is_test)
    others = [ReceivedFile(*row) for row in waiting.values_list("id", "media_type", "size")]
    check_files([*others, ReceivedFile(name, media_type, len(content))])
    row = prepare_attachment(
        member=member,
        name=name,
        media_type=media_type,
        content=content,
        scanned_by=scanned_by,
        is_test=is_test,
        keys=keys,
        now=now,
    )
    row.save(force_insert=True)
    kept = Happening(
        at=now,
        action="file.kept",
        actor=by,
        subject=f"file:{row.id}",
        payload={"digest": row.digest},
        member=member,
    )
    append([kept], seal=keys.seal)
    return row.id
