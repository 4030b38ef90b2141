"""`habeas audit export`: the whole log as files that are checked without the service."""

from pathlib import Path
from typing import Annotated

import typer

from habeas.cli.service import open_service


def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet.")],
) -> None:
    """Write the log, its checkpoints and its public key into a folder; no payload and no personal data.

    `habeas audit verify DIR --key KEY` checks it on a machine that knows nothing of the service.
    """
    open_service()
    from habeas.domain.audit.notes import read_note
    from habeas.files.audit_exports import write_export
    from habeas.server.audit.queries import list_notes, list_recorded
    from habeas.server.audit.signing import get_verifier_key

    notes = [read_note(text) for text in list_notes()]
    try:
        write_export(folder, recorded=list_recorded(), notes=notes, key=get_verifier_key())
    except OSError as error:
        raise typer.BadParameter(f"cannot write {folder}: {error.strerror}") from error
