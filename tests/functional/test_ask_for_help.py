"""Somebody asks each command what it does; the answers are kept as they are printed."""

import os
import subprocess
import sys

import pytest
from syrupy.assertion import SnapshotAssertion

COMMANDS = ["", "scan", "decide", "demo", "policy", "policy check", "policy test", "policy explain"]


class TestHelp:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_is_what_was_agreed(self, command: str, snapshot: SnapshotAssertion) -> None:
        plain = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "dumb"}
        done = subprocess.run(
            [sys.executable, "-m", "habeas", *command.split(), "--help"],
            capture_output=True,
            text=True,
            check=True,
            env=plain,
        )

        assert done.stdout == snapshot
