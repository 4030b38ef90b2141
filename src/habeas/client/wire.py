"""What both clients share of HTTP: headers, time-outs, and the way from our values to httpx and back."""

from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

import httpx

from habeas.client.attempts import Failed, Send
from habeas.client.circuit import Patience
from habeas.client.exchanges import Request, Response


def settings_for(base_url: str, *, key: str) -> dict[str, Any]:
    """Return how an httpx client is made. Raises ValueError for an address or a key that cannot be one."""
    if urlsplit(base_url).scheme not in {"http", "https"} or not urlsplit(base_url).netloc:
        raise ValueError(f"base_url: must be an address such as https://habeas.example.com, not {base_url!r}")
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise ValueError("key: must be an API key as `habeas keys create` prints it, without spaces or line breaks")
    headers = {
        "Authorization": f"Bearer {key}",
        "Accept": "application/json, application/problem+json",
        "User-Agent": f"habeas-client/{version('habeas')}",
    }
    return {
        "base_url": base_url,
        "headers": headers,
        # Redirects are not followed, so the key goes nowhere else.
        "follow_redirects": False,
        "limits": httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=30.0),
    }


def arguments_of(send: Send, *, patience: Patience) -> dict[str, Any]:
    """Return what httpx is told of a request."""
    request: Request = send.request
    kind = {} if request.content is None else {"Content-Type": "application/json"}
    return {
        "method": request.method,
        "url": request.path,
        "params": request.query,
        "content": request.content,
        "headers": kind,
        "timeout": httpx.Timeout(send.within, connect=min(send.within, patience.connect)),
    }


def response_from(response: httpx.Response) -> Response:
    """Return a response as a value."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Response(response.status_code, headers, response.content)


def failure_from(error: httpx.RequestError) -> Failed:
    """Return why there was no response; without the request, which holds the key."""
    return Failed(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)


def too_late(send: Send) -> Failed:
    """Return that there was no response in time."""
    return Failed(f"no answer within {send.within:.1f} seconds")
