"""Opens the service for the commands that need its database."""

import os
from typing import NoReturn

import typer

CANNOT_START = 2
"""Exit status where the environment, or the installation, lacks what the service needs."""


def open_service() -> None:
    """Load the service and reach its database; say what is wrong and end with CANNOT_START otherwise."""
    load_service()
    _reach_database()


def load_service() -> None:
    """Load Django with the settings from the environment; say what is wrong and end with CANNOT_START otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habeas.server.settings")
    try:
        import django
    except ModuleNotFoundError as error:
        refuse_to_start("the service is not installed: pip install 'habeas[server]'", error)
    try:
        django.setup()
    except ValueError as error:  # BadEnvironment, which cannot be imported while the settings cannot be read
        refuse_to_start(str(error), error)


def _reach_database() -> None:
    from pathlib import Path

    from django.conf import settings
    from django.db import DatabaseError, connection

    database = settings.HABEAS.database
    if database.is_sqlite and not Path(database.name).exists():
        refuse_to_start(f"there is no database {database.name} yet: run `habeas init`")
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        refuse_to_start(f"the database cannot be reached: {error}", error)
    if "django_migrations" not in tables:
        refuse_to_start("the database has no tables yet: run `habeas init`")


def refuse_to_start(cause: str, error: Exception | None = None) -> NoReturn:
    """Say what is wrong, and end with CANNOT_START."""
    typer.echo(cause, err=True)
    raise typer.Exit(CANNOT_START) from error
