"""Checkpoints (C2SP tlog-checkpoint): the log's name, its size and its root at one moment, to be signed as a note."""

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}")


class BadCheckpoint(ValueError):
    """Text that is no checkpoint, with the cause in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """Which log, how many entries it has, and the root of the tree over them. Raises BadCheckpoint."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        """Refuse what no reader could take."""
        if not self.origin or "\n" in self.origin:
            raise BadCheckpoint("the origin, on the first line, is the name of a log")
        if self.size < 0:
            raise BadCheckpoint(f"no log has {self.size} entries")
        if len(self.root) != sha256().digest_size:
            raise BadCheckpoint(f"a root has {sha256().digest_size} bytes, this one {len(self.root)}")

    def __str__(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def read_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint that a note's text holds; lines behind the root are passed over. Raises BadCheckpoint."""
    lines = text.split("\n")
    if len(lines) < len(("origin", "size", "root", "end")) or lines.pop() or "" in lines:
        raise BadCheckpoint("not three lines: the log's name, its size, its root")
    origin, size, root, *_ = lines
    if not _SIZE.fullmatch(size):
        raise BadCheckpoint(f"the size, on the second line, is a plain number, not {size[:30]!r}")
    try:
        decoded = base64.b64decode(root, validate=True)
    except binascii.Error as error:
        raise BadCheckpoint("the root, on the third line, is not in base64") from error
    return Checkpoint(origin=origin, size=int(size), root=decoded)
