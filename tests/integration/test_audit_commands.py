"""Operators check the log, sign it, prove what is in it, and hand members what is held about them."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings
from typer.testing import CliRunner

from habeas.cli import app
from habeas.server.audit.operations import Happening, append
from habeas.server.parties.keys import lock_members

AT = datetime(2026, 3, 1, tzinfo=UTC)
MADE = Happening(at=AT, action="decision.made", actor="machine", subject="decision:d")


@dataclass(frozen=True)
class Outcome:
    """What a command wrote and how it ended."""

    status: int
    out: str
    err: str


Habeas = Callable[..., Outcome]


@pytest.fixture
def habeas(reachable: None) -> Habeas:
    """Return what runs a command with arguments and what is answered to its questions."""
    assert reachable is None

    def run(*arguments: str, feed: str = "") -> Outcome:
        done = CliRunner().invoke(app, arguments, input=feed)
        return Outcome(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def log(reachable: None, settings: Settings, tmp_path: Path) -> Path:
    """Return a folder for what is exported of a log of 300 entries."""
    assert reachable is None
    settings.HABEAS = replace(settings.HABEAS, public_url="https://market.example/habeas")
    with transaction.atomic():
        append([replace(MADE, subject=f"decision:d{n}") for n in range(300)], seal=lambda _, content: content)
    return tmp_path


@pytest.fixture
def member(log: Path) -> str:
    """Return a member of whom the log says something."""
    assert log.is_dir()
    with transaction.atomic():
        keys = lock_members(["ana"], now=AT)
        append([replace(MADE, payload={"action": "nudge"}, member="ana")], seal=keys.seal)
    return "ana"


class TestAuditLog:
    def test_is_checked_in_the_database(self, log: Path, habeas: Habeas) -> None:
        assert log.is_dir()
        unsigned = habeas("audit", "verify")
        signed = habeas("audit", "checkpoint")
        verified = habeas("audit", "verify", "--json")

        assert unsigned.status == 3
        assert unsigned.out == "300 entries, the first 0 signed; key none\nevery entry follows from the one before\n"
        assert signed.out.startswith("market.example/habeas\n300\n")
        assert verified.status == 0
        answer = json.loads(verified.out)
        assert (answer["size"], answer["vouched"], answer["problems"], answer["wrong_hashes"]) == (300, 300, [], [])

    def test_refuses_a_proof_of_another_log(self, log: Path, habeas: Habeas) -> None:
        habeas("audit", "checkpoint")
        proof = log / "one.tlog-proof"
        proof.write_text(habeas("audit", "proof", "7").out.replace("\nindex 7\n", "\nindex 8\n"))

        refused = habeas("audit", "verify", str(proof), "--key", habeas("audit", "checkpoint", "--key").out.strip())

        assert refused.status == 1
        assert "the entry is number 7, the proof is of number 8" in refused.out

    def test_says_what_was_not_given(self, log: Path, habeas: Habeas) -> None:
        key = habeas("audit", "checkpoint", "--key").out.strip()
        habeas("audit", "export", str(log / "exported"))

        for arguments, says in (
            (["verify", str(log / "exported")], "log's public key"),
            (["verify", str(log), "--key", key], "is no exported log"),
            (["verify", str(log / "exported"), "--key", "a key"], "not name+id+key"),
            (["verify", str(log / "missing"), "--key", key], "does not exist"),
            (["verify", "--checkpoint", str(log / "missing")], "is no signed note"),
            (["export", str(log / "exported")], "File exists"),
            (["proof"], "give the number of an entry"),
        ):
            refused = habeas("audit", *arguments)
            assert refused.status == 2
            assert says in " ".join(refused.err.replace("│", " ").split())

    def test_proves_nothing_that_is_not_there(self, log: Path, habeas: Habeas) -> None:
        assert log.is_dir()
        unsigned, missing = habeas("audit", "proof", "7"), habeas("audit", "proof", "300")
        habeas("audit", "checkpoint")
        growth = habeas("audit", "proof", "--since", "256")

        assert (unsigned.status, missing.status) == (1, 1)
        assert "sign a checkpoint first" in unsigned.err
        assert missing.err == "the log has no entry 300\n"
        assert json.loads(growth.out)["new"] == 300


class TestMember:
    def test_is_handed_everything_and_can_check_it(self, log: Path, member: str, habeas: Habeas) -> None:
        assert habeas("audit", "export", str(log / "early"), "--member", member).status == 0
        key = habeas("audit", "checkpoint", "--key").out.strip()
        assert habeas("audit", "export", str(log / "later"), "--member", member).status == 0
        forged = log / "forged.json"
        written = (log / "later" / "member.json").read_text()
        forged.write_text(written.replace('"action": "nudge"', '"action": "none"'))
        swapped, signed = json.loads(written), json.loads(written)["audit_log"][0]
        swapped["audit_log"][1]["proof"] = signed["proof"]
        (log / "swapped.json").write_text(json.dumps(swapped))
        swapped["audit_log"][0]["proof"] = "no proof"
        (log / "none.json").write_text(json.dumps(swapped))

        def check(name: str) -> tuple[int, str]:
            done = habeas("audit", "verify", str(log / name), "--key", key)
            return done.status, done.out

        assert check("early/member.json") == (3, "entry 300 was not yet signed when this was exported\n")
        assert check("later/member.json") == (
            0,
            "".join(
                f"entry {entry} says what is shown, and stands in the log\n"
                for entry in ("300 (decision.made)", "301 (member.exported)")
            ),
        )
        assert check("forged.json")[0] == 1
        assert "entry 300 commits to something else than what is shown" in check("forged.json")[1]
        assert "entry 301: the proof is of another entry" in check("swapped.json")[1]
        assert "entry 300: not a proof that begins with" in check("none.json")[1]
        assert "nudge" in (log / "later" / "member.html").read_text()

    def test_is_erased_after_it_was_shown_what_stays(self, member: str, habeas: Habeas) -> None:
        preview = habeas("audit", "erase", member, "--preview")
        declined = habeas("audit", "erase", member, feed="n\n")
        erased = habeas("audit", "erase", member, feed="y\n")
        again = habeas("audit", "erase", member, "--yes")
        verified = habeas("audit", "verify")

        assert (preview.status, preview.out) == (0, "goes: 1 audit_payload\n")
        assert declined.status == 1
        assert "Erase ana for ever?" in declined.err
        assert erased.status == 0
        assert again.status == 1
        assert "'ana' was erased on" in again.err
        assert verified.out.startswith("302 entries")

    def test_is_erased_without_a_question_by_a_script(self, member: str, habeas: Habeas) -> None:
        erased = habeas("audit", "erase", member, "--yes", "--json")

        assert json.loads(erased.out) == {"erased": {"audit_payload": 1}, "kept": []}

    def test_is_refused_where_nobody_heard_of_them(self, log: Path, habeas: Habeas) -> None:
        erased = habeas("audit", "erase", "nobody", "--yes")
        exported = habeas("audit", "export", str(log / "nobody"), "--member", "nobody")

        assert (erased.status, exported.status) == (1, 1)
        assert erased.err == exported.err == "nothing was ever heard of a member 'nobody'\n"
        assert not (log / "nobody").exists()

    def test_is_told_what_file_cannot_be_checked(self, log: Path, habeas: Habeas) -> None:
        key = habeas("audit", "checkpoint", "--key").out.strip()
        (log / "other.json").write_text("{}")
        (log / "picture").write_bytes(b"\xff\xfe")

        assert habeas("audit", "verify", str(log / "other.json"), "--key", key).status == 2
        assert habeas("audit", "verify", str(log / "picture"), "--key", key).status == 2
