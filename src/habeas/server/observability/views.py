"""`/metrics`, as Prometheus reads it. It names nobody; who may read it, the interface decides that shows it."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from habeas.server.observability.metrics import read_metrics


@require_safe
def metrics(_: HttpRequest) -> HttpResponse:
    """Return the numbers of this process, or of all that share a folder, with what the database knows."""
    now = datetime.now(UTC)  # noqa: TID251  # an interface reads the clock
    return HttpResponse(read_metrics(clock=lambda: now), content_type=CONTENT_TYPE_LATEST)
