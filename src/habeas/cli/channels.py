"""`habeas channels`: the register of what is read, by what right, and what acts."""

import json
from dataclasses import asdict
from typing import Annotated, NoReturn

import typer

from habeas.cli.arguments import AsJson
from habeas.cli.service import open_service

commands = typer.Typer(help="Channels: which surfaces are read, by what right, and whether what is judged is done.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="As events name it in `surface`: message, proposal ...")]
Person = Annotated[str, typer.Option("--by", help="The person who says so.")]

REFUSED = 1
"""Exit status where what was asked for is not possible."""


@commands.command(name="list")
def list_(as_json: AsJson = False) -> None:
    """List the channels that are registered."""
    open_service()
    from habeas.server.policies.queries import list_channels

    for channel in list_channels():
        if as_json:
            typer.echo(json.dumps(asdict(channel), default=str, ensure_ascii=False))
            continue
        since = channel.activated_at
        state = f"acts since {since:%Y-%m-%d}, {channel.activated_by}" if since else "in shadow"
        typer.echo(f"{channel.name}  {channel.mode}  {state}")


@commands.command()
def register(
    name: Name,
    basis: Annotated[str, typer.Option(help="The legal basis for reading it.")],
    assessment: Annotated[str, typer.Option(help="Where the assessment of it is kept.")],
    by: Person,
    mode: Annotated[str, typer.Option(help="off, coaching or content.")] = "content",
) -> None:
    """Register a channel, or change what is registered of it. It judges in shadow until it is activated."""
    open_service()
    from django.utils import timezone

    from habeas.server.usecases.register_channel import ChannelRefused, register_channel

    try:
        is_new = register_channel(
            name=name, legal_basis=basis, assessment=assessment, mode=mode, by=by, now=timezone.now()
        )
    except ChannelRefused as error:
        _refuse(str(error))
    typer.echo(f"{name} is registered{', in shadow' if is_new else ' anew'}", err=True)


@commands.command()
def activate(name: Name, by: Person) -> None:
    """Let what is judged on a channel be done, by a named person's word."""
    open_service()
    from django.utils import timezone

    from habeas.server.policies.queries import list_channels
    from habeas.server.usecases.activate_channel import NobodyAnswers, NoSuchChannel, activate_channel

    try:
        is_new = activate_channel(name=name, by=by, now=timezone.now())
    except NoSuchChannel:
        known = ", ".join(channel.name for channel in list_channels()) or "none yet"
        _refuse(f"no channel {name} is registered; registered are: {known}")
    except NobodyAnswers as error:
        _refuse(str(error))
    typer.echo(f"{name} {'acts from now on' if is_new else 'was active already'}", err=True)


def _refuse(cause: str) -> NoReturn:
    typer.echo(cause, err=True)
    raise typer.Exit(REFUSED)
