"""`habeas webhooks disable`: send a receiver nothing more."""

from typing import Annotated

import typer

from habeas.cli.service import open_service
from habeas.cli.webhooks.clock import now_in_utc


def disable(
    endpoint: Annotated[str, typer.Argument(help="The receiver's id.")],
    by: Annotated[str, typer.Option("--by", help="Who disables it.")],
) -> None:
    """Send a receiver nothing more. What waited for it is kept and not sent."""
    open_service()
    from habeas.server.usecases.disable_endpoint import disable_endpoint

    if not disable_endpoint(endpoint=endpoint, by=by, now=now_in_utc()):
        typer.echo(f"no receiver {endpoint} takes webhooks: `habeas webhooks endpoints` lists them", err=True)
        raise typer.Exit(1)
