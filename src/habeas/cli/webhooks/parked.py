"""`habeas webhooks parked`: list what was given up."""

import json
from typing import Annotated

import typer

from habeas.cli.service import open_service


def parked(
    most: Annotated[int, typer.Option("--limit", min=1, help="How many to list at most.")] = 100,
) -> None:
    """List webhooks that were given up, one JSON object a line, the longest parked first."""
    open_service()
    from habeas.server.outbox.queries import list_parked

    for one in list_parked(most=most):
        shown = {
            "id": one.message_id,
            "type": one.type,
            "endpoint": one.endpoint_id,
            "url": one.endpoint.url,
            "created_at": one.created_at.isoformat(),
            "parked_at": one.parked_at and one.parked_at.isoformat(),
            "attempts": one.attempts,
            "last_error": one.last_error,
        }
        typer.echo(json.dumps(shown))
