"""An operator sets a service up, gives out keys, imports history, keeps backups; and is told what is missing."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from secrets import token_urlsafe

import pytest

from tests.functional.conftest import Habeas

SECRET = "a secret of at least thirty-two characters"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a service that is not set up yet."""
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "habeas.server.settings")
    monkeypatch.setenv("HABEAS_SECRET_KEY", SECRET)
    monkeypatch.setenv("HABEAS_DATA_DIR", str(tmp_path / "kept"))
    monkeypatch.delenv("HABEAS_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the database of a service that is set up, to be copied."""
    kept = tmp_path_factory.mktemp("set-up")
    variables = {"HABEAS_SECRET_KEY": SECRET, "HABEAS_DATA_DIR": str(kept), "HABEAS_DATABASE_URL": ""}
    command = [sys.executable, "-m", "habeas", "init", "--defaults", "--by", "Ana Prado"]
    settings = {"DJANGO_SETTINGS_MODULE": "habeas.server.settings"}
    subprocess.run(command, check=True, env=os.environ | settings | variables, capture_output=True)
    return kept / "habeas.sqlite3"


@pytest.fixture
def service(folder: Path, set_up: Path) -> Path:
    """Return the folder of a service that is set up."""
    (folder / "kept").mkdir()
    with sqlite3.connect(set_up) as source, sqlite3.connect(folder / "kept" / "habeas.sqlite3") as copy:
        source.backup(copy)
    return folder


class TestInit:
    def test_asks_and_takes_the_answers(self, folder: Path, habeas: Habeas) -> None:
        assert not (folder / "kept").exists()

        done = habeas("init", feed="message, video\nresale\nAna Prado\nconsent\nDPIA-7\n")

        assert done.status == 0, done.err
        assert "policy resale" in done.err
        listed = [json.loads(line) for line in habeas("channels", "list", "--json").out.splitlines()]
        assert [(one["name"], one["legal_basis"], one["assessment"]) for one in listed] == [
            ("message", "consent", "DPIA-7"),
            ("video", "consent", "DPIA-7"),
        ]

    def test_leaves_what_is_there_when_it_is_run_again(self, service: Path, habeas: Habeas) -> None:
        assert service.is_dir()
        habeas("channels", "activate", "message", "--by", "Ana Prado")

        done = habeas("init", "--defaults")

        assert done.status == 0
        assert "0 migrations applied" in done.err
        assert "channel message: acts" in done.err
        assert "channel proposal: in shadow" in done.err

    def test_names_every_variable_that_is_wrong(
        self, folder: Path, habeas: Habeas, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("HABEAS_SECRET_KEY")
        monkeypatch.setenv("HABEAS_PUBLIC_URL", "nowhere")

        done = habeas("init", "--defaults")

        assert done.status == 2
        assert "HABEAS_SECRET_KEY is not set" in done.err
        assert "HABEAS_PUBLIC_URL is 'nowhere'" in done.err
        assert not (folder / "kept").exists()


class TestServe:
    def test_refuses_to_start_before_anything_is_set_up(self, folder: Path, habeas: Habeas) -> None:
        done = habeas("serve")

        assert done.status == 2
        assert done.err == f"there is no database {folder}/kept/habeas.sqlite3 yet: run `habeas init`\n"

    def test_refuses_to_start_while_a_migration_is_missing(self, service: Path, habeas: Habeas) -> None:
        with sqlite3.connect(service / "kept" / "habeas.sqlite3") as database:
            database.execute("DELETE FROM django_migrations WHERE app = 'notices'")

        done = habeas("serve")

        assert done.status == 2
        assert "the first is notices.0001_initial: run `habeas migrate`" in done.err

    @pytest.mark.enable_socket
    def test_says_when_its_port_is_taken(self, service: Path, habeas: Habeas) -> None:
        assert service.is_dir()
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]

            done = habeas("serve", "--port", str(port))

        assert done.status == 2
        assert f"cannot listen at 127.0.0.1:{port}" in done.err


class TestKeys:
    def test_are_made_listed_rotated_and_revoked(self, service: Path, habeas: Habeas) -> None:
        assert service.is_dir()
        made = habeas("keys", "create", "--name", "market", "--scope", "read", "--scope", "ingest", "--test")
        [first] = [json.loads(line) for line in habeas("keys", "list", "--json").out.splitlines()]

        rotated = habeas("keys", "rotate", first["id"], "--overlap-hours", "1")
        habeas("keys", "revoke", first["id"])
        listed = [json.loads(line) for line in habeas("keys", "list", "--json").out.splitlines()]

        assert made.out.startswith("hbt_")
        assert made.out.count("\n") == 1
        assert made.out != rotated.out
        assert (first["scopes"], first["kind"], first["state"]) == ("ingest,read", "test", "valid")
        assert [one["state"] for one in listed] == ["revoked", "valid"]

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("create", "--name", "market", "--scope", "write"), "there is no scope write"),
            (("create", "--name", " ", "--scope", "read"), "a key needs a name"),
            (("revoke", "key_0"), "there is no key key_0"),
            (("rotate", "key_0"), "no key key_0 is valid"),
        ],
    )
    def test_are_refused_with_the_reason(
        self, service: Path, habeas: Habeas, arguments: tuple[str, ...], said: str
    ) -> None:
        assert service.is_dir()

        done = habeas("keys", *arguments)

        assert (done.status, done.out) == (1, "")
        assert said in done.err


