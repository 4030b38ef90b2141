"""`habeas webhooks endpoints`: list the receivers."""

import json

import typer

from habeas.cli.service import open_service


def endpoints() -> None:
    """List the receivers, one JSON object a line, without their secrets."""
    open_service()
    from habeas.server.outbox.queries import list_endpoints

    for one in list_endpoints():
        shown = {
            "id": one.id,
            "url": one.url,
            "types": one.types,
            "created_at": one.created_at.isoformat(),
            "created_by": one.created_by,
            "failures": one.failures,
            "rests_until": one.rests_until and one.rests_until.isoformat(),
            "old_secret_until": one.old_secret_until and one.old_secret_until.isoformat(),
            "disabled_at": one.disabled_at and one.disabled_at.isoformat(),
        }
        typer.echo(json.dumps(shown))
