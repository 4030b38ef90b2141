"""What goes wrong on this interface, as problem details (RFC 9457): a kind, and what to do in this case."""

import json
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Final

from django.http import HttpResponse

MEDIA_TYPE: Final = "application/problem+json"
_PREFIX: Final = "urn:habeas:problem:"

Errors = Sequence[Mapping[str, Any]]


class Kind(Enum):
    """A kind of problem: the end of its type, its status, its title."""

    BAD_REQUEST = ("bad-request", 400, "The request cannot be understood")
    NOT_JSON = ("not-json", 400, "The body is not JSON that everybody reads alike")
    BAD_PARAMETER = ("bad-parameter", 400, "A parameter is wrong")
    KEY_MISSING = ("key-missing", 401, "No API key was given")
    KEY_UNKNOWN = ("key-unknown", 401, "The API key is not known")
    KEY_REVOKED = ("key-revoked", 401, "The API key was revoked")
    KEY_EXPIRED = ("key-expired", 401, "The API key has expired")
    FORBIDDEN = ("forbidden", 403, "This is not allowed")
    SCOPE_MISSING = ("scope-missing", 403, "The API key may not do this")
    TEST_KEY = ("test-key", 403, "A test key may not do this")
    NOT_FOUND = ("not-found", 404, "There is nothing here")
    METHOD_NOT_ALLOWED = ("method-not-allowed", 405, "This address does not take that method")
    NOT_ALLOWED = ("not-allowed", 409, "A rule of due process does not allow this")
    GONE = ("erased", 410, "What was here was erased")
    RULE_BROKEN = ("rule-broken", 409, "A rule of due process does not allow it")
    LENGTH_MISSING = ("length-missing", 411, "The length of the body must be said first")
    TOO_LARGE = ("too-large", 413, "The body is too large")
    NOT_SPOKEN = ("unsupported-media-type", 415, "The body is of a type that is not read here")
    BAD_CONTENT = ("bad-content", 422, "The body does not say what is needed")
    TOO_MANY = ("too-many-requests", 429, "The API key made too many requests")
    FAILED = ("failed", 500, "The service failed")
    NOT_READY = ("not-ready", 503, "The service is not ready")

    def __init__(self, slug: str, status: int, title: str) -> None:
        self.slug = slug
        self.status = status
        self.title = title

    @property
    def type(self) -> str:
        """Return the URI that names the kind."""
        return _PREFIX + self.slug


class Refusal(Exception):
    """A request that is answered by a problem. `headers` go with the answer."""

    def __init__(
        self, kind: Kind, detail: str, *, errors: Errors = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(kind.slug, detail)
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}


_BY_STATUS: Final = {
    kind.status: kind
    for kind in (Kind.BAD_REQUEST, Kind.FORBIDDEN, Kind.NOT_FOUND, Kind.METHOD_NOT_ALLOWED, Kind.TOO_LARGE, Kind.FAILED)
}


def kind_of(status: int) -> Kind:
    """Return the kind that speaks for a status where nothing more is known."""
    return _BY_STATUS.get(status, Kind.BAD_REQUEST if status < Kind.FAILED.status else Kind.FAILED)


def problem_response(
    kind: Kind, detail: str, *, errors: Errors = (), headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return the answer that says what is wrong."""
    body: dict[str, Any] = {"type": kind.type, "title": kind.title, "status": kind.status, "detail": detail}
    body["errors"] = list(errors)
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=kind.status, content_type=MEDIA_TYPE)
    for name, value in (headers or {}).items():
        response[name] = value
    return response
