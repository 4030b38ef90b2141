"""One record a line: a checksum, a space, and a text without line breaks. A torn or damaged line does not pass."""

from typing import Final
from zlib import crc32

_CHECKSUM_LENGTH: Final = 8


def encode(payload: bytes) -> bytes:
    """Return the line of a record; its payload holds no line break."""
    return b"%08x %b\n" % (crc32(payload), payload)


def decode(line: bytes) -> bytes | None:
    """Return the payload of a line with its end; None where it is torn or damaged."""
    checksum, payload = line[:_CHECKSUM_LENGTH], line[_CHECKSUM_LENGTH + 1 : -1]
    return payload if line == encode(payload) and checksum else None
