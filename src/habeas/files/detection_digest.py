"""A digest of the sources of detection: the native library is built for these, and is not opened for others.

`native/Makefile` runs this file by itself, before anything is installed.
"""

import sys
from hashlib import sha256
from pathlib import Path

DETECTION = Path(__file__).resolve().parents[1] / "detection"


def digest_detection(folder: Path = DETECTION) -> str:
    """Return the digest of all modules in a folder, by their names and contents."""
    digest = sha256()
    for path in sorted(folder.rglob("*.py"), key=Path.as_posix):
        digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.stdout.write(digest_detection())
