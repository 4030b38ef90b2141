"""`habeas audit export`: the whole log as files that are checked without the service, or all about one member."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from habeas.cli.service import open_service

REFUSED = 1
"""Exit status where there is nothing to export: an unknown member, or one who was erased."""


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet.")],
    member: Annotated[
        str | None, typer.Option(metavar="MEMBER", help="Export all that is held about this member instead.")
    ] = None,
) -> None:
    """Write the log, its checkpoints and its public key into a folder; no payload and no personal data.

    `habeas audit verify DIR --key KEY` checks it on a machine that knows nothing of the service. With --member write
    all that is held about one member, for the member alone: `member.json`, and `member.html` to be read.
    """
    open_service()
    try:
        if member is None:
            _write_log(folder)
        else:
            _write_member(folder, member)
    except OSError as error:
        raise typer.BadParameter(f"cannot write {folder}: {error.strerror}") from error


def _write_log(folder: Path) -> None:
    from habeas.domain.audit.notes import read_note
    from habeas.files.audit_exports import write_export
    from habeas.server.audit.queries import list_notes, list_recorded
    from habeas.server.audit.signing import get_verifier_key

    notes = [read_note(text) for text in list_notes()]
    write_export(folder, recorded=list_recorded(), notes=notes, key=get_verifier_key())


def _write_member(folder: Path, member: str) -> None:
    from habeas.server.holdings.pages import render_page
    from habeas.server.parties.erasure import AlreadyErased, UnknownMember
    from habeas.server.usecases.export_member import export_member

    folder.mkdir(mode=0o700)
    now = datetime.now(UTC)  # noqa: TID251  # an interface reads the clock: the export is as of now
    try:
        exported = export_member(member=member, by="operator", now=now)
    except (UnknownMember, AlreadyErased) as error:
        folder.rmdir()
        typer.echo(str(error), err=True)
        raise typer.Exit(REFUSED) from error
    (folder / "member.json").write_text(json.dumps(exported, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "member.html").write_text(render_page(exported), encoding="utf-8")
