"""`habeas staff`: who works here: make, list, change roles, reset a password, dismiss."""

import json
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from habeas.cli.arguments import AsJson
from habeas.cli.service import open_service

if TYPE_CHECKING:
    from habeas.server.identity.roles import Role

commands = typer.Typer(help="People who decide cases and hear appeals, each with the roles that they have.")

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="With which the person signs in.")]
Roles = Annotated[
    list[str],
    typer.Option(
        "--role", help="reviewer, senior_reviewer, appeals_reviewer or money_officer; may be given several times."
    ),
]

REFUSED = 1
"""Exit status where what was asked for is not possible."""


@commands.command()
def create(
    email: Email,
    name: Annotated[str, typer.Option(help="How colleagues call the person.")],
    role: Roles,
) -> None:
    """Let a person sign in, and write their first password, alone, to standard output. It is shown this once."""
    open_service()
    from django.utils import timezone

    from habeas.server.usecases.create_staff import StaffRefused, create_staff

    roles = _read(role)
    try:
        made = create_staff(email=email, name=name, roles=roles, now=timezone.now())
    except StaffRefused as error:
        _refuse(str(error))
    typer.echo(made.password)
    typer.echo(f"{made.actor.id} is {name}; the password is not shown again", err=True)


@commands.command(name="list")
def list_(as_json: AsJson = False) -> None:
    """List everybody who works here or did, with their roles."""
    open_service()
    from habeas.server.identity.staff import list_staff

    for one in list_staff():
        shown = {
            "id": one.actor.id,
            "email": one.email,
            "name": one.name,
            "roles": ",".join(sorted(one.roles)),
            "state": "works here" if one.is_active else "dismissed",
        }
        typer.echo(json.dumps(shown) if as_json else "  ".join(shown.values()))


@commands.command()
def roles(email: Email, role: Roles) -> None:
    """Let a person have these roles, and no other, from now on."""
    open_service()
    from django.utils import timezone

    from habeas.server.identity.staff import NoSuchStaff
    from habeas.server.usecases.change_staff import assign_roles

    try:
        assign_roles(email=email, roles=_read(role), now=timezone.now())
    except NoSuchStaff as error:
        _refuse(str(error))
    typer.echo(f"{email} has the roles {', '.join(sorted(role))}", err=True)


@commands.command()
def password(email: Email) -> None:
    """Write a new password, alone, to standard output; the old one and the second factor open nothing any more."""
    open_service()
    from django.utils import timezone

    from habeas.server.identity.staff import NoSuchStaff
    from habeas.server.usecases.change_staff import reset_password

    try:
        typer.echo(reset_password(email=email, now=timezone.now()))
    except NoSuchStaff as error:
        _refuse(str(error))
    typer.echo(f"the new password of {email} is not shown again", err=True)


@commands.command()
def dismiss(email: Email) -> None:
    """Let a person sign in no more. What they decided keeps their name."""
    open_service()
    from django.utils import timezone

    from habeas.server.identity.staff import NoSuchStaff
    from habeas.server.usecases.change_staff import dismiss_staff

    try:
        dismiss_staff(email=email, now=timezone.now())
    except NoSuchStaff as error:
        _refuse(str(error))
    typer.echo(f"{email} signs in no more", err=True)


def _read(named: list[str]) -> "list[Role]":
    """Return the roles of their names; say which there are where one is none."""
    from habeas.server.identity.roles import Role

    unknown = sorted(set(named) - set(Role))
    if unknown:
        _refuse(f"there is no role {', '.join(unknown)}; there are {', '.join(Role)}")
    return [Role(one) for one in named]


def _refuse(cause: str) -> NoReturn:
    typer.echo(cause, err=True)
    raise typer.Exit(REFUSED)
