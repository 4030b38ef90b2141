"""`habeas policy check`: whether a policy loads, and what an author should look at."""

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.arguments import AsJson, Folder
from habeas.cli.policies import load_policy
from habeas.cli.policy.remarks import as_json_remark, print_remarks
from habeas.cli.records import Json

if TYPE_CHECKING:
    from habeas.policy.rules import Policy


def check(
    folder: Folder = None,
    platform: Annotated[str | None, typer.Option(help="List the rules that can never act on this platform.")] = None,
    as_json: AsJson = False,
) -> None:
    """Load a policy and say what is wrong with it, or what its author should look at.

    A policy that does not load ends the command with 1; remarks do not.
    """
    from habeas.policy.checks import check_platform, check_policy

    loaded = load_policy(folder, as_json=as_json)
    remarks = list(check_policy(loaded))
    if platform is not None:
        remarks += check_platform(loaded, platform=platform, on=_today())
    if as_json:
        typer.echo(
            json.dumps({"policy": _outline(loaded), "problems": [], "remarks": list(map(as_json_remark, remarks))})
        )
        return
    outline = _outline(loaded)
    typer.echo(
        f"{outline['id']} {outline['version']}: {outline['clauses']} clauses, {outline['rules']} rules, "
        f"{outline['exceptions']} exceptions, {', '.join(loaded.languages)}; digest {outline['digest']}"
    )
    print_remarks(remarks)


def _today() -> date:
    return datetime.now(UTC).date()  # noqa: TID251  # an interface reads the clock: coverage is asked for as of today


def _outline(policy: "Policy") -> Json:
    exceptions = {exception.id for rule in policy.rules for exception in rule.exceptions}
    return {
        "id": policy.identity.id,
        "version": policy.identity.version,
        "digest": policy.identity.digest,
        "languages": policy.languages,
        "clauses": len(policy.clauses),
        "rules": len(policy.rules),
        "exceptions": len(exceptions),
    }
