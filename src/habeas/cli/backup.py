"""`habeas backup` and `habeas restore`: the whole database, while the service runs, and back again.

The secret key is not in it: without HABEAS_SECRET_KEY what is sealed stays closed. Keep the two apart.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from habeas.cli.migrate import make_folder_of
from habeas.cli.service import load_service, open_service, refuse_to_start

if TYPE_CHECKING:
    from habeas.server.settings.environment import Database

FAILED = 1
"""Exit status where nothing was written."""

File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


def backup(file: File, force: Force = False) -> None:
    """Write the database to a file, as it is at one instant, while the service runs."""
    open_service()
    if file.exists() and not force:
        _fail(f"{file} is there already; --force replaces it")
    partial = file.with_name(file.name + ".partial")
    database = _database()
    try:
        if database.is_sqlite:
            partial.unlink(missing_ok=True)
            _copy_sqlite(Path(database.name), partial)
        else:
            _run(["pg_dump", "--format=custom", "--file", str(partial)], database)
        partial.chmod(0o600)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    typer.echo(
        f"{file}: {file.stat().st_size} bytes. Keep HABEAS_SECRET_KEY elsewhere: it opens what is in it", err=True
    )


def restore(file: File, force: Force = False) -> None:
    """Put a backup in the place of the database. Stop the service and its workers first."""
    load_service()
    if not file.is_file():
        _fail(f"there is no file {file}")
    database = _database()
    if not database.is_sqlite:
        _run(["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(file)], database)
    else:
        target = Path(database.name)
        if target.exists() and not force:
            _fail(f"{target} is there already; --force replaces all that is in it")
        make_folder_of(database.name)
        _copy_sqlite(file, target)
    typer.echo("restored; `habeas migrate` brings it to this version, `habeas audit verify` checks its log", err=True)


def _database() -> "Database":
    from django.conf import settings

    database: Database = settings.HABEAS.database
    return database


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy one database over another, whole or not at all, whoever else uses them."""
    import sqlite3
    from contextlib import closing

    from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]  # no stubs

    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as read,
            closing(sqlite3.connect(target)) as written,
        ):
            if not read.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'").fetchone():
                _fail(f"{source} is no database of this service")
            read.backup(written)
            register(written)  # the constraints that the check asks of each row use Django's functions
            [(state,)] = written.execute("PRAGMA integrity_check").fetchall()
    except (sqlite3.Error, ValueError) as error:
        _fail(f"{source} cannot be copied to {target}: {error}")
    if state != "ok":
        _fail(f"the copy of {source} is damaged: {state}")


def _run(command: list[str], database: "Database") -> None:
    """Run a tool of PostgreSQL on the database; its password goes through the environment, where no list shows it."""
    import os
    import shutil
    import subprocess

    if shutil.which(command[0]) is None:
        refuse_to_start(
            f"{command[0]} is needed: it comes with PostgreSQL's client (Debian package: postgresql-client)"
        )
    where = {"PGHOST": database.host, "PGPORT": database.port, "PGUSER": database.user, "PGPASSWORD": database.password}
    options = {f"PG{name.upper()}": value for name, value in database.options if name in {"host", "sslmode"}}
    variables = os.environ | {name: value for name, value in where.items() if value} | options
    done = subprocess.run(
        [*command, f"--dbname={database.name}"], env=variables, check=False
    )  # a tool that the operator installed
    if done.returncode:
        _fail(f"{command[0]} ended with {done.returncode}; its own words stand above")


def _fail(cause: str) -> NoReturn:
    typer.echo(cause, err=True)
    raise typer.Exit(FAILED)
