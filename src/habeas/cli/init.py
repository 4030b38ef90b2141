"""`habeas init`: a database, a policy in force, the usual channels in shadow. Asks, or takes what is usual."""

import getpass
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from habeas.cli.migrate import apply_migrations
from habeas.cli.policies import load_texts
from habeas.cli.service import load_service

CHANNELS = ("message", "proposal", "profile", "job", "review", "attachment")
"""The surfaces on which members of a marketplace usually write."""

FED = ("contract", "pair", "traffic")
"""Families of facts that a platform tells completely by its events, so that silence says that nothing happened."""

BEGINNING = date(1970, 1, 1)
"""Since always: what happened before is imported, or did not happen."""

BASIS = "Contract with the members and legitimate interest in a safe marketplace (GDPR Art. 6(1)(b) and (f))"
ASSESSMENT = "To be referenced before the channel is activated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person decides at the beginning."""

    policy: str
    by: str
    channels: tuple[str, ...]
    basis: str
    assessment: str


def init(
    defaults: Annotated[bool, typer.Option("--defaults", help="Ask nothing; take what is usual.")] = False,
    policy: Annotated[str, typer.Option(help="A shipped policy, or the folder of one.")] = "freelance",
    by: Annotated[str | None, typer.Option(help="The person who answers for it.")] = None,
) -> None:
    """Set the service up: migrate, activate a policy, register channels. They judge in shadow until somebody says so.

    What is there already stays as it is, so that it may be run again.
    """
    load_service()
    applied = apply_migrations()
    usual = Answers(policy=policy, by=by or _whoever(), channels=CHANNELS, basis=BASIS, assessment=ASSESSMENT)
    _set_up(usual if defaults else _ask(usual), told=[f"{len(applied)} migrations applied"])


def _whoever() -> str:
    """Return the name of the account that runs this."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "operator"


def _ask(usual: Answers) -> Answers:
    channels = typer.prompt("Channels to read, with commas", default=", ".join(usual.channels), err=True)
    return Answers(
        policy=typer.prompt("Policy (freelance, rental, resale, or a folder)", default=usual.policy, err=True),
        by=typer.prompt("Who answers for this (a person's name)", default=usual.by, err=True),
        channels=tuple(name.strip() for name in channels.split(",") if name.strip()),
        basis=typer.prompt("Legal basis for reading them", default=usual.basis, err=True),
        assessment=typer.prompt("Where the assessment of it is kept", default=usual.assessment, err=True),
    )


def _set_up(answers: Answers, *, told: list[str]) -> None:
    from pathlib import Path

    from django.utils import timezone

    from habeas.server.policies.queries import get_active_version, list_channels, list_declared
    from habeas.server.usecases.activate_policy import activate_policy
    from habeas.server.usecases.declare_platform import declare_platform
    from habeas.server.usecases.register_channel import register_channel

    now = timezone.now()
    if get_active_version() is None:
        activate_policy(texts=load_texts(Path(answers.policy)), by=answers.by, now=now, reason="habeas init")
    active = get_active_version()
    told.append(f"policy {active.policy} {active.version} is active" if active else "no policy is active")
    known = {channel.name for channel in list_channels()}
    for name in answers.channels:
        if name not in known:
            register_channel(
                name=name,
                legal_basis=answers.basis,
                assessment=answers.assessment,
                mode="content",
                by=answers.by,
                now=now,
            )
    if not list_declared():
        declare_platform(name="", feeds=dict.fromkeys(FED, BEGINNING), judge_from=None, now=now)
    told += [f"channel {one.name}: {'acts' if one.activated_at else 'in shadow'}" for one in list_channels()]
    told.append("next: `habeas keys create --name market --scope ingest --scope read`, then `habeas serve`")
    typer.echo("\n".join(told), err=True)
