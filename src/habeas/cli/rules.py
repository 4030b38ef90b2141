"""`habeas rules`: how often each rule was wrong, and which may not act any more."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from habeas.cli.arguments import AsJson
from habeas.cli.service import open_service

commands = typer.Typer(help="Rules in force: how often each was wrong, and which lost the power to act.")

REFUSED = 1
"""Exit status where what was asked for is not possible."""


@commands.command(name="list")
def list_(as_json: AsJson = False) -> None:
    """List the rules of the active policy with their record: appeals won against them, random samples found wrong."""
    open_service()
    from habeas.server.decisions.track_records import list_records
    from habeas.server.policies.rulebook import read_rulebook

    for known in list_records(read_rulebook()):
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
    open_service()
    from django.utils import timezone

    from habeas.server.policies.rulebook import read_rulebook
    from habeas.server.usecases.restore_rule import NobodyAnswers, NotRestrained, restore_rule

    policy = read_rulebook().policy.identity.id
    try:
        restore_rule(policy=policy, rule=rule, by=by, reason=reason, now=timezone.now())
    except NotRestrained:
        typer.echo(f"{rule} is not restrained in {policy}: `habeas rules list` shows which are", err=True)
        raise typer.Exit(REFUSED) from None
    except NobodyAnswers as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(REFUSED) from None
    typer.echo(f"{rule} acts from now on", err=True)
