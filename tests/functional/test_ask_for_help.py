"""Somebody asks each command what it does; the answers are kept as they are printed."""

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner

from habeas.cli import app

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"
GROUPS = {group.name: group.typer_instance for group in app.registered_groups if group.name and group.typer_instance}
COMMANDS = [
    *(command.name or command.callback.__name__ for command in app.registered_commands if command.callback),
    *(
        f"{name} {command.name or command.callback.__name__}"
        for name, group in GROUPS.items()
        for command in group.registered_commands
        if command.callback
    ),
]


class TestHelp:
    @pytest.mark.parametrize("command", ["", *GROUPS, *COMMANDS])
    def test_is_what_was_agreed(self, command: str, snapshot: SnapshotAssertion) -> None:
        plain = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
        done = CliRunner().invoke(app, [*command.split(), "--help"], env=plain, prog_name="habeas")

        assert done.exit_code == 0
        assert done.stdout == snapshot

    def test_has_a_row_in_the_reference_for_each_command(self) -> None:
        rows = re.findall(
            rf"^\| `habeas ((?:(?:{'|'.join(GROUPS)}) )?\w+)", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE
        )

        assert sorted(rows) == sorted(COMMANDS)
