"""Reads records from a position on, and stops before what is torn."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from habeas.client.spool.places import Position, path_of
from habeas.client.spool.records import decode


@dataclass(frozen=True, slots=True)
class Line:
    """What stands at one place: a payload, None where it is torn, and where the next line starts."""

    payload: bytes | None
    written: bytes
    end: Position


def read_lines(folder: Path, start: Position) -> Iterator[Line]:
    """Yield the lines of one segment from a position on."""
    with path_of(folder, start.segment).open("rb") as file:
        file.seek(start.offset)
        offset = start.offset
        for written in file:
            offset += len(written)
            yield Line(decode(written), written, Position(start.segment, offset))


def count_lines(folder: Path, start: Position) -> int:
    """Return how many lines a segment holds from a position on, a torn one counted."""
    return sum(1 for _ in read_lines(folder, start))
