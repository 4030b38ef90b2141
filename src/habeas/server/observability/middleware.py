"""Watches each request: one line, one count, one span. Routes are named by their pattern, not by who is in the path."""

from collections.abc import Callable
from time import perf_counter
from typing import Final

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bound_contextvars

from habeas.server.observability.metrics import REQUEST_SECONDS, REQUESTS
from habeas.server.observability.traces import span

log: Final = structlog.get_logger(__name__)

REQUEST_ID: Final = "habeas.request_id"
"""Where in a request's META its id stands."""

NO_ROUTE: Final = "none"
"""The route of a request to an address that there is not: the address itself could be anything."""

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Watched:
    """Tells of each request once it is answered. Stands behind whatever gives requests their ids."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        began = perf_counter()
        method = request.method if request.method in _METHODS else "other"
        with bound_contextvars(request=request.META.get(REQUEST_ID, "")), span(f"{method} request") as current:
            response = self._respond(request)
            route = request.resolver_match.route if request.resolver_match else NO_ROUTE
            took = perf_counter() - began
            current.update_name(f"{method} {route}")
            current.set_attributes({"habeas.route": route, "habeas.status": response.status_code})
            log.info("request", method=method, route=route, status=response.status_code, ms=round(took * 1000, 1))
        REQUESTS.labels(method, route, response.status_code).inc()
        REQUEST_SECONDS.labels(route).observe(took)
        return response
