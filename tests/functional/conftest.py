"""Run the command line as a person does: in a process of its own."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import pytest


@dataclass(frozen=True)
class Outcome:
    """What a command wrote and how it ended."""

    status: int
    out: str
    err: str


class Habeas(Protocol):
    """Run `habeas` with arguments and, for its standard input, text or bytes."""

    def __call__(self, *arguments: str, feed: str | bytes = b"") -> Outcome: ...


@pytest.fixture
def habeas() -> Habeas:
    def run(*arguments: str, feed: str | bytes = b"") -> Outcome:
        command: Sequence[str] = [sys.executable, "-m", "habeas", *arguments]
        given = feed.encode() if isinstance(feed, str) else feed
        done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=120)
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
