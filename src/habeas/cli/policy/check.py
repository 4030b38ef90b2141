"""`habeas policy check`: whether a policy loads, and what an author should look at."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from habeas.cli.arguments import AsJson, Folder
from habeas.cli.policies import load_policy

if TYPE_CHECKING:
    from habeas.policy.checks import Remark
    from habeas.policy.problems import Place
    from habeas.policy.rules import Policy

Json = dict[str, object]


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
        typer.echo(json.dumps({"policy": _outline(loaded), "problems": [], "remarks": list(map(_as_json, remarks))}))
        return
    outline = _outline(loaded)
    typer.echo(
        f"{outline['id']} {outline['version']}: {outline['clauses']} clauses, {outline['rules']} rules, "
        f"{outline['exceptions']} exceptions, {', '.join(loaded.languages)}; digest {outline['digest']}"
    )
    _print(remarks)


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


def _as_json(remark: "Remark") -> Json:
    place = remark.place
    return {
        "kind": remark.kind,
        "about": remark.about,
        "message": remark.message,
        "place": None if place is None else {"file": place.file, "line": place.line, "column": place.column},
    }


def _print(remarks: Iterable["Remark"]) -> None:
    for remark in remarks:
        typer.echo(f"{_shown(remark.place)}{remark.about}: {remark.message} ({remark.kind})")


def _shown(place: "Place | None") -> str:
    return "" if place is None else f"{place.file}:{place.line}:{place.column}: "
