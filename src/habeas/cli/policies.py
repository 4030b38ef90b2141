"""Load the policy that a command names, or end the command with what is wrong with it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from habeas.domain.policy_cases import Case
    from habeas.policy.rules import Policy


def load_policy(folder: Path | None, *, as_json: bool = False) -> "Policy":
    """Return the policy in a folder, or the shipped one; print each problem and exit with 1 where there are any."""
    from habeas.files.policies import PolicyFolderUnreadable, read_policy, read_shipped_policy
    from habeas.policy.problems import PolicyError

    try:
        return read_shipped_policy() if folder is None else read_policy(folder)
    except (PolicyError, PolicyFolderUnreadable) as error:
        _refuse(error, as_json=as_json)


def load_policy_cases(policy: "Policy", folder: Path | None, *, as_json: bool = False) -> "tuple[Case, ...]":
    """Return the cases beside a policy; print each problem and exit with 1 where there are any."""
    from habeas.domain.policy_cases import load_cases
    from habeas.files.policies import PolicyFolderUnreadable, read_cases, shipped_folder
    from habeas.policy.problems import PolicyError

    try:
        return load_cases(read_cases(folder or shipped_folder("freelance")), policy=policy)
    except (PolicyError, PolicyFolderUnreadable) as error:
        _refuse(error, as_json=as_json)


def _refuse(error: Exception, *, as_json: bool) -> NoReturn:
    from habeas.policy.problems import PolicyError

    if as_json and isinstance(error, PolicyError):
        problems = [
            {
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.column,
                "message": problem.message,
            }
            for problem in error.problems
        ]
        typer.echo(json.dumps({"problems": problems}, ensure_ascii=False))
    else:
        typer.echo(str(error), err=True)
    raise typer.Exit(1) from error
