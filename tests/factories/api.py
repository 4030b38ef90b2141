"""Callers of the API, each with a key of its own."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from habeas.server.identity.scopes import Scope
from habeas.server.usecases.create_key import create_key

JSON = "application/json"
ALL = tuple(Scope)


def new_key(
    *scopes: Scope,
    is_test: bool = False,
    now: datetime | None = None,
    expires_at: datetime | None = None,
    requests_per_minute: int = 60_000,
) -> str:
    """Return the text of a new key, which may do everything where no scope is named."""
    made = create_key(
        name="the market",
        scopes=scopes or ALL,
        is_test=is_test,
        now=now or timezone.now() - timedelta(hours=1),
        expires_at=expires_at,
        requests_per_minute=requests_per_minute,
    )
    return made.text


class Caller:
    """A caller that sends its key with every request."""

    def __init__(self, key: str | None = None) -> None:
        self._client = Client(raise_request_exception=False)
        self._headers = {} if key is None else {"authorization": f"Bearer {key}"}

    def get(self, path: str, query: Mapping[str, Any] | None = None, **headers: str) -> HttpResponse:
        return self._client.get(path, query, headers=self._headers | headers)  # type: ignore[return-value]

    def send(
        self, method: str, path: str, content: object = None, *, media_type: str = JSON, **headers: str
    ) -> HttpResponse:
        """Send content, bytes as they are, else as JSON."""
        body = content if isinstance(content, bytes) else b"" if content is None else json.dumps(content).encode()
        return self._client.generic(method, path, body, media_type, headers=self._headers | headers)  # type: ignore[return-value]

    def post(self, path: str, content: object = None, *, media_type: str = JSON, **headers: str) -> HttpResponse:
        return self.send("POST", path, content, media_type=media_type, **headers)


def read(response: HttpResponse) -> Any:  # noqa: ANN401  # as the answer has it
    """Return the JSON of an answer."""
    return json.loads(response.content)
