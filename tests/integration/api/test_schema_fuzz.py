"""Whatever a caller sends, by the published document or against it, is answered as the document says."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from habeas.server.api.documentation import openapi_document
from habeas.server.wsgi import application
from tests.factories.api import new_key
from tests.factories.market import message, open_market, send

schema = schemathesis.openapi.from_dict(openapi_document())


@pytest.fixture
def key(db: None) -> Iterator[str]:
    """Return a key that may do everything, while no request closes the test's connection behind itself."""
    assert db is None
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    open_market()
    send(message())
    yield new_key()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.only_on("postgresql")  # it refuses more than SQLite does, and once is long enough
@schema.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_every_answer_is_as_the_document_says(case: schemathesis.Case[Any], key: str) -> None:
    case.headers["Authorization"] = f"Bearer {key}"

    response = case.call(app=application)

    assert response.status_code < 500, response.text
    case.validate_response(
        response, checks=[status_code_conformance, content_type_conformance, response_schema_conformance]
    )
