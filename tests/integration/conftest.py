"""A database of its own for a test whose threads and processes all write to it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from psycopg.sql import SQL, Identifier
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings


@pytest.fixture
def shared_database(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[str]:
    """Return the URL of a new database, to which the test's own connection leads, too."""
    request.getfixturevalue("django_db_setup")
    another = _another_file if connection.vendor == "sqlite" else _another_database
    with django_db_blocker.unblock(), another(tmp_path) as url:
        yield url


@pytest.fixture
def reachable(shared_database: str, settings: Settings) -> None:
    """Let commands find the database of the test where the environment says that it is."""
    assert shared_database
    there = replace(settings.HABEAS.database, name=connection.settings_dict["NAME"])
    settings.HABEAS = replace(settings.HABEAS, database=there)


@contextmanager
def _another_file(folder: Path) -> Iterator[str]:
    file, name = folder / "shared.sqlite3", connection.settings_dict["NAME"]
    connection.ensure_connection()
    memory = connection.connection
    copy = sqlite3.connect(file)
    memory.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(file)
    try:
        yield f"sqlite:///{file}"
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


@contextmanager
def _another_database(_: Path) -> Iterator[str]:
    url, name = urlsplit(os.environ["HABEAS_DATABASE_URL"]), connection.settings_dict["NAME"]
    new = f"{name}_shared"
    connection.close()
    with psycopg.connect(url.geturl(), autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(new), Identifier(name)))
        connection.settings_dict["NAME"] = new
        try:
            yield url._replace(path=f"/{new}").geturl()
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(new)))
