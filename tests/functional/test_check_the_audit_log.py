"""A log is signed, exported and proven by the service, and checked where the service is not."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.functional.conftest import Habeas

FILL = """
import django; django.setup()
from datetime import UTC, datetime
from django.db import transaction
from habeas.server.audit.operations import Happening, append
at = datetime(2026, 3, 1, tzinfo=UTC)
with transaction.atomic():
    append(
        [Happening(at=at, action="decision.made", actor="machine", subject=f"decision:d{n}") for n in range(300)],
        seal=lambda member, content: content,
    )
"""
MEET = """
import django; django.setup()
from datetime import UTC, datetime
from django.db import transaction
from habeas.server.audit.operations import Happening, append
from habeas.server.parties.keys import lock_members
at = datetime(2026, 3, 1, tzinfo=UTC)
with transaction.atomic():
    keys = lock_members(["ana"], now=at)
    told = Happening(
        at=at, action="decision.made", actor="machine", subject="decision:d", payload={"action": "nudge"}, member="ana"
    )
    append([told], seal=keys.seal)
"""
OF_THE_SERVICE = ("HABEAS_SECRET_KEY", "HABEAS_DATABASE_URL", "HABEAS_DATA_DIR", "HABEAS_PUBLIC_URL")


def variables(folder: Path) -> dict[str, str]:
    """Return the environment of a service whose database is in a folder."""
    return {
        "DJANGO_SETTINGS_MODULE": "habeas.server.settings",
        "HABEAS_SECRET_KEY": "a secret of at least thirty-two characters",
        "HABEAS_DATA_DIR": str(folder),
        "HABEAS_DATABASE_URL": f"sqlite:///{folder}/habeas.sqlite3",
        "HABEAS_PUBLIC_URL": "https://market.example/habeas",
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with a log of 300 entries, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    for command in (["-m", "django", "migrate", "--verbosity", "0"], ["-c", FILL]):
        subprocess.run([sys.executable, *command], check=True, env=os.environ | variables(folder))
    return folder / "habeas.sqlite3"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder, with the environment of a service whose database is in it."""
    for name, value in variables(tmp_path).items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.fixture
def log(service: Path, filled: Path) -> Path:
    """Return the folder of a service whose log has 300 entries."""
    shutil.copy(filled, service / "habeas.sqlite3")
    return service


@pytest.fixture
def member(log: Path) -> str:
    """Return a member of whom the log says something."""
    subprocess.run([sys.executable, "-c", MEET], check=True, env=os.environ, cwd=log)
    return "ana"


def leave_service(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OF_THE_SERVICE:
        monkeypatch.delenv(name)


class TestAuditLog:
    def test_is_checked_from_files_alone(self, log: Path, habeas: Habeas, monkeypatch: pytest.MonkeyPatch) -> None:
        key = habeas("audit", "checkpoint", "--key").out
        (log / "published.txt").write_text(key)
        exported, kept = log / "exported", log / "kept.txt"
        assert habeas("audit", "export", str(exported)).status == 0
        kept.write_text((exported / "checkpoints" / "300.txt").read_text())
        (log / "one.tlog-proof").write_text(habeas("audit", "proof", "7").out)
        leave_service(monkeypatch)

        whole = habeas("audit", "verify", str(exported), "--key", str(log / "published.txt"))
        proof = habeas("audit", "verify", str(log / "one.tlog-proof"), "--key", key.strip())
        entries = exported / "entries.jsonl"
        entries.write_text(entries.read_text().replace('"decision:d5"', '"decision:d6"'))
        changed = habeas("audit", "verify", str(exported), "--key", key.strip(), "--checkpoint", str(kept))

        assert (whole.status, whole.out) == (
            0,
            f"300 entries, the first 300 signed; key {key}every entry follows from the one before, as it was signed\n",
        )
        assert proof.out == "entry 7 (decision.made) stands in the log that market.example/habeas signed\n"
        assert changed.status == 1
        assert "entry 5 is not the entry that was chained: its content was changed\n" in changed.out


class TestService:
    def test_says_which_variable_is_missing(
        self, service: Path, habeas: Habeas, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert service.is_dir()
        monkeypatch.delenv("HABEAS_SECRET_KEY")

        refused = habeas("audit", "verify")

        assert refused.status == 2
        assert refused.err.startswith("HABEAS_SECRET_KEY is not set")

    def test_says_that_tables_are_missing(self, service: Path, habeas: Habeas) -> None:
        (service / "habeas.sqlite3").touch()

        refused = habeas("audit", "verify")

        assert (refused.status, refused.err) == (2, "the database has no tables yet: run `habeas init`\n")

    def test_says_that_the_database_is_away(
        self, service: Path, habeas: Habeas, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HABEAS_DATABASE_URL", f"sqlite:///{service}/no/such/folder.sqlite3")

        refused = habeas("audit", "verify")

        assert refused.status == 2
        assert refused.err.startswith(f"there is no database {service}/no/such/folder.sqlite3 yet: run `habeas init`")


class TestSampleLog:
    SAMPLE = Path(__file__).parents[2] / "docs" / "explanation" / "sample-log"
    EXTRAS = ("django", "httpx", "ninja", "opentelemetry", "psycopg", "structlog")

    def check(self, blocked: Sequence[str]) -> tuple[int, str]:
        key = "market.example/habeas+13f7749b+AWMOI2eOq6Nnng6Dr2gU82BkdREzOC3EjQqhWWNPL2+E"
        arguments = ["habeas", "audit", "verify", str(self.SAMPLE), "--key", key]
        code = (
            f"import sys; sys.modules.update(dict.fromkeys({list(blocked)})); sys.argv = {arguments}; "
            "import habeas.cli; habeas.cli.main()"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def test_is_checked_with_nothing_of_the_service_installed(self) -> None:
        status, told = self.check(self.EXTRAS)

        assert (status, told.splitlines()[-1]) == (0, "every entry follows from the one before, as it was signed")

    def test_asks_for_the_one_package_that_checks_signatures(self) -> None:
        status, told = self.check((*self.EXTRAS, "cryptography"))

        assert status == 2
        assert "pip install cryptography" in " ".join(told.replace("│", " ").split())


class TestRewrap:
    def test_lets_the_old_secret_go(
        self, member: str, habeas: Habeas, log: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = os.environ["HABEAS_SECRET_KEY"]
        monkeypatch.setenv("HABEAS_SECRET_KEY", "another secret of more than thirty-two characters")

        refused = habeas("rewrap")
        monkeypatch.setenv("HABEAS_OLD_SECRET_KEYS", old)
        wrapped = habeas("rewrap")
        monkeypatch.delenv("HABEAS_OLD_SECRET_KEYS")
        exported = habeas("audit", "export", str(log / "out"), "--member", member)

        assert (refused.status, wrapped.status, exported.status) == (1, 0, 0)
        assert refused.err == "no secret at hand opens the key of ana: name it in HABEAS_OLD_SECRET_KEYS\n"
        assert wrapped.out == "wrapped the keys of 1 owners anew; the old secret is needed no more\n"
