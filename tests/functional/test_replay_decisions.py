"""An auditor makes recorded decisions again, with the same judges and with others."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from habeas.files.policies import shipped_folder
from tests.functional.conftest import Habeas, Outcome

FEED = "".join(
    json.dumps(line) + "\n"
    for line in (
        {"id": "a", "text": "Call me on +44 20 7946 0958", "contract_state": "none"},
        {"id": "b", "text": "Hello there", "surface": "message"},
        {"id": "c", "text": "My email is anna@example.com", "contract_state": "active"},
        {"id": 4, "text": "Mi número: 600 100 200", "country": "ES", "occurred_at": "2026-11-20T10:00:00Z"},
    )
)


@pytest.fixture
def recorded(habeas: Habeas, tmp_path: Path) -> Outcome:
    return habeas("decide", "--record", str(tmp_path), feed=FEED)


@pytest.fixture
def recording(recorded: Outcome, tmp_path: Path) -> Path:  # noqa: ARG001  # the recording is what it leaves behind
    [place] = tmp_path.iterdir()
    return place


class TestReplay:
    def test_gives_the_same_bytes(self, habeas: Habeas, recorded: Outcome, recording: Path, tmp_path: Path) -> None:
        again = habeas("replay", str(recording))

        assert recorded.status == again.status == 0
        assert again.out == recorded.out
        assert again.err.startswith("4 decisions: 4 the same to the byte, ")
        assert habeas("replay", str(tmp_path)).out == recorded.out

    def test_needs_no_policy_folder_any_more(self, habeas: Habeas, tmp_path: Path) -> None:
        policy = Path(shutil.copytree(shipped_folder("rental"), tmp_path / "mine"))
        place = str(tmp_path / "kept.jsonl")
        first = habeas("decide", "--policy", str(policy), "--record", place, feed=FEED)
        shutil.rmtree(policy)

        assert habeas("replay", place).out == first.out

    def test_leaves_out_lines_that_were_refused(self, habeas: Habeas, tmp_path: Path) -> None:
        place = str(tmp_path / "kept.jsonl")
        first = habeas("decide", "--record", place, feed='{"id": 1}\n' + FEED)

        assert first.status == 1
        assert habeas("replay", place).out == first.out

    def test_is_for_the_owner_alone(self, recording: Path) -> None:
        assert stat.S_IMODE(recording.stat().st_mode) == 0o600

    def test_never_writes_over_a_recording(self, habeas: Habeas, recording: Path) -> None:
        before = recording.read_bytes()

        outcome = habeas("decide", "--record", str(recording), feed=FEED)

        assert (outcome.status, recording.read_bytes()) == (2, before)
        assert "File exists" in outcome.err


class TestReplayByAnotherPolicy:
    @pytest.fixture
    def changed(self, tmp_path: Path) -> Path:
        policy = Path(shutil.copytree(shipped_folder("freelance"), tmp_path / "changed"))
        contact = policy / "contact.yaml"
        contact.write_text(
            contact.read_text("utf-8").replace("contract.state in ['none', 'offered']", "contract.state == 'offered'"),
            "utf-8",
        )
        return policy

    def test_names_each_field_that_differs(self, habeas: Habeas, recording: Path, changed: Path) -> None:
        outcome = habeas("replay", "--policy", str(changed), str(recording))

        assert outcome.status == 1
        assert outcome.err.startswith("policy: freelance ")
        assert '\na:\n    action: "nudge" -> "none"\n    allowed: false -> true\n' in outcome.err
        assert outcome.err.endswith(
            "4 decisions: 0 the same to the byte, 3 decided the same by another judge, 1 decided otherwise\n"
        )

    def test_tells_a_program_the_same(self, habeas: Habeas, recording: Path, changed: Path) -> None:
        outcome = habeas("replay", "--json", "--policy", str(changed), str(recording))

        report = json.loads(outcome.out)
        assert outcome.status == 1
        assert (report["decisions"], report["same"], report["differ"]) == (4, 0, 1)
        assert [judge["what"] for judge in report["judges"]] == ["policy"]
        assert {"field": "action", "before": "nudge", "after": "none"} in report["differing"][0]["fields"]


def rewrite(recording: Path, old: str, new: str) -> None:
    text = recording.read_text("ascii")
    assert old in text
    recording.write_text(text.replace(old, new), "ascii")


class TestReplayByAnotherEngine:
    def test_names_the_part_that_changed(self, habeas: Habeas, recording: Path) -> None:
        heading = json.loads(recording.read_text("ascii").splitlines()[0])
        digest, phones = heading["engine"]["digest"], heading["engine"]["parts"]["phonenumbers"]
        rewrite(recording, digest, "0" * 64)
        rewrite(recording, f'"phonenumbers":"{phones}"', '"phonenumbers":"8.0.0"')

        outcome = habeas("replay", str(recording))

        assert outcome.status == 3
        assert "engine: 0." in outcome.err
        assert f"phonenumbers: 8.0.0 -> {phones}\n" in outcome.err
        assert "4 decided the same by another judge, 0 decided otherwise" in outcome.err


class TestBadRecording:
    def test_is_named_with_its_line(self, habeas: Habeas, recording: Path) -> None:
        recording.write_bytes(recording.read_bytes()[:-20])

        outcome = habeas("replay", str(recording))

        assert outcome.status == 1
        assert outcome.err == f"{recording}: line 5: not JSON, or cut off\n"

    def test_is_no_list_of_messages(self, habeas: Habeas, tmp_path: Path) -> None:
        (tmp_path / "feed.jsonl").write_text(FEED, "utf-8")

        outcome = habeas("replay", str(tmp_path / "feed.jsonl"))

        assert (outcome.status, outcome.out) == (1, "")
        assert "line 1: no recording of decisions" in outcome.err

    def test_may_hold_what_another_policy_does_not_know(self, habeas: Habeas, tmp_path: Path) -> None:
        place = str(tmp_path / "kept.jsonl")
        line = {"id": "a", "text": "Hi", "facts": {"listing.charges_on_the_spot": True}}
        habeas("decide", "--policy", "rental", "--record", place, feed=json.dumps(line) + "\n")

        outcome = habeas("replay", "--policy", "freelance", place)

        assert outcome.status == 1
        assert "line 2: cannot be judged by this policy: no fact is called" in outcome.err
        assert "Traceback" not in outcome.err

    def test_that_is_not_there_is_named(self, habeas: Habeas, tmp_path: Path) -> None:
        outcome = habeas("replay", str(tmp_path / "nowhere.jsonl"))

        assert outcome.status == 2
        assert "No such file" in outcome.err
