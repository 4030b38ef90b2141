"""What tests of several kinds share."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection

APPEND_ONLY = import_module("habeas.server.audit.migrations.0002_append_only")


@pytest.fixture(scope="session", autouse=True)
def _empty_the_log_between_tests() -> Iterator[None]:
    """Let Django empty the tables behind a test with transactions of its own: the log refuses even that."""
    operations, vendor = connection.ops, connection.vendor
    flush = operations.execute_sql_flush

    def opened(statements: list[str]) -> None:
        flush([*APPEND_ONLY.drop(vendor), *statements, *APPEND_ONLY.create(vendor)])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", opened)
        yield
