from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from tests.factories.api import Caller, new_key, read
from tests.factories.market import open_market

pytestmark = pytest.mark.django_db


@contextmanager
def gone() -> Iterator[None]:
    """Let every query fail, as when the database is away."""

    def fail(*_: object) -> None:
        raise DatabaseError("connection refused")

    with connection.execute_wrapper(fail):
        yield


class TestHealth:
    def test_is_fine_whatever_the_database_does(self) -> None:
        with gone():
            assert read(Caller().get("/healthz")) == {"status": "ok"}

    def test_takes_no_other_method(self) -> None:
        assert Caller().post("/healthz").status_code == 405


class TestReadiness:
    def test_is_given_when_database_migrations_and_policy_are(self) -> None:
        open_market()

        response = Caller().get("/readyz")

        assert response.status_code == 200
        assert read(response)["checks"] == {"database": "ok", "migrations": "ok", "policy": "ok"}

    def test_names_the_policy_that_is_missing(self) -> None:
        response = Caller().get("/readyz")

        assert response.status_code == 503
        assert read(response)["checks"]["policy"] == "none is active: run `habeas init`"

    def test_names_migrations_that_are_missing(self) -> None:
        MigrationRecorder.Migration.objects.filter(app="notices").delete()

        assert "run `habeas migrate`" in read(Caller().get("/readyz"))["checks"]["migrations"]

    def test_names_the_database_that_is_away(self) -> None:
        with gone():
            response = Caller().get("/readyz")

        assert response.status_code == 503
        assert read(response)["checks"]["database"] == "cannot be reached"


class TestMetrics:
    def test_are_for_keys_that_read(self) -> None:
        assert Caller().get("/metrics").status_code == 401
        assert b"habeas_" in Caller(new_key()).get("/metrics").content
