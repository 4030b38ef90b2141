"""`/metrics` for whoever has a key that reads: numbers of the service, which name nobody."""

from django.http import HttpRequest, HttpResponse

from habeas.server.api.authorization import Requires
from habeas.server.api.problems import Refusal, problem_response
from habeas.server.identity.scopes import Scope
from habeas.server.observability import views

_READS = Requires(Scope.READ)


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer what Prometheus asks for."""
    try:
        _READS(request)
    except Refusal as refusal:
        return problem_response(refusal.kind, refusal.detail, errors=refusal.errors, headers=refusal.headers)
    return views.metrics(request)
