"""Somebody who has never seen the project plays the demo."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

from tests.functional.conftest import Habeas


class TestDemo:
    def test_comes_out_right(self, habeas: Habeas) -> None:
        outcome = habeas("demo", "--json")

        certificate, screen, portal, evader = (json.loads(answer) for answer in outcome.out.splitlines())
        assert (certificate["finding"], certificate["action"]) == ("none", "none")
        assert {one["looked_like"] for one in certificate["dismissals"]} == {"phone"}
        assert (screen["finding"] != "none", screen["allowed"], screen["action"]) == (True, True, "none")
        assert (portal["finding"], portal["allowed"], portal["action"]) == ("contact_details", True, "nudge")
        assert (evader["allowed"], evader["action"]) == (False, "hold_message")
        assert {one["mode"] for one in (screen, portal, evader)} == {"active"}
        assert [one["proposed"] for one in (certificate, screen, portal)] == [None, None, None]

    def test_reads_as_a_story(self, habeas: Habeas) -> None:
        outcome = habeas("demo", "--leave")

        assert outcome.status == 0
        assert outcome.err == ""
        for word in (
            "A certificate in a proposal",
            "looks like a phone number, but is not",
            "All together",
            "Allowed",
            "Where to look",
        ):
            assert word in " ".join(outcome.out.replace("│", " ").split())

    def test_leaves_nothing_behind_when_its_terminal_closes(self, tmp_path: Path) -> None:
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        command = [sys.executable, "-m", "habeas", "demo", "--stay"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as demo:
            while demo.poll() is None and not any(tmp_path.glob("*/habeas.sqlite3")):
                sleep(0.05)
            demo.send_signal(signal.SIGHUP)

        assert list(tmp_path.iterdir()) == []
