"""`habeas migrate`: bring the database to what this version needs."""

import typer

from habeas.cli.service import load_service, refuse_to_start


def migrate() -> None:
    """Bring the database to what this version needs. A second time changes nothing."""
    load_service()
    applied = apply_migrations()
    typer.echo(f"{len(applied)} migrations applied" if applied else "nothing to migrate", err=True)


def apply_migrations() -> list[str]:
    """Apply what is missing and return it; end with what is wrong where the database cannot be reached."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import DatabaseError

    from habeas.server.api.readiness import list_missing_migrations

    database = settings.HABEAS.database
    try:
        if database.is_sqlite:
            make_folder_of(database.name)
        missing = list_missing_migrations()
        if missing:
            call_command("migrate", interactive=False, verbosity=0)
    except (DatabaseError, OSError) as error:
        refuse_to_start(f"the database cannot be reached: {error}", error)
    return missing


def make_folder_of(file: str) -> None:
    """Make the folder that a database's file stands in, for nobody else to look into."""
    from pathlib import Path

    Path(file).resolve().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
