"""A service is killed without a word; nothing of it stays behind, and it starts again at once at the same port."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.factories.ports import free_port

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

LONGEST = 60.0
"""Seconds until a service that should be there is taken for lost."""


def wait_until(is_so: Callable[[], bool]) -> None:
    until = monotonic() + LONGEST
    while not is_so():
        assert monotonic() < until
        sleep(0.05)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Return what starts the service, always at the same port and on the same database."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HABEAS", "DJANGO"))}
    environment |= {"HABEAS_DATA_DIR": str(tmp_path), "HABEAS_SECRET_KEY": "k" * 40}
    habeas = [sys.executable, "-m", "habeas"]
    subprocess.run([*habeas, "init", "--defaults"], env=environment, check=True, capture_output=True)
    port = free_port()
    with ExitStack() as running:

        def start() -> "subprocess.Popen[bytes]":
            process = subprocess.Popen([*habeas, "serve", "--port", str(port)], env=environment, stderr=subprocess.PIPE)
            running.enter_context(process)
            running.callback(process.terminate)
            assert process.stderr is not None
            # What was killed may answer for a moment; this line is written when it no longer can.
            assert any(b"Habeas answers at" in line for line in process.stderr)
            wait_until(lambda: answers(port))
            return process

        yield start


class TestKilledService:
    def test_starts_again_at_once_and_stops_when_asked(self, serve: Callable[[], "subprocess.Popen[bytes]"]) -> None:
        first = serve()
        first.send_signal(signal.SIGKILL)
        first.wait()

        second = serve()
        second.send_signal(signal.SIGTERM)

        assert second.wait(LONGEST) == 0