class TestChannels:
    def test_are_registered_and_activated_by_a_person(self, service: Path, habeas: Habeas) -> None:
        assert service.is_dir()
        by = ("--by", "Ana Prado")

        made = habeas("channels", "register", "video", "--basis", "consent", "--assessment", "DPIA-7", *by)
        wrong = habeas("channels", "register", "video", "--basis", " ", "--assessment", "DPIA-7", *by)
        unknown = habeas("channels", "activate", "vidoe", *by)
        acts = habeas("channels", "activate", "video", *by)

        assert (made.status, wrong.status, unknown.status, acts.status) == (0, 1, 1, 0)
        assert "a channel needs a legal basis" in wrong.err
        assert "no channel vidoe is registered" in unknown.err
        assert "video  content  acts since" in habeas("channels", "list").out


class TestPlatforms:
    def test_are_declared_with_what_they_tell_and_from_when_they_are_judged(
        self, service: Path, habeas: Habeas
    ) -> None:
        assert service.is_dir()
        feeds = ("--feeds", "contract=2026-01-01")

        made = habeas("platforms", "declare", "gigs", *feeds, "--judge-from", "2026-02-01T00:00:00")
        wrong = habeas("platforms", "declare", "gigs", "--feeds", "contract")

        assert (made.status, wrong.status) == (0, 2)
        assert "no family with a day" in wrong.err
        listed = habeas("platforms", "list").out
        assert "gigs  judged from 2026-02-01T00:00:00+00:00  tells contract since 2026-01-01" in listed
        [one] = [json.loads(line) for line in habeas("platforms", "list", "--json").out.splitlines() if "gigs" in line]
        assert one["feeds"] == {"contract": "2026-01-01"}


