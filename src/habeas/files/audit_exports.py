"""An exported log as a folder: entries a line each, signed checkpoints a file each, and the log's public key.

    entries.jsonl          {"chained": "<hash>", "entry": {...}}
    checkpoints/SIZE.txt   signed notes
    key.txt                name+id+key

The key is there to be compared with the one that was published; a check takes it from elsewhere.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from habeas.domain.audit.canonical import NotCanonical, canonical_bytes
from habeas.domain.audit.checkpoints import read_checkpoint
from habeas.domain.audit.notes import BadNote, Note, VerifierKey, read_note
from habeas.domain.audit.verification import Recorded

ENTRIES: Final = "entries.jsonl"
CHECKPOINTS: Final = "checkpoints"
KEY: Final = "key.txt"


class BadExport(ValueError):
    """A folder that is no exported log, with the cause in words."""


def write_export(folder: Path, *, recorded: Iterable[Recorded], notes: Sequence[Note], key: VerifierKey | None) -> None:
    """Write a log into a folder that does not exist yet. Raises FileExistsError."""
    checkpoints = folder / CHECKPOINTS
    checkpoints.mkdir(parents=True)
    with (folder / ENTRIES).open("xb") as stream:
        stream.writelines(_line(one) for one in recorded)
    for note in notes:
        (checkpoints / f"{read_checkpoint(note.text).size}.txt").write_text(str(note), encoding="utf-8")
    if key is not None:
        (folder / KEY).write_text(f"{key}\n", encoding="utf-8")


def _line(recorded: Recorded) -> bytes:
    chained = (recorded.chained or b"").hex().encode()
    return b'{"chained":"' + chained + b'","entry":' + recorded.written + b"}\n"


def read_entries(folder: Path) -> Iterator[Recorded]:
    """Yield the lines of the log, damaged ones too. Raises BadExport where there is none."""
    place = folder / ENTRIES
    if not place.is_file():
        raise BadExport(f"{folder} is no exported log: it holds no {ENTRIES}")
    with place.open("rb") as stream:
        yield from map(_recorded, stream)


def _recorded(line: bytes) -> Recorded:
    try:
        content = json.loads(line)
        return Recorded(canonical_bytes(content["entry"]), bytes.fromhex(content["chained"]))
    except (ValueError, TypeError, KeyError, RecursionError, NotCanonical):
        return Recorded(line, None)


def read_notes(folder: Path) -> Sequence[Note]:
    """Return the checkpoints of an exported log. Raises BadExport."""
    return [read_note_file(place) for place in sorted((folder / CHECKPOINTS).glob("*.txt"))]


def read_note_file(place: Path) -> Note:
    """Return the note in a file. Raises BadExport."""
    try:
        return read_note(place.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, BadNote) as error:
        raise BadExport(f"{place} is no signed note: {error}") from error
