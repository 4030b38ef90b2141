"""`habeas platforms`: what each platform tells completely, and from when its messages are judged."""

import json
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from habeas.cli.arguments import AsJson
from habeas.cli.service import open_service

commands = typer.Typer(help="Platforms: what each tells completely and since when, and from when messages are judged.")

OTHERS = "all others"
"""How the declaration for platforms without one of their own is shown; its name is empty."""


@commands.command(name="list")
def list_(as_json: AsJson = False) -> None:
    """List what is declared."""
    open_service()
    from habeas.server.policies.queries import list_declared

    for one in list_declared():
        if as_json:
            typer.echo(json.dumps(one, ensure_ascii=False))
            continue
        feeds = ", ".join(f"{family} since {since}" for family, since in one["feeds"].items()) or "nothing completely"
        judged = f"judged from {one['judge_from']}" if one["judge_from"] else "judged from the beginning"
        typer.echo(f"{one['name'] or OTHERS}  {judged}  tells {feeds}")


@commands.command()
def declare(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As events name it in `platform`; '' for all others.")],
    feeds: Annotated[
        list[str] | None,
        typer.Option(metavar="FAMILY=DATE", help="A family of facts told completely since a day: contract=2026-01-01."),
    ] = None,
    judge_from: Annotated[
        datetime | None, typer.Option(help="Messages sent earlier are kept as facts and not judged (UTC).")
    ] = None,
) -> None:
    """Declare a platform, in place of what was declared of it before."""
    told = dict(_read_feed(one) for one in feeds or ())
    since = judge_from.replace(tzinfo=UTC) if judge_from and judge_from.tzinfo is None else judge_from
    open_service()
    from django.utils import timezone

    from habeas.server.usecases.declare_platform import declare_platform

    is_new = declare_platform(name=name, feeds=told, judge_from=since, now=timezone.now())
    typer.echo(f"{name or OTHERS}: declared{'' if is_new else ' anew'}", err=True)


def _read_feed(said: str) -> tuple[str, date]:
    family, _, since = said.partition("=")
    try:
        if family:
            return family, date.fromisoformat(since)
    except ValueError:
        pass
    cause = f"'{said}' is no family with a day, such as contract=2026-01-01"
    raise typer.BadParameter(cause, param_hint="--feeds")
