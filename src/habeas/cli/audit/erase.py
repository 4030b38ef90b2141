"""`habeas audit erase`: erase a member, and show what the law makes keep."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.arguments import AsJson
from habeas.cli.service import open_service

if TYPE_CHECKING:
    from habeas.domain.erasures import ErasurePlan

REFUSED = 1
"""Exit status where nobody was erased: an unknown member, one who was erased before, or a no."""


def erase(
    member: Annotated[str, typer.Argument(metavar="MEMBER", help="The member's id on the marketplace.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would go and what would stay, and stop.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Erase a member: destroy the key that seals what is theirs, and delete what nothing makes keep.

    Shows what goes and what stays, on which ground and until when, before it asks. No proof of the log breaks. It
    cannot be undone.
    """
    open_service()
    from habeas.domain.erasures import plan_as_json
    from habeas.server.parties.erasure import AlreadyErased, UnknownMember
    from habeas.server.usecases.erase_member import erase_member, preview_erasure

    now = datetime.now(UTC)  # noqa: TID251  # an interface reads the clock: the member is erased as of now
    try:
        plan = preview_erasure(member=member, now=now)
        if not preview:
            _ask(plan, member, yes=yes)
            plan = erase_member(member=member, by="operator", now=now)
    except (UnknownMember, AlreadyErased) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(REFUSED) from error
    if as_json:
        typer.echo(json.dumps(plan_as_json(plan)))
    elif preview or yes:
        _show(plan)


def _ask(plan: "ErasurePlan", member: str, *, yes: bool) -> None:
    if yes:
        return
    _show(plan, err=True)
    if not typer.confirm(f"Erase {member} for ever?", err=True):
        raise typer.Exit(REFUSED)


def _show(plan: "ErasurePlan", *, err: bool = False) -> None:
    goes = ", ".join(f"{number} {name}" for name, number in plan.erased.items()) or "nothing but the key"
    typer.echo(f"goes: {goes}", err=err)
    for one in plan.kept:
        until = "it is closed and its time is over" if one.until is None else f"{one.until:%Y-%m-%d}"
        typer.echo(f"stays until {until}: {one.number} {one.record_class} ({one.rule}; {one.ground})", err=err)
