"""Load the policy that a command names, or end the command with what is wrong with it."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from habeas.policy.rules import Policy


def load_policy(folder: Path | None) -> "Policy":
    """Return the policy in a folder, or the shipped one; print each problem and exit with 1 where there are any."""
    from habeas.files.policies import PolicyFolderUnreadable, read_policy, read_shipped_policy
    from habeas.policy.problems import PolicyError

    try:
        return read_shipped_policy() if folder is None else read_policy(folder)
    except (PolicyError, PolicyFolderUnreadable) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
