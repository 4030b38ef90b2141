"""Every address of the service."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from habeas.server.api import documentation, failures, health, metrics
from habeas.server.api.application import api
from habeas.server.console import refusals as console
from habeas.server.console.navigation import CONSOLE
from habeas.server.portal import refusals as portal

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", metrics.metrics),
    path("v1/openapi.json", documentation.openapi),
    path("v1/docs", documentation.docs),
    path("v1/docs.css", documentation.stylesheet),
    path("v1/", api.urls),
    path("portal/", include("habeas.server.portal.urls")),
    path("console/", include("habeas.server.console.urls")),
    path("console/", include("habeas.server.console.sign_in_urls")),
]

handler400 = failures.bad_request
handler403 = failures.forbidden
handler404 = failures.not_found
handler500 = failures.failed


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that comes from no page of ours, in the words of the pages that it was sent to."""
    if request.path_info.startswith(CONSOLE):
        return console.forged(request, reason)
    return portal.forged(request, reason)
