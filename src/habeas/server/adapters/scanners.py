"""Looks for something harmful in a file: a protocol, a fake in memory, and clamd of ClamAV."""

import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol
from urllib.parse import urlsplit

_CHUNK: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4096
_FOUND: Final = " FOUND"
_CLEAN: Final = "stream: OK"

WAIT: Final = timedelta(seconds=30)
"""How long a scanner may take for one file before it counts as out of reach."""


class ScannerUnreachable(ConnectionError):
    """The scanner did not answer, or not as it should: whether the file is harmful is not known."""


class Scanner(Protocol):
    """Looks into files."""

    @property
    def name(self) -> str:
        """Return what it is called, for the record."""
        ...

    def find_harm(self, content: bytes) -> str | None:
        """Return what was found, None where nothing was. Raises ScannerUnreachable."""
        ...


@dataclass(frozen=True, slots=True)
class RememberingScanner:
    """A scanner in memory, which finds what it was told to look for."""

    harmful: bytes = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
    is_reachable: bool = True
    name: str = "in memory"

    def find_harm(self, content: bytes) -> str | None:
        """Return the name of the harm where the content holds it."""
        if not self.is_reachable:
            raise ScannerUnreachable("it was told to be out of reach")
        return "Eicar-Test-Signature" if self.harmful in content else None


@dataclass(frozen=True, slots=True)
class ClamdScanner:
    """The daemon of ClamAV, by its command INSTREAM. `address` is tcp://HOST:PORT or unix:/PATH."""

    address: str
    wait: timedelta = WAIT
    name: str = "clamd"

    def find_harm(self, content: bytes) -> str | None:
        """Send the content in chunks, each behind its length, and read what clamd makes of it."""
        try:
            with closing(self._connect()) as line:
                line.sendall(b"zINSTREAM\0")
                for chunk in _chunks(content):
                    line.sendall(len(chunk).to_bytes(4, "big") + chunk)
                answer = _read(line)
        except OSError as error:
            raise ScannerUnreachable(f"clamd at {self.address}: {error}") from error
        if answer.endswith(_FOUND):
            return answer.removeprefix("stream: ").removesuffix(_FOUND)
        if answer != _CLEAN:
            raise ScannerUnreachable(f"clamd at {self.address} answered {answer[:200]!r}")
        return None

    def _connect(self) -> socket.socket:
        there = urlsplit(self.address)
        if there.scheme == "unix":
            return _connect_unix(there.path, wait=self.wait)
        return socket.create_connection((there.hostname or "", there.port or 0), timeout=self.wait.total_seconds())


def _connect_unix(path: str, *, wait: timedelta) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(wait.total_seconds())
        line.connect(path)
    except OSError:
        line.close()
        raise
    return line


def scanner_at(address: str) -> Scanner | None:
    """Return the scanner at an address, None where none is set up."""
    return ClamdScanner(address) if address else None


def _chunks(content: bytes) -> Iterator[bytes]:
    """Yield the content, and the empty chunk that ends it."""
    for start in range(0, len(content), _CHUNK):
        yield content[start : start + _CHUNK]
    yield b""


def _read(line: socket.socket) -> str:
    read = b""
    while not read.endswith(b"\0") and len(read) < _LONGEST_ANSWER:
        part = line.recv(_LONGEST_ANSWER)
        if not part:
            break
        read += part
    return read.rstrip(b"\0\n").decode(errors="replace")
