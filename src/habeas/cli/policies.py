"""Load the policy that a command names, or end the command with what is wrong with it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from habeas.domain.policy_cases import Case
    from habeas.policy.rules import Policy
    from habeas.server.appeals.precedents import Unmet


def load_policy(folder: Path | None, *, as_json: bool = False) -> "Policy":
    """Return the policy in a folder, or the shipped one; print each problem and exit with 1 where there are any."""
    return build_policy(load_texts(folder), as_json=as_json)


def load_texts(folder: Path | None) -> dict[str, str]:
    """Return the texts of a policy's files; print what cannot be read and exit with 1."""
    from habeas.files.policies import PolicyFolderUnreadable, read_texts

    try:
        return read_texts(_find(folder))
    except PolicyFolderUnreadable as error:
        _refuse(error, as_json=False)


def build_policy(texts: Mapping[str, str], *, as_json: bool = False) -> "Policy":
    """Return the policy of these texts; print each problem and exit with 1 where there are any."""
    from habeas.policy.load import load_policy as load
    from habeas.policy.problems import PolicyError

    try:
        return load(texts)
    except PolicyError as error:
        _refuse(error, as_json=as_json)


def _find(folder: Path | None) -> Path:
    from habeas.files.policies import find_folder, shipped_folder

    return shipped_folder("freelance") if folder is None else find_folder(folder)


def load_policy_cases(policy: "Policy", folder: Path | None, *, as_json: bool = False) -> "tuple[Case, ...]":
    """Return the cases beside a policy; print each problem and exit with 1 where there are any."""
    from habeas.domain.policy_cases import load_cases
    from habeas.files.policies import PolicyFolderUnreadable, read_cases
    from habeas.policy.problems import PolicyError

    try:
        return load_cases(read_cases(_find(folder)), policy=policy)
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


def say_unmet(unmet: "Sequence[Unmet]") -> None:
    """Name each precedent that a policy decides otherwise than the people who heard its appeal, and how."""
    for one in unmet:
        typer.echo(f"appeal {one.appeal}:", err=True)
        for difference in one.differences:
            typer.echo(f"    {difference}", err=True)
