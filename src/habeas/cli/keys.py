"""`habeas keys`: make, list, rotate and revoke the keys that callers of the API use."""

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from habeas.cli.arguments import AsJson
from habeas.cli.service import open_service

if TYPE_CHECKING:
    from habeas.server.identity.queries import KnownKey

commands = typer.Typer(help="Keys of the API: each with a name, scopes, and an end.")

KeyId = Annotated[str, typer.Argument(metavar="ID", help="As `habeas keys list` shows it.")]

REFUSED = 1
"""Exit status where what was asked for is not possible."""


@commands.command()
def create(
    name: Annotated[str, typer.Option(help="Who uses it.")],
    scope: Annotated[
        list[str],
        typer.Option(
            help="ingest, check, read, act (decides cases and appeals in the name of people, files appeals and reports "
            "for members, configures) or money; may be given several times."
        ),
    ],
    test: Annotated[
        bool, typer.Option("--test", help="What it brings in is kept apart, never sent, never counted.")
    ] = False,
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="Days until it expires; else it does not.")] = None,
    per_minute: Annotated[int | None, typer.Option(min=1, max=10**9, help="Requests a minute.")] = None,
) -> None:
    """Make a key and write it, alone, to standard output. It is shown this once."""
    open_service()
    from django.utils import timezone

    from habeas.server.identity.scopes import Scope
    from habeas.server.usecases.create_key import REQUESTS_PER_MINUTE, KeyRefused, create_key

    unknown = sorted(set(scope) - set(Scope.values))
    if unknown:
        _refuse(f"there is no scope {', '.join(unknown)}; there are {', '.join(Scope.values)}")
    now = timezone.now()
    try:
        made = create_key(
            name=name,
            scopes=[Scope(one) for one in scope],
            is_test=test,
            expires_at=None if days is None else now + timedelta(days=days),
            requests_per_minute=per_minute or REQUESTS_PER_MINUTE,
            now=now,
        )
    except KeyRefused as error:
        _refuse(str(error))
    typer.echo(made.text)
    typer.echo(f"{made.id} for {name}; the key is not shown again", err=True)


@commands.command(name="list")
def list_(as_json: AsJson = False) -> None:
    """List keys: what each may do, when it was last used, how long it lasts."""
    open_service()
    from django.utils import timezone

    from habeas.server.identity.queries import list_keys

    for key in list_keys():
        shown = _shown(key, timezone.now())
        typer.echo(json.dumps(shown) if as_json else "  ".join(str(value) for value in shown.values()))


@commands.command()
def revoke(key: KeyId) -> None:
    """Make a key open nothing, from now on."""
    open_service()
    from django.utils import timezone

    from habeas.server.usecases.revoke_key import NoSuchKey, revoke_key

    try:
        since = revoke_key(key_id=key, now=timezone.now())
    except NoSuchKey:
        _refuse(f"there is no key {key}: `habeas keys list` shows all")
    typer.echo(f"{key} opens nothing since {since:%Y-%m-%d %H:%M} UTC", err=True)


@commands.command()
def rotate(
    key: KeyId,
    overlap_hours: Annotated[int, typer.Option(min=0, max=8760, help="How long the old key goes on.")] = 24,
) -> None:
    """Make the successor of a key and write it, alone, to standard output. The old one goes on for a while."""
    open_service()
    from django.utils import timezone

    from habeas.server.usecases.rotate_key import KeyNotRotated, rotate_key

    try:
        made = rotate_key(key_id=key, now=timezone.now(), overlap=timedelta(hours=overlap_hours))
    except KeyNotRotated as error:
        _refuse(str(error))
    typer.echo(made.text)
    typer.echo(f"{made.id} follows {key}, which goes on until {made.old_until:%Y-%m-%d %H:%M} UTC", err=True)


def _shown(key: "KnownKey", now: datetime) -> dict[str, object]:
    state = "revoked" if key.is_revoked(now) else "expired" if key.is_expired(now) else "valid"
    times = {"created": key.created_at, "last_used": key.last_used_at, "expires": key.expires_at}
    return {
        "id": key.id,
        "name": key.name,
        "scopes": ",".join(sorted(key.scopes)),
        "kind": "test" if key.is_test else "live",
        "state": state,
        **{name: f"{at:%Y-%m-%dT%H:%MZ}" if at else "never" for name, at in times.items()},
    }


def _refuse(cause: str) -> NoReturn:
    typer.echo(cause, err=True)
    raise typer.Exit(REFUSED)