class TestImport:
    def test_takes_in_facts_and_names_bad_lines(self, service: Path, habeas: Habeas) -> None:
        started = {"contract": "c-1", "client": "cleo", "freelancer": "fred"}
        words = {"member": "fred", "to": "cleo", "conversation": "r", "text": "Call me on +44 20 7946 0958"}
        events = [
            {"id": "h-1", "type": "contract.started", "occurred_at": "2020-01-01T00:00:00Z", "data": started},
            {"id": "h-2", "type": "message.sent", "occurred_at": "2020-01-02T00:00:00Z", "data": words},
            {"id": "h-3", "type": "mesage.sent", "occurred_at": "2020-01-02T00:00:00Z", "data": words},
        ]
        feed = "\n".join([*map(json.dumps, events), "{", ""])

        first = habeas("import", "-", "--facts-only", feed=feed)
        again = habeas("import", "-", "--facts-only", feed=feed)

        assert (first.status, again.status) == (1, 1)
        assert first.err.splitlines()[-1] == "2 accepted, 0 duplicate, 2 rejected"
        assert again.err.splitlines()[-1] == "0 accepted, 2 duplicate, 2 rejected"
        assert "line 3: /type wants a type of event that is known" in first.err
        assert "line 4: " in first.err
        with sqlite3.connect(service / "kept" / "habeas.sqlite3") as database:
            assert database.execute("SELECT count(*) FROM decisions_decision").fetchone() == (0,)

    def test_asks_to_say_that_it_is_facts(self, service: Path, habeas: Habeas) -> None:
        done = habeas("import", str(service / "none.jsonl"))

        assert done.status == 2
        assert "--facts-only" in done.err


class TestBackup:
    def test_can_be_put_back(self, service: Path, habeas: Habeas) -> None:
        kept = str(service / "monday")
        habeas("keys", "create", "--name", "before", "--scope", "read")

        made = habeas("backup", kept)
        habeas("keys", "create", "--name", "after", "--scope", "read")
        refused = habeas("restore", kept)
        restored = habeas("restore", kept, "--force")

        assert (made.status, refused.status, restored.status) == (0, 1, 0)
        assert "--force replaces" in refused.err
        assert "before" in habeas("keys", "list").out
        assert "after" not in habeas("keys", "list").out
        assert habeas("audit", "verify").status in {0, 3}

    def test_is_not_written_over_and_not_taken_from_anything(self, service: Path, habeas: Habeas) -> None:
        other = service / "other"
        other.write_text("no database at all, but long enough to be looked at", encoding="utf-8")

        assert habeas("backup", str(other)).status == 1
        assert habeas("restore", str(other), "--force").status == 1
        assert habeas("restore", str(service / "none")).status == 1
        assert habeas("keys", "list").status == 0


class TestDeployment:
    def test_has_nothing_that_django_would_warn_of_at_an_https_address(self, folder: Path) -> None:
        assert folder.is_dir()
        variables = {"HABEAS_PUBLIC_URL": "https://habeas.example.com", "HABEAS_SECRET_KEY": token_urlsafe(48)}

        done = subprocess.run(
            [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
            env=os.environ | variables,
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 0, done.stderr


class TestRules:
    def test_are_listed_with_their_record(self, service: Path, habeas: Habeas) -> None:
        assert service.is_dir()

        [first, *_] = [json.loads(line) for line in habeas("rules", "list", "--json").out.splitlines()]
        [said, *_] = habeas("rules", "list").out.splitlines()

        assert first["record"] == {"appeals": 0, "overturned": 0, "sampled": 0, "wrong": 0}
        assert said == f"{first['rule']}  acts  overturned 0 of 0 appeals, wrong 0 of 0 samples"

    @pytest.mark.usefixtures("folder")
    def test_are_none_before_a_policy_is_active(self, habeas: Habeas) -> None:
        habeas("migrate")

        for command in (["list"], ["restore", "x", "--by", "Kim", "--reason", "It was mended."]):
            done = habeas("rules", *command)
            assert (done.status, "no policy is active" in done.err) == (1, True)

    def test_that_act_are_not_restored(self, service: Path, habeas: Habeas) -> None:
        assert service.is_dir()

        done = habeas("rules", "restore", "contact-early", "--by", "Kim", "--reason", "It was mended.")
        nameless = habeas("rules", "restore", "contact-early", "--by", " ", "--reason", "It was mended.")

        assert (done.status, nameless.status) == (1, 1)
        assert "`habeas rules list` shows which are" in done.err
        assert "a person who says why" in nameless.err
