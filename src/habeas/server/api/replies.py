"""Answers of JSON, with the tag by which a caller asks whether one has changed."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

_NOT_MODIFIED: Final = 304


def reply(content: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Return an answer of JSON."""
    response = HttpResponse(_written(content), status=status, content_type="application/json")
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def reply_tagged(request: HttpRequest, content: Any) -> HttpResponse:
    """Return an answer with its tag, or only that it is still the one that the caller has."""
    return reply_file(request, _written(content), media_type="application/json")


def reply_file(request: HttpRequest, content: bytes, *, media_type: str) -> HttpResponse:
    """Return bytes with their tag, or only that they are still those that the caller has."""
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    is_known = "*" in known or tag in {one.removeprefix("W/") for one in known}
    response = HttpResponse(status=_NOT_MODIFIED) if is_known else HttpResponse(content, content_type=media_type)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def _written(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
