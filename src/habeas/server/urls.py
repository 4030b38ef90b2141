"""Every address of the service."""

from django.urls import URLPattern, URLResolver, include, path

from habeas.server.api import documentation, failures, health, metrics
from habeas.server.api.application import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", metrics.metrics),
    path("v1/openapi.json", documentation.openapi),
    path("v1/docs", documentation.docs),
    path("v1/docs.css", documentation.stylesheet),
    path("v1/", api.urls),
    path("portal/", include("habeas.server.portal.urls")),
]

handler400 = failures.bad_request
handler403 = failures.forbidden
handler404 = failures.not_found
handler500 = failures.failed
