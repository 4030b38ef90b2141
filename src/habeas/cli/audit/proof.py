"""`habeas audit proof`: what shows that an entry is in the log, or that the log only grew."""

import json
from typing import Annotated

import typer

from habeas.cli.service import open_service

NOT_PROVABLE = 1
"""Exit status where there is no such entry, or no checkpoint that covers it."""


def proof(
    entry: Annotated[
        int | None, typer.Argument(metavar="[ENTRY]", help="Number of an entry.", show_default=False)
    ] = None,
    since: Annotated[
        int | None, typer.Option(metavar="SIZE", help="Prove that the log of this size only grew.")
    ] = None,
) -> None:
    """Write the proof that an entry stands in the log of the latest checkpoint (C2SP tlog-proof).

    With --since SIZE write, as JSON, the proof that a log of that size is the beginning of it (RFC 9162).
    Whoever has the public key checks it with `habeas audit verify`, or with any other tool for these formats.
    """
    if (entry is None) is (since is None):
        raise typer.BadParameter("give the number of an entry, or --since a size")
    open_service()
    from habeas.server.audit.proving import NotSigned, prove_entry, prove_growth
    from habeas.server.audit.queries import NoSuchEntry

    try:
        if entry is not None:
            typer.echo(str(prove_entry(entry)), nl=False)
        if since is not None:
            growth = prove_growth(since)
            hashes = [one.hex() for one in growth.proof]
            typer.echo(json.dumps({"old": growth.old, "new": growth.new, "proof": hashes}))
    except NoSuchEntry as error:
        typer.echo(f"the log has no entry {entry}", err=True)
        raise typer.Exit(NOT_PROVABLE) from error
    except NotSigned as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(NOT_PROVABLE) from error
