"""`habeas audit checkpoint`: sign the log as it is."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from habeas.cli.service import open_service

REWRITTEN = 1
"""Exit status where the log is not what was signed before."""


def checkpoint(
    key: Annotated[bool, typer.Option("--key", help="Write the log's public key, to be published, instead.")] = False,
) -> None:
    """Sign the log as it is, and write the checkpoint: keep it where nobody who can write the database can.

    Signs nothing, and ends with 1, where the log does not begin with what was signed before.
    """
    open_service()
    from django.conf import settings

    from habeas.server.audit.signing import get_verifier_key
    from habeas.server.usecases.sign_checkpoint import LogRewritten, sign_checkpoint

    origin = settings.HABEAS.public_url.partition("://")[2]
    now = datetime.now(UTC)  # noqa: TID251  # an interface reads the clock: the log is signed as of now
    try:
        note = sign_checkpoint(origin=origin, now=now)
    except LogRewritten as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(REWRITTEN) from error
    typer.echo(str(get_verifier_key()) if key else note, nl=key)
