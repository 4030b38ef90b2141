"""`habeas webhooks rotate`: give a receiver a new secret."""

from datetime import timedelta
from typing import Annotated

import typer

from habeas.cli.service import open_service
from habeas.cli.webhooks.clock import now_in_utc


def rotate(
    endpoint: Annotated[str, typer.Argument(help="The receiver's id.")],
    overlap: Annotated[int, typer.Option("--overlap", min=0, help="Hours in which the old secret signs, too.")] = 24,
) -> None:
    """Write a receiver's new secret, which is shown this once. After a leak, `--overlap 0`."""
    open_service()
    from habeas.server.usecases.rotate_endpoint_secret import NoSuchEndpoint, rotate_endpoint_secret

    try:
        secret = rotate_endpoint_secret(endpoint=endpoint, now=now_in_utc(), overlap=timedelta(hours=overlap))
    except NoSuchEndpoint as error:
        typer.echo(f"no receiver {endpoint} takes webhooks: `habeas webhooks endpoints` lists them", err=True)
        raise typer.Exit(1) from error
    typer.echo(secret)
