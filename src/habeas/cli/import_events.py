"""`habeas import`: history at onboarding, from a file of events. Facts alone: nobody is judged for the past or told."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from habeas.cli.service import open_service

if TYPE_CHECKING:
    from habeas.server.events.incoming import IncomingEvent

_BATCH = 500
"""Events of one transaction."""

BAD_LINES = 1
"""Exit status where some lines were not taken in."""

Numbered = tuple[int, "IncomingEvent"]


def import_events(
    source: Annotated[Path, typer.Argument(metavar="FILE|-", help="Events as JSON Lines; - is stdin.")],
    facts_only: Annotated[
        bool, typer.Option("--facts-only", help="Required: the past is never judged, and nobody is told of it.")
    ] = False,
) -> None:
    """Take in history: contracts, relations, records, who wrote to whom. Words are not read and not kept.

    Events count once by their id, so that it may be run again. Lines that are wrong are named on stderr, the
    others are taken in, and it ends with 1.
    """
    if not facts_only:
        raise typer.BadParameter("only facts are imported, so say it: --facts-only. What happens now is for the API.")
    open_service()
    counts: Counter[str] = Counter()
    with _open(source) as stream:
        numbered = _events(stream, counts)
        while batch := list(islice(numbered, _BATCH)):
            _take_in(batch, counts)
    typer.echo(", ".join(f"{counts[word]} {word}" for word in ("accepted", "duplicate", "rejected")), err=True)
    if counts["rejected"]:
        raise typer.Exit(BAD_LINES)


def _open(source: Path) -> BinaryIO:
    if source == Path("-"):
        return sys.stdin.buffer
    try:
        return source.open("rb")
    except OSError as error:
        raise typer.BadParameter(f"cannot read {source}: {error.strerror}") from error


def _events(stream: BinaryIO, counts: Counter[str]) -> Iterator["Numbered"]:
    """Yield each event with the number of its line; name the lines that hold none."""
    from habeas.server.events.schemas import BadEvent, read_event

    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            yield number, read_event(json.loads(line))
        except (BadEvent, ValueError, RecursionError) as error:
            _name(number, str(error), counts)


def _take_in(batch: "list[Numbered]", counts: Counter[str]) -> None:
    from django.utils import timezone

    from habeas.server.usecases.ingest_events import ingest_events

    answers = ingest_events(events=[event for _, event in batch], is_test=False, now=timezone.now(), facts_only=True)
    for (number, _), answer in zip(batch, answers, strict=True):
        if answer.status == "rejected":
            _name(number, str((answer.problem or {}).get("detail")), counts)
        else:
            counts[answer.status.value] += 1


def _name(number: int, cause: str, counts: Counter[str]) -> None:
    counts["rejected"] += 1
    typer.echo(f"line {number}: {cause}", err=True)
