"""`habeas rules`: how often each rule was wrong, and which may not act any more."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.arguments import AsJson
from habeas.cli.service import open_service

if TYPE_CHECKING:
    from habeas.server.policies.rulebook import Rulebook

commands = typer.Typer(help="Rules in force: how often each was wrong, and which lost the power to act.")

REFUSED = 1
"""Exit status where what was asked for is not possible."""


@commands.command(name="list")
def list_(as_json: AsJson = False) -> None:
    """List the rules of the active policy with their record: appeals won against them, random samples found wrong."""
    rulebook = _open_rulebook()
    from habeas.server.decisions.track_records import list_records

    for known in list_records(rulebook):
        if as_json:
            typer.echo(json.dumps(asdict(known), ensure_ascii=False))
            continue
        record = known.record
        state = "only opens cases" if known.is_restrained else "acts"
        typer.echo(
            f"{known.rule}  {state}  overturned {record.overturned} of {record.appeals} appeals,"
            f" wrong {record.wrong} of {record.sampled} samples"
        )


@commands.command()
def restore(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Its id in the active policy.")],
    by: Annotated[str, typer.Option(help="The person who says so.")],
    reason: Annotated[str, typer.Option(help="Why it may act again.")],
) -> None:
    """Let a rule act again that spent its error budget. Its record starts anew."""
    policy = _open_rulebook().policy.identity.id
    from django.utils import timezone

    from habeas.server.usecases.restore_rule import NobodyAnswers, NotRestrained, restore_rule

    try:
        restore_rule(policy=policy, rule=rule, by=by, reason=reason, now=timezone.now())
    except NotRestrained:
        typer.echo(f"{rule} is not restrained in {policy}: `habeas rules list` shows which are", err=True)
        raise typer.Exit(REFUSED) from None
    except NobodyAnswers as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(REFUSED) from None
    typer.echo(f"{rule} acts from now on", err=True)


def _open_rulebook() -> "Rulebook":
    """Open the service and return the rules in force; say so and end where nobody activated any."""
    open_service()
    from habeas.server.policies.rulebook import NoPolicyActive, read_rulebook

    try:
        return read_rulebook()
    except NoPolicyActive:
        typer.echo("no policy is active: run `habeas init`, or `habeas policy activate`", err=True)
        raise typer.Exit(REFUSED) from None
