from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from tests.factories.api import Caller, new_key, read
from tests.factories.market import open_market

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"


@contextmanager
def failing(error: Exception) -> Iterator[None]:
    """Let every query fail with an error."""

    def fail(*_: object) -> None:
        raise error

    with connection.execute_wrapper(fail):
        yield


class TestEveryRefusal:
    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [
            ("GET", "/v1/nothing", 404),
            ("GET", "/v1/decisions/nobody", 404),
            ("GET", "/v1/statements/nobody", 404),
            ("GET", "/v1/schemas/events/mesage.sent", 404),
            ("GET", "/v1/channels/", 404),
            ("DELETE", "/v1/events", 405),
            ("POST", "/v1/openapi.json", 405),
            ("GET", "/v1/decisions?limit=0", 400),
            ("GET", "/v1/decisions?limit=201", 400),
            ("GET", "/v1/decisions?limit=many", 400),
            ("GET", "/v1/decisions?memeber=ana", 400),
            ("GET", "/v1/decisions?mode=loud", 400),
            ("GET", "/v1/decisions?since=2026-03-01", 400),
            ("GET", "/v1/decisions?since=0001-01-01T00:00:00%2B14:00", 400),
            ("GET", "/v1/decisions?member=%00", 400),
            ("GET", "/v1/decisions?cursor=x", 400),
            ("GET", "/v1/decisions?cursor=W10", 400),
            ("GET", "/v1/decisions/%00", 400),
            ("GET", "/v1/measures?in_force=perhaps", 400),
            ("POST", "/v1/measures/nobody/acknowledge", 404),
            ("POST", "/v1/channels/nobody/activate", 422),
            ("PUT", "/v1/channels/UPPER", 400),
            ("PUT", "/v1/channels/chat", 422),
            ("POST", "/v1/check", 422),
        ],
    )
    def test_is_a_problem_with_its_type_title_status_and_detail(self, method: str, path: str, status: int) -> None:
        open_market()

        response = Caller(new_key()).send(method, path, {})

        assert response.status_code == status
        assert response["Content-Type"] == PROBLEM
        said = read(response)
        assert said["status"] == status
        assert said["type"].startswith("urn:habeas:problem:")
        assert said["title"]
        assert said["detail"]
        assert isinstance(said["errors"], list)

    def test_names_the_parameter_that_is_wrong(self) -> None:
        caller = Caller(new_key())

        [wrong] = read(caller.get("/v1/decisions?limit=0"))["errors"]
        [unknown] = read(caller.get("/v1/decisions?memeber=ana"))["errors"]

        assert (wrong["field"], unknown["field"]) == ("limit", "memeber")

    def test_tells_which_methods_an_address_takes(self) -> None:
        response = Caller(new_key()).send("DELETE", "/v1/events")

        assert response["Allow"] == "POST"

    def test_is_a_problem_for_another_host_too(self) -> None:
        response = Caller(new_key()).get("/v1/channels", host="elsewhere.example")

        assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)


class TestFailure:
    def test_asks_for_another_try_when_the_database_is_away(self) -> None:
        caller = Caller(new_key())

        with failing(OperationalError("the connection is closed")):
            response = caller.get("/v1/channels")

        assert (response.status_code, response["Content-Type"]) == (503, PROBLEM)
        assert response["Retry-After"] == "1"
        assert "Send the same again" in read(response)["detail"]

    def test_of_ours_says_under_which_id_the_log_has_it_and_nothing_more(self) -> None:
        caller = Caller(new_key())

        with failing(RuntimeError("a secret of the inside")):
            response = caller.get("/v1/channels", None, **{"x-request-id": "trace-9"})

        assert (response.status_code, response["Content-Type"]) == (500, PROBLEM)
        assert "trace-9" in read(response)["detail"]
        assert b"secret" not in response.content


class TestEveryAnswer:
    @pytest.mark.parametrize("path", ["/v1/channels", "/v1/nothing", "/v1/docs", "/v1/docs.css", "/healthz", "/"])
    def test_forbids_scripts_and_frames_and_has_an_id(self, path: str) -> None:
        response = Caller(new_key()).get(path)

        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Request-Id"]

    def test_repeats_the_callers_own_id_where_it_is_one(self) -> None:
        caller = Caller(new_key())

        assert caller.get("/v1/channels", None, **{"x-request-id": "trace-7"})["X-Request-Id"] == "trace-7"
        assert "\n" not in caller.get("/v1/channels", None, **{"x-request-id": "a b"})["X-Request-Id"]

    def test_is_kept_by_nobody_on_the_way(self) -> None:
        assert Caller(new_key()).get("/v1/members/ana/standing")["Cache-Control"] == "no-store"
