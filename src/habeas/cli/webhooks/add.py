"""`habeas webhooks add`: register a receiver."""

from typing import Annotated

import typer

from habeas.cli.service import open_service
from habeas.cli.webhooks.clock import now_in_utc


def add(
    url: Annotated[str, typer.Argument(help="Where webhooks are sent: a public https address.")],
    by: Annotated[str, typer.Option("--by", help="Who registers it.")],
    kind: Annotated[list[str] | None, typer.Option("--type", help="A type to send; repeat it. Default: all.")] = None,
) -> None:
    """Register a receiver, and write its id and its secret, which is shown this once."""
    open_service()
    from habeas.server.adapters.destinations import DestinationRefused
    from habeas.server.outbox.kinds import WebhookType
    from habeas.server.usecases.register_endpoint import TypeUnknown, register_endpoint

    try:
        made = register_endpoint(url=url, types=kind or WebhookType.values, by=by, now=now_in_utc())
    except (DestinationRefused, TypeUnknown) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{made.id} {made.secret}")
