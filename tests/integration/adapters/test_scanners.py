"""What ClamAV's daemon is told and answers, by a socket in the file system."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from habeas.server.adapters.scanners import ClamdScanner, RememberingScanner, ScannerUnreachable, scanner_at

CONTENT = b"x" * 200_000
WAIT = timedelta(seconds=5)


def _receive(line: socket.socket) -> bytes:
    """Return what was streamed: the command, then chunks behind their lengths up to an empty one."""
    with line.makefile("rb") as stream:
        assert stream.read(len(b"zINSTREAM\0")) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(stream.read(4), "big"):
            content += stream.read(size)
    return content


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[Callable[[bytes], tuple[str, list[bytes]]]]:
    """Return what starts a daemon that answers once: its address, and what it was sent."""
    threads: list[Thread] = []

    def start(answer: bytes) -> tuple[str, list[bytes]]:
        path, heard = tmp_path / "clamd.sock", list[bytes]()
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(str(path))
        listening.listen(1)

        def serve() -> None:
            with closing(listening), closing(listening.accept()[0]) as line:
                heard.append(_receive(line))
                line.sendall(answer)

        threads.append(Thread(target=serve))
        threads[-1].start()
        return f"unix:{path}", heard

    yield start
    for thread in threads:
        thread.join(WAIT.total_seconds())


class TestClamdScanner:
    @pytest.mark.parametrize(
        ("answer", "found"),
        [(b"stream: OK\0", None), (b"stream: Eicar-Test-Signature FOUND\0", "Eicar-Test-Signature")],
    )
    def test_sends_all_and_says_what_was_found(
        self, clamd: Callable[[bytes], tuple[str, list[bytes]]], answer: bytes, found: str | None
    ) -> None:
        address, heard = clamd(answer)

        assert ClamdScanner(address, wait=WAIT).find_harm(CONTENT) == found
        assert heard == [CONTENT]

    @pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b""])
    def test_takes_no_other_answer_for_clean(
        self, clamd: Callable[[bytes], tuple[str, list[bytes]]], answer: bytes
    ) -> None:
        address, _ = clamd(answer)

        with pytest.raises(ScannerUnreachable):
            ClamdScanner(address, wait=WAIT).find_harm(CONTENT)

    def test_says_that_nobody_is_there(self, tmp_path: Path) -> None:
        with pytest.raises(ScannerUnreachable, match="clamd at unix:"):
            ClamdScanner(f"unix:{tmp_path}/none.sock").find_harm(CONTENT)


class TestScannerAt:
    def test_is_none_where_none_is_set_up(self) -> None:
        assert scanner_at("") is None
        assert scanner_at("tcp://clamd:3310") == ClamdScanner("tcp://clamd:3310")


class TestRememberingScanner:
    def test_finds_what_it_was_told_to_look_for(self) -> None:
        assert RememberingScanner().find_harm(b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!") == "Eicar-Test-Signature"
        assert RememberingScanner().find_harm(CONTENT) is None
        with pytest.raises(ScannerUnreachable):
            RememberingScanner(is_reachable=False).find_harm(CONTENT)
