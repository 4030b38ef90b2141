"""A file beside the spool for what will not be sent: rejected events, torn lines. Bounded; the newest are kept."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_MOST_BYTES: Final = 16 * 1024 * 1024
"""Of the file; when it has grown to this it becomes FILE.old, and what was that is gone."""


def set_aside(path: Path, lines: Iterable[bytes], *, most_bytes: int = _MOST_BYTES) -> None:
    """Append lines, durably, for a person to look at."""
    if path.exists() and path.stat().st_size >= most_bytes:
        path.replace(path.with_name(f"{path.name}.old"))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.writelines(line + b"\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
