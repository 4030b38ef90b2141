"""`habeas webhooks replay`: send webhooks again."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from habeas.cli.service import open_service
from habeas.cli.webhooks.clock import now_in_utc

_TIMES = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"]


def replay(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of webhooks (msg_...).")] = None,
    since: Annotated[datetime | None, typer.Option(formats=_TIMES, help="Those written from then on (UTC).")] = None,
    until: Annotated[datetime | None, typer.Option(formats=_TIMES, help="Those written before (UTC).")] = None,
    endpoint: Annotated[str | None, typer.Option("--endpoint", help="To this receiver alone.")] = None,
    parked: Annotated[bool, typer.Option("--parked", help="Those alone that were given up.")] = False,
) -> None:
    """Send webhooks again under the ids that they had, by ids or by when they were written; write how many."""
    open_service()
    from habeas.server.usecases.replay_messages import NothingChosen, replay_messages

    try:
        count = replay_messages(
            now=now_in_utc(),
            ids=ids or (),
            since=since and since.replace(tzinfo=UTC),
            until=until and until.replace(tzinfo=UTC),
            endpoint=endpoint,
            only_parked=parked,
        )
    except NothingChosen as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(count)
