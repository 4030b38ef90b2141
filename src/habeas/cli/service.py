"""Opens the service for the commands that need its database."""

import os
from typing import NoReturn

import typer

CANNOT_START = 2
"""Exit status where the environment, or the installation, lacks what the service needs."""


def open_service() -> None:
    """Load Django with the settings from the environment, and reach the database; say what is wrong and end otherwise.

    Ends with CANNOT_START.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habeas.server.settings")
    try:
        import django
    except ModuleNotFoundError as error:
        _end("the service is not installed: pip install 'habeas[server]'", error)
    try:
        django.setup()
    except ValueError as error:  # BadEnvironment, which cannot be imported while the settings cannot be read
        _end(str(error), error)
    _reach_database()


def _reach_database() -> None:
    from django.db import DatabaseError, connection

    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        _end(f"the database cannot be reached: {error}", error)
    if "django_migrations" not in tables:
        _end("the database has no tables yet: run `habeas migrate`", None)


def _end(cause: str, error: Exception | None) -> NoReturn:
    typer.echo(cause, err=True)
    raise typer.Exit(CANNOT_START) from error
