"""`habeas deadlines retry`: have what was given up tried again."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from habeas.cli.service import open_service


def retry(
    ids: Annotated[list[int] | None, typer.Argument(help="Ids of deadlines, as `list` writes them.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All that were given up.")] = False,
) -> None:
    """Let a worker try again what was given up, after its cause is mended; write how many."""
    open_service()
    from habeas.server.usecases.retry_deadlines import NothingChosen, retry_deadlines

    now = datetime.now(UTC)  # noqa: TID251  # an interface reads the clock
    try:
        typer.echo(retry_deadlines(ids=ids or (), every=every, now=now))
    except NothingChosen as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
