"""Every operation with every kind of key, from the table of addresses: a new one without a rule fails here."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from habeas.server.api.documentation import Offered, list_operations
from habeas.server.identity.models import ApiKey
from habeas.server.identity.scopes import Scope
from habeas.server.usecases.revoke_key import revoke_key
from tests.factories.api import Caller, new_key, read

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]  # the database has no part in who may do what

OPERATIONS = list_operations()
PROTECTED = [one for one in OPERATIONS if one.scope is not None]

SILENT = {"/v1/freezes"}
"""What is read only by who acts on it: an order may ask for silence (FUND-11)."""

PUBLIC = {"/v1/rules", "/v1/rules/kept", "/v1/schemas/events", "/v1/schemas/events/{event_type}"}
"""What anybody may read: it says nothing of anybody."""


def name_of(value: object) -> str:
    return f"{value.method} {value.path}" if isinstance(value, Offered) else str(value)


def call(operation: Offered, key: str | None) -> tuple[int, str]:
    path = operation.path.replace("{", "").replace("}", "")
    response = Caller(key).send(operation.method, path, {} if operation.method in {"POST", "PUT"} else None)
    problem = read(response)["type"] if response["Content-Type"] == "application/problem+json" else ""
    return response.status_code, problem.rpartition(":")[2]


class TestEveryOperation:
    def test_names_a_scope_or_is_public_on_purpose(self) -> None:
        assert {one.path for one in OPERATIONS if one.scope is None} == PUBLIC
        assert {one.scope for one in PROTECTED} <= set(Scope.values)

    def test_only_reads_where_its_scope_is_to_read(self) -> None:
        assert {one.method for one in PROTECTED if one.scope == Scope.READ} == {"GET"}
        assert {one.path for one in PROTECTED if one.method == "GET" and one.scope != Scope.READ} == SILENT

    @pytest.mark.parametrize("operation", PROTECTED, ids=name_of)
    def test_refuses_without_a_key(self, operation: Offered) -> None:
        assert call(operation, None) == (401, "key-missing")

    @pytest.mark.parametrize("operation", PROTECTED, ids=name_of)
    def test_refuses_a_key_that_never_was(self, operation: Offered) -> None:
        for key in ("x", "hb_live_" + "0" * 43, "hbt_" + "z" * 43, "hb_live_" + "\u0661" * 43):
            assert call(operation, key.encode().decode("latin-1")) == (401, "key-unknown"), key

    @pytest.mark.parametrize("operation", PROTECTED, ids=name_of)
    def test_refuses_a_key_that_was_revoked(self, operation: Offered) -> None:
        key = new_key()
        revoke_key(key_id=ApiKey.objects.get().id, now=timezone.now())

        assert call(operation, key) == (401, "key-revoked")

    @pytest.mark.parametrize("operation", PROTECTED, ids=name_of)
    def test_refuses_a_key_that_has_expired(self, operation: Offered) -> None:
        made_at = timezone.now() - timedelta(hours=2)
        key = new_key(now=made_at, expires_at=made_at + timedelta(hours=1))

        assert call(operation, key) == (401, "key-expired")

    @pytest.mark.parametrize("operation", PROTECTED, ids=name_of)
    def test_lets_in_a_key_of_its_scope_and_no_other(self, operation: Offered) -> None:
        for scope, is_test in product(Scope, (False, True)):
            status, problem = call(operation, new_key(scope, is_test=is_test))

            if scope == operation.scope and is_test and operation.live_only:
                assert (status, problem) == (403, "test-key")
            elif scope == operation.scope:
                assert status not in {401, 403}, scope
            else:
                assert (status, problem) == (403, "scope-missing"), scope


class TestAuthorization:
    @pytest.mark.parametrize("said", ["Basic abc", "Bearer", "bearer  ", "hb_live_x", "Token {key}"])
    def test_refuses_a_header_of_another_scheme(self, said: str) -> None:
        response = Caller().get("/v1/channels", authorization=said.format(key=new_key()))

        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith("Bearer")

    def test_takes_the_scheme_in_any_case(self) -> None:
        assert Caller().get("/v1/channels", authorization=f"bearer {new_key(Scope.READ)}").status_code == 200

    def test_keeps_only_a_digest_of_the_key(self) -> None:
        key = new_key()

        assert not any(key in str(value) for row in ApiKey.objects.values_list() for value in row)

    def test_notes_when_a_key_was_last_used(self) -> None:
        Caller(new_key()).get("/v1/channels")

        assert ApiKey.objects.get().last_used_at is not None

    def test_grants_so_many_requests_and_says_when_to_come_back(self) -> None:
        caller = Caller(new_key(requests_per_minute=2))

        statuses = [caller.get("/v1/channels").status_code for _ in range(2)]
        refused = caller.get("/v1/channels")

        assert statuses == [200, 200]
        assert refused.status_code == 429
        assert 1 <= int(refused["Retry-After"]) <= 30
        assert (refused["RateLimit-Limit"], refused["RateLimit-Remaining"]) == ("2", "0")
