"""For whoever watches the process: does it live, can it work."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from habeas.server.api.readiness import OK, check_readiness
from habeas.server.api.replies import reply

_NOT_READY = 503


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # every view is given the request
    """Answer that the process lives; nothing else is asked of."""
    return reply({"status": OK}, headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # every view is given the request
    """Answer whether events can be taken, and what is missing where they cannot."""
    checks = check_readiness()
    is_ready = set(checks.values()) == {OK}
    content = {"status": "ready" if is_ready else "not ready", "checks": checks}
    return reply(content, status=200 if is_ready else _NOT_READY, headers={"Cache-Control": "no-store"})
