"""`habeas policy precedents`: put what overturned decisions teach into a policy's tests."""

from pathlib import Path
from typing import Annotated

import typer

from habeas.cli.policies import say_unmet
from habeas.cli.service import open_service

TESTS = "tests"


def precedents(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of your policy; its `tests` get the cases.")],
) -> None:
    """Write a case into a policy's tests for each decision that was overturned on appeal, unless it is there.

    It names those that the policy in force would decide again: what was put right for one member happens to the next.
    The cases hold members' words as they wrote them: replace them by words that mean the same before you share them.
    """
    if not folder.is_dir():
        typer.echo(f"no policy folder: {folder}", err=True)
        raise typer.Exit(1)
    open_service()
    from habeas.server.appeals.precedents import list_precedents, list_unmet
    from habeas.server.policies.rulebook import read_rulebook

    tests = folder / TESTS
    tests.mkdir(exist_ok=True)
    written = 0
    found = list_precedents()
    for appeal, text in found.items():
        path = tests / f"precedent-{appeal}.yaml"
        if not path.exists():
            path.write_text(text, encoding="utf-8")
            typer.echo(str(path))
            written += 1
    unmet = list_unmet(read_rulebook().policy) if found else ()
    if unmet:
        typer.echo(
            f"{len(unmet)} would be decided again today by the policy in force, and wait for its correction:", err=True
        )
        say_unmet(unmet)
    typer.echo(f"{written} written; replace personal words, then run `habeas policy test {folder}`", err=True)
