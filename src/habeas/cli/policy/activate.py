"""`habeas policy activate`: let a version of a policy judge from now on."""

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from habeas.cli.arguments import Folder
from habeas.cli.policies import build_policy, load_policy_cases, load_texts, say_unmet
from habeas.cli.service import open_service

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def activate(
    by: Annotated[str, typer.Option(help="The person who says so.")],
    folder: Folder = None,
    reason: Annotated[str, typer.Option(help="Why; needed where a precedent comes out otherwise.")] = "",
) -> None:
    """Let a version of a policy judge from now on, by a named person's word.

    Its own tests must pass. A version that decides again what people overturned on appeal needs a reason.
    """
    texts = load_texts(folder)
    _pass_its_tests(texts, folder)
    open_service()
    from django.utils import timezone

    from habeas.domain.refusals import Refused
    from habeas.server.usecases.activate_policy import PersonNotNamed, PrecedentsUnmet, activate_policy

    try:
        is_new = activate_policy(texts=texts, by=by, now=timezone.now(), reason=reason.strip())
    except (PersonNotNamed, Refused) as error:
        _refuse(str(error))
    except PrecedentsUnmet as error:
        say_unmet(error.unmet)
        _refuse(f"{error}: mend the policy, or say why with --reason")
    identity = build_policy(texts).identity
    state = "judges from now on" if is_new else "judged already"
    typer.echo(f"{identity.id} {identity.version} {state}; digest {identity.digest}", err=True)


def _pass_its_tests(texts: "Mapping[str, str]", folder: "Path | None") -> None:
    from habeas.domain.policy_cases import run_case

    policy = build_policy(texts)
    failed = [
        outcome.case.id
        for case in load_policy_cases(policy, folder)
        if not (outcome := run_case(case, policy=policy)).passed
    ]
    if failed:
        _refuse(f"{len(failed)} of its tests fail, {failed[0]} first: `habeas policy test` shows how")


def _refuse(cause: str) -> NoReturn:
    typer.echo(cause, err=True)
    raise typer.Exit(1)
