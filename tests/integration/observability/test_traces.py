import os
import subprocess
import sys

import pytest
from django.test import Client
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from habeas.server.observability.traces import configure_traces, span
from tests.fakes.receivers import Receiver, answering


@pytest.fixture(scope="module")
def _exporter() -> InMemorySpanExporter:
    """Send the spans of this process into memory, for a process has one place to send them to."""
    memory = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(memory))
    trace.set_tracer_provider(provider)
    return memory


@pytest.fixture
def spans(_exporter: InMemorySpanExporter) -> InMemorySpanExporter:
    _exporter.clear()
    return _exporter


class TestSpan:
    def test_has_our_own_attributes(self, spans: InMemorySpanExporter) -> None:
        with span("batch", {"habeas.events": 3}):
            pass

        [one] = spans.get_finished_spans()
        assert (one.name, dict(one.attributes or {})) == ("batch", {"habeas.events": 3})

    def test_names_an_exception_but_not_its_words(self, spans: InMemorySpanExporter) -> None:
        with pytest.raises(ValueError, match="Zebedee"), span("batch"):
            raise ValueError("Zebedee")

        [one] = spans.get_finished_spans()
        assert (one.status.status_code, one.status.description) == (StatusCode.ERROR, "ValueError")
        assert one.events == ()
        assert "Zebedee" not in one.to_json()

    def test_of_a_request_is_named_by_its_route(self, spans: InMemorySpanExporter) -> None:
        Client().get("/no-such-place/Zebedee?who=Zebedee")
        Client().get("/healthz")

        assert [one.name for one in spans.get_finished_spans()] == ["GET none", "GET healthz"]
        assert "Zebedee" not in "".join(one.to_json() for one in spans.get_finished_spans())


class TestConfigureTraces:
    def test_sends_nothing_unless_asked(self) -> None:
        assert not configure_traces({})

    @pytest.mark.usefixtures("socket_enabled")
    def test_sends_spans_where_the_environment_says(self, shared_database: str) -> None:
        with Receiver(answering(200, "content-type: application/x-protobuf")).listening() as collector:
            variables = os.environ | {
                "HABEAS_DATABASE_URL": shared_database,
                "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.port}",
            }
            done = subprocess.run(
                [sys.executable, "-m", "habeas", "worker", "--once"], env=variables, check=False, capture_output=True
            )

        assert done.returncode == 0, done.stderr
        assert collector.requests[0].line == "POST /v1/traces HTTP/1.1"
        assert "worker round" in collector.requests[0].body
