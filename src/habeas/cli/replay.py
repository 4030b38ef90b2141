"""`habeas replay`: make recorded decisions again, and say what differs."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, NamedTuple, NoReturn

import typer

from habeas.cli.arguments import AsJson, PolicyFolder
from habeas.cli.decide import Court
from habeas.cli.policies import build_policy, load_texts
from habeas.cli.recording import describe
from habeas.cli.records import BadLine, Json
from habeas.cli.streams import as_line

if TYPE_CHECKING:
    from habeas.domain.replays import FieldDifference
    from habeas.files.recordings import Heading, Recorded

_BATCH = 512
"""Decisions judged together."""

DIFFERS, ONLY_JUDGES_DIFFER = 1, 3
"""Exit statuses beside 0, which says: the same bytes."""


class Replayed(NamedTuple):
    """One decision made again: its line, and where it differs from what was recorded."""

    recorded: "Recorded"
    line: str
    differences: "tuple[FieldDifference, ...]"

    @property
    def is_same(self) -> bool:
        """Return whether the bytes are those that were written."""
        return self.line == as_line(self.recorded.answer)


def replay(
    recording: Annotated[Path, typer.Argument(metavar="FILE|DIR", help="What `habeas decide --record` wrote.")],
    policy: PolicyFolder = None,
    as_json: AsJson = False,
) -> None:
    """Make recorded decisions again, by the recorded policy or by another one.

    Writes the answers as `habeas decide` did, and on stderr what differs: who judged (policy, engine, phone
    metadata and the other packages an answer depends on), and each decision with the fields that differ.
    With --json it writes that report instead. Ends with 0 when every byte is the same, with 3 when only who
    judged differs, with 1 when a decision does.
    """
    with _open(recording) as (heading, decisions):
        texts = heading.texts if policy is None else load_texts(policy)
        court = Court(build_policy(texts))
        judges = list(_changed_judges(heading, describe(texts=texts, policy=court.policy)))
        report = _Report(as_json=as_json, judges=judges)
        while batch := list(islice(decisions, _BATCH)):
            for replayed in _judge(court, batch):
                report.add(replayed)
    report.end()


@contextmanager
def _open(recording: Path) -> "Iterator[tuple[Heading, Iterator[Recorded]]]":
    from habeas.files.recordings import BadRecording, place_of, read_decisions, read_heading

    place = place_of(recording)
    try:
        stream: BinaryIO = place.open("rb")
    except OSError as error:
        cause = f"cannot read {place}: {error.strerror}"
        raise typer.BadParameter(cause) from error
    with stream:
        try:
            yield read_heading(stream), read_decisions(stream)
        except BadRecording as error:
            _refuse(place, str(error))


def _refuse(place: Path | str, cause: str) -> NoReturn:
    sys.stdout.flush()
    typer.echo(f"{place}: {cause}", err=True)
    raise typer.Exit(DIFFERS)


def _judge(court: Court, batch: "Sequence[Recorded]") -> Iterator[Replayed]:
    from habeas.domain.replays import compare_answers

    requests = []
    for recorded in batch:
        try:
            requests.append(court.read(recorded.request))
        except (BadLine, KeyError) as error:
            _refuse(f"line {recorded.line}", f"cannot be judged by this policy: {error}")
    for recorded, answer in zip(batch, court.answer(requests), strict=True):
        line = as_line(answer)
        yield Replayed(recorded, line, compare_answers(recorded.answer, json.loads(line)))


def _changed_judges(before: "Heading", after: "Heading") -> Iterator[Json]:
    """Yield what of those who judged is not as it was."""
    for name, old, new in (("policy", before.policy, after.policy), ("engine", before.engine, after.engine)):
        if old != new:
            yield {"what": name, "before": dict(old), "after": dict(new)}
    for name in sorted({*before.parts, *after.parts}):
        if before.parts.get(name) != after.parts.get(name):
            yield {"what": name, "before": before.parts.get(name), "after": after.parts.get(name)}


class _Report:
    """Writes what was decided again, and counts what differs."""

    def __init__(self, *, as_json: bool, judges: list[Json]) -> None:
        self._as_json = as_json
        self._judges = judges
        self._same = self._judged = 0
        self._differing: list[Json] = []

    def add(self, replayed: Replayed) -> None:
        self._judged += 1
        self._same += replayed.is_same
        if not self._as_json:
            sys.stdout.buffer.write(replayed.line.encode())
        if replayed.differences:
            fields = [{"field": one.path, "before": one.before, "after": one.after} for one in replayed.differences]
            self._differing.append({"id": replayed.recorded.request.get("id"), "fields": fields})

    def end(self) -> None:
        """Write the report and end the command with what it comes to."""
        counts = {"decisions": self._judged, "same": self._same, "differ": len(self._differing)}
        if self._as_json:
            typer.echo(json.dumps({**counts, "judges": self._judges, "differing": self._differing}))
        else:
            sys.stdout.flush()
            self._tell()
        if self._differing:
            raise typer.Exit(DIFFERS)
        if self._same < self._judged:
            raise typer.Exit(ONLY_JUDGES_DIFFER)

    def _tell(self) -> None:
        for judge in self._judges:
            typer.echo(f"{judge['what']}: {_named(judge['before'])} -> {_named(judge['after'])}", err=True)
        for one in self._differing:
            typer.echo(f"{one['id']}:", err=True)
            for line in _lines(one["fields"]):
                typer.echo(f"    {line}", err=True)
        judged, differ = self._judged, len(self._differing)
        rest = judged - self._same - differ
        outcome = (
            f"{self._same} the same to the byte, {rest} decided the same by another judge, {differ} decided otherwise"
        )
        typer.echo(f"{judged} decisions: {outcome}", err=True)


def _lines(fields: object) -> list[str]:
    listed: list[Mapping[str, object]] = fields if isinstance(fields, list) else []
    return [f"{one['field']}: {json.dumps(one['before'])} -> {json.dumps(one['after'])}" for one in listed]


def _named(judge: object) -> str:
    """Return a version, or what is known of a policy or an engine, in short."""
    if not isinstance(judge, Mapping):
        return str(judge)
    words = [str(judge[name]) for name in ("id", "version") if name in judge]
    return f"{' '.join(words)} ({str(judge.get('digest'))[:12]})"
