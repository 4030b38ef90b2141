"""Names and positions in a spool's folder, and what a crash may do to them."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_POSITION: Final = "position"
_SUFFIX: Final = ".spool"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place between two records: a segment by its number, and bytes from its start."""

    segment: int
    offset: int


def path_of(folder: Path, segment: int) -> Path:
    """Return the file of a segment."""
    return folder / f"{segment:012}{_SUFFIX}"


def list_segments(folder: Path) -> dict[int, int]:
    """Return the segments in order, with the size of each in bytes."""
    return {int(path.stem): path.stat().st_size for path in sorted(folder.glob(f"*{_SUFFIX}"))}


def read_position(folder: Path) -> Position:
    """Return up to where all is settled; the start where that is not known, for twice is better than never."""
    try:
        kept = json.loads((folder / _POSITION).read_bytes())
        return Position(int(kept["segment"]), int(kept["offset"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return Position(1, 0)


def write_position(folder: Path, position: Position, *, synced: bool) -> None:
    """Replace the kept position as a whole: a crash leaves the old or the new one."""
    fresh = folder / f"{_POSITION}.new"
    with fresh.open("wb") as file:
        file.write(json.dumps({"segment": position.segment, "offset": position.offset}).encode())
        file.flush()
        if synced:
            os.fsync(file.fileno())
    fresh.replace(folder / _POSITION)
    if synced:
        sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make durable which files a folder holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
