"""What every answer has: an id to speak of it by, headers that keep browsers strict, problems instead of pages."""

import re
from collections.abc import Callable
from typing import Final
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from habeas.server.api.authorization import limit_headers
from habeas.server.api.problems import MEDIA_TYPE, kind_of, problem_response

Respond = Callable[[HttpRequest], HttpResponse]

API: Final = "/v1/"
_FIRST_BAD: Final = 400

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,100}")

POLICY_FOR_JSON: Final = "default-src 'none'; frame-ancestors 'none'"
POLICY_FOR_PAGES: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script stands in a page: one that somebody smuggles into a message is never run."""

_ALWAYS: Final = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class RequestIds:
    """Gives each request an id, its caller's own where it has one, and says it in the answer."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer with the id."""
        said = request.headers.get("X-Request-Id", "")
        request_id = said if _REQUEST_ID.fullmatch(said) else uuid4().hex
        request.META["habeas.request_id"] = request_id
        response = self._respond(request)
        response["X-Request-Id"] = request_id
        return response


class StrictHeaders:
    """Tells browsers what an answer may do: JSON nothing, a page only what comes from here."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer with its headers."""
        response = self._respond(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        response.setdefault("Content-Security-Policy", POLICY_FOR_PAGES if is_page else POLICY_FOR_JSON)
        for name, value in _ALWAYS.items():
            response.setdefault(name, value)
        return response


class ProblemDetails:
    """Answers under /v1 with problem details, whoever refused, and tells callers what their key may still do."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer, its page replaced by a problem where it has one."""
        response = self._respond(request)
        if not request.path_info.startswith(API):
            return response
        if response.status_code >= _FIRST_BAD and response.get("Content-Type") != MEDIA_TYPE:
            response = _as_problem(request, response)
        response.setdefault("Cache-Control", "no-store")
        for name, value in limit_headers(request).items():
            response[name] = value
        return response


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    kind = kind_of(response.status_code)
    kept = {"Allow": response["Allow"]} if "Allow" in response else {}
    ways = f" It takes {kept['Allow']}." if kept else ""
    return problem_response(kind, f"{request.method} {request.path[:200]}: {kind.title.lower()}.{ways}", headers=kept)
