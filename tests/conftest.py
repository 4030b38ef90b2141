"""What tests of several kinds share."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import DEFAULT_DB_ALIAS, connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

APPEND_ONLY = import_module("habeas.server.audit.migrations.0002_append_only")
BALANCED = import_module("habeas.server.journal.migrations.0002_balanced")
NAMES = import_module("habeas.server.journal.migrations.0004_names")
CLOSED = (APPEND_ONLY, BALANCED, NAMES)
"""Migrations that let tables only grow, in the order in which each needs what the ones before it made."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the other database can be asked: it is not skipped, but asked in the run on that one."""
    elsewhere = [
        item for item in items if any(mark.args != (connection.vendor,) for mark in item.iter_markers("only_on"))
    ]
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=elsewhere)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the database of the tests, also where only tests are run that have another of their own."""
    for before in ("django_test_environment", "django_db_modify_db_settings"):
        request.getfixturevalue(before)
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={DEFAULT_DB_ALIAS: False})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _empty_closed_tables_between_tests() -> Iterator[None]:
    """Let Django empty the tables behind a test with transactions of its own: log and journal refuse even that."""
    operations, vendor = connection.ops, connection.vendor
    flush = operations.execute_sql_flush

    def opened(statements: list[str]) -> None:
        opening = [statement for one in reversed(CLOSED) for statement in one.drop(vendor)]
        closing = [statement for one in CLOSED for statement in one.create(vendor)]
        flush([*opening, *statements, *closing])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", opened)
        yield
