"""Remarks on a policy, each with its place, for a person or a program."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from habeas.cli.records import Json

if TYPE_CHECKING:
    from habeas.policy.checks import Remark
    from habeas.policy.problems import Place


def as_json_remark(remark: "Remark") -> Json:
    """Return every field of a remark under its own name."""
    place = remark.place
    return {
        "kind": remark.kind,
        "about": remark.about,
        "message": remark.message,
        "place": None if place is None else {"file": place.file, "line": place.line, "column": place.column},
    }


def print_remarks(remarks: Iterable["Remark"]) -> None:
    """Print a line for each remark, its place first."""
    for remark in remarks:
        typer.echo(f"{_shown(remark.place)}{remark.about}: {remark.message} ({remark.kind})")


def _shown(place: "Place | None") -> str:
    return "" if place is None else f"{place.file}:{place.line}:{place.column}: "
