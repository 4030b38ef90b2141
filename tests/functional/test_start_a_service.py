"""Somebody follows the five-minute guide: its commands are run as they stand there, over real HTTP."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories.ports import free_port

GUIDE = Path(__file__).parents[2] / "docs" / "tutorial" / "first-service.md"

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="the guide uses curl (Debian package: curl)")


def script_of(guide: Path, *, port: int) -> str:
    """Return the commands of the guide, without installing what is installed, at a port that is free."""
    blocks = re.findall(r"```sh\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    steps = [block.replace("8000", str(port)) for block in blocks if not block.startswith("pip ")]
    return "\n".join(["set -eu", "trap 'kill $(jobs -p); wait' EXIT", *steps])


class TestFiveMinuteGuide:
    @pytest.mark.enable_socket
    def test_comes_out_as_it_says(self, tmp_path: Path) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("HABEAS", "DJANGO"))}
        environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"

        done = subprocess.run(
            ["/bin/bash", "-c", script_of(GUIDE, port=free_port())],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

        assert done.returncode == 0, done.stdout + done.stderr
        assert '"id":"m-1","status":"accepted","decision_id":"dec_' in done.stdout
        assert '"id":"m-3","status":"rejected"' in done.stdout
        assert "Did you mean `message.sent`?" in done.stdout
        assert '"event_id":"m-1"' in done.stdout
        assert '"member":"fred"' in done.stdout
        assert "draft: nudge - " in done.stdout
        assert "message: accepted nudge" in done.stdout
        assert "channel message: in shadow" in done.stderr
        assert not list((tmp_path / "habeas-spool").rglob("*.spool"))
