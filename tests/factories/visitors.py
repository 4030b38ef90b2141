"""Members who come to the portal by their link."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from habeas.server.usecases.make_link import LASTS, make_link


def link_of(member: str, *, now: datetime | None = None, lasts: timedelta = LASTS) -> str:
    """Return the path of a new link for a member, whose address the host has confirmed."""
    made = make_link(member=member, by="operator", now=now or timezone.now(), lasts=lasts, vouched=True)
    return f"/portal/open/{made.text}"


def link_by(mandate: str, *, member: str, now: datetime | None = None) -> str:
    """Return the path of a new link for who acts for a member, whose address the host has confirmed."""
    made = make_link(member=member, by="operator", now=now or timezone.now(), vouched=True, mandate=mandate)
    return f"/portal/open/{made.text}"


class Visitor:
    """A browser without scripts that keeps cookies."""

    def __init__(self, member: str | None = None, **headers: str) -> None:
        self.client = Client(headers=headers, enforce_csrf_checks=False)
        if member is not None:
            assert self.open(link_of(member)).status_code == 302

    def open(self, path: str) -> HttpResponse:
        """Go on from the page of a link that the host vouched for."""
        return self.post(path, {"do": "open"})

    def get(self, path: str) -> HttpResponse:
        return self.client.get(path)  # type: ignore[return-value]

    def post(self, path: str, content: Mapping[str, Any] | None = None) -> HttpResponse:
        """Send a form; a file goes as a name and bytes."""
        fields = {name: _field(value) for name, value in (content or {}).items()}
        return self.client.post(path, fields)  # type: ignore[return-value]

    def read(self, path: str, *, status: int = 200) -> str:
        """Return the page at a path."""
        response = self.get(path)
        assert response.status_code == status, response.content
        return response.content.decode()


def _field(value: Any) -> Any:  # noqa: ANN401  # what a form takes
    if isinstance(value, list):
        return [_field(one) for one in value]
    return SimpleUploadedFile(*value) if isinstance(value, tuple) else value
