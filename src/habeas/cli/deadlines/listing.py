"""`habeas deadlines list`: the clocks that run, or were given up."""

import json
from typing import Annotated

import typer

from habeas.cli.service import open_service


def list_deadlines(
    parked: Annotated[bool, typer.Option("--parked", help="Those alone that were given up.")] = False,
    subject: Annotated[
        str | None, typer.Option("--subject", help="Of this decision, measure, appeal ... alone.")
    ] = None,
    most: Annotated[int, typer.Option("--limit", min=1, help="How many to list at most.")] = 100,
) -> None:
    """List deadlines that are not met, one JSON object a line, the next first; each with the rule that made it."""
    open_service()
    from habeas.server.deadlines.queries import list_unmet

    for one in list_unmet(only_parked=parked, subject=subject, most=most):
        shown = {
            "id": one.pk,
            "kind": one.kind,
            "subject": one.subject,
            "rule": one.rule,
            "due_at": one.due_at.isoformat(),
            "is_test": one.is_test,
            "attempts": one.attempts,
            "parked_at": one.parked_at and one.parked_at.isoformat(),
            "last_error": one.last_error,
        }
        typer.echo(json.dumps(shown))
