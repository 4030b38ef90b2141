"""Keep decisions while they are made, so that `habeas replay` can make them again."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from habeas.cli.streams import as_line

if TYPE_CHECKING:
    from habeas.cli.decide import Request
    from habeas.files.recordings import Heading
    from habeas.policy.rules import Policy

Answers = Iterable[Mapping[str, object]]
Keep = Callable[[Sequence["Request"], Answers], Iterator[str]]
"""Write down each request with its answer, and yield the answers as lines."""

_ONLY_THE_OWNER = 0o600
"""A recording holds what members wrote."""


@contextmanager
def open_recording(named: Path, *, texts: Mapping[str, str], policy: "Policy") -> Iterator[Keep]:
    """Yield what keeps decisions in a new file; end the command where there is one already."""
    from habeas.files.recordings import heading_line, place_of, recorded_line

    place = place_of(named)
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_THE_OWNER)
    except OSError as error:
        cause = f"cannot record in {place}: {error.strerror}"
        raise typer.BadParameter(cause) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(heading_line(describe(texts=texts, policy=policy)))

        def keep(requests: Sequence["Request"], answers: Answers) -> Iterator[str]:
            for request, answer in zip(requests, answers, strict=True):
                file.write(recorded_line(request.record, answer))
                yield as_line(answer)

        yield keep


def describe(*, texts: Mapping[str, str], policy: "Policy") -> "Heading":
    """Return who judges now, and by which policy."""
    from habeas.files.engine_identity import identify_engine, list_parts
    from habeas.files.recordings import Heading

    engine, identity = identify_engine(), policy.identity
    return Heading(
        engine={"version": engine.version, "digest": engine.digest},
        parts=list_parts(),
        policy={"id": identity.id, "version": identity.version, "digest": identity.digest},
        texts=texts,
    )
