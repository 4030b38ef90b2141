"""A marketplace feeds messages to `habeas scan` and reads findings back."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.conftest import Habeas

CALL_ME = "Please call me on +44 20 7946 0958 before we start."


def line(**fields: object) -> str:
    return json.dumps(fields) + "\n"


class TestScan:
    def test_answers_each_line_in_the_order_given(self, habeas: Habeas) -> None:
        feed = line(id="b", text="Hello") + line(id="a", text=["Good", "day"]) + line(id=3, text="")

        outcome = habeas("scan", feed=feed)

        assert outcome.status == 0
        assert [json.loads(answer) for answer in outcome.out.splitlines()] == [
            {"id": identity, "findings": [], "dismissals": []} for identity in ("b", "a", 3)
        ]

    def test_says_what_was_found_and_where(self, habeas: Habeas) -> None:
        outcome = habeas("scan", "-", feed=line(id="a", text=CALL_ME))

        [found] = json.loads(outcome.out)["findings"]
        assert found["kind"] == "phone"
        assert CALL_ME[found["start"] : found["end"]] == found["text"] == "+44 20 7946 0958"
        assert found["normalized"] == "+442079460958"
        assert found["contact"]
        assert found["because"]

    def test_reads_a_file(self, habeas: Habeas, tmp_path: Path) -> None:
        messages = tmp_path / "messages.jsonl"
        messages.write_text(
            "\ufeff" + line(id="a", text="Hello") + "\n\n" + line(id="b", text="Hello").strip(), "utf-8"
        )

        outcome = habeas("scan", str(messages))

        assert [json.loads(answer)["id"] for answer in outcome.out.splitlines()] == ["a", "b"]
        assert outcome.err == ""

    def test_answers_the_good_lines_around_a_bad_one(self, habeas: Habeas) -> None:
        outcome = habeas("scan", feed=line(id="a", text="Hello") + "oops\n" + line(id="b", text="Hello"))

        assert outcome.status == 1
        assert outcome.err == "line 2: not JSON: expecting value at column 1\n"
        assert [json.loads(answer)["id"] for answer in outcome.out.splitlines()] == ["a", "b"]

    def test_answers_nothing_for_nothing(self, habeas: Habeas) -> None:
        outcome = habeas("scan", feed="")

        assert (outcome.status, outcome.out, outcome.err) == (0, "", "")

    @pytest.mark.parametrize("place", ["no-such-file.jsonl", "."])
    def test_says_what_it_cannot_read(self, habeas: Habeas, place: str) -> None:
        outcome = habeas("scan", place)

        assert outcome.status == 2
        assert f"cannot read {place}" in outcome.err
        assert "Traceback" not in outcome.err

    @pytest.mark.parametrize("megabytes", [1, pytest.param(10, marks=pytest.mark.long)])
    def test_scans_a_long_text_to_its_end(self, habeas: Habeas, megabytes: int) -> None:
        text = "All is well so far. " * (megabytes * 50_000) + CALL_ME

        outcome = habeas("scan", feed=line(id="a", text=text))

        [found] = json.loads(outcome.out)["findings"]
        assert found["text"] == "+44 20 7946 0958"

    def test_lives_through_a_hundred_thousand_digits(self, habeas: Habeas) -> None:
        outcome = habeas("scan", feed=line(id="a", text="7" * 100_000))

        assert outcome.status == 0
        assert json.loads(outcome.out)["findings"] == []

    def test_refuses_a_line_that_would_fill_the_memory_and_goes_on(self, habeas: Habeas) -> None:
        endless = line(id="a", text="x" * 70_000_000)

        outcome = habeas("scan", feed=endless + line(id="b", text="Hello"))

        assert outcome.status == 1
        assert outcome.err == "line 1: longer than 64 MiB\n"
        assert json.loads(outcome.out)["id"] == "b"

    def test_shows_how_far_it_is_to_somebody_at_a_terminal(self, tmp_path: Path) -> None:
        messages = tmp_path / "messages.jsonl"
        messages.write_text(line(id="a", text="Hello"), "utf-8")
        watcher, terminal = pty.openpty()

        done = subprocess.run(
            [sys.executable, "-m", "habeas", "scan", str(messages)], stdout=subprocess.PIPE, stderr=terminal, check=True
        )
        os.close(terminal)

        shown = os.read(watcher, 65_536).decode()
        assert "bytes" in shown
        assert json.loads(done.stdout)["id"] == "a"

    def test_answers_before_the_stream_has_ended(self) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "habeas", "scan"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdin
            assert process.stdout
            process.stdin.write(line(id="a", text="Hello").encode())
            process.stdin.flush()

            answer = json.loads(process.stdout.readline())
            process.stdin.close()

        assert answer["id"] == "a"

    def test_ends_quietly_when_its_reader_goes_away(self) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "habeas", "scan"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout
            process.stdout.close()
            _, err = process.communicate(line(id="a", text="Hello").encode())

        assert err == b""
