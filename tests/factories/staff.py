"""People of the staff at their browsers."""

from base64 import b32decode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha1
from hmac import digest as hmac_digest
from typing import Any

from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client

from habeas.server.identity.models import Staff
from habeas.server.identity.roles import Role
from habeas.server.identity.staff import actor_of

PASSWORD = "a-long-enough-one-for-tests"


def employ(name: str, *roles: Role) -> Staff:
    """Return a person of the staff in these roles, whose e-mail is their name at the market's."""
    known = Staff.objects.filter(name=name).first()
    row = known or Staff.objects.create_user(email=f"{name}@market.example", name=name)
    if not row.check_password(PASSWORD):
        row.set_password(PASSWORD)
        row.save()
    row.groups.set([Group.objects.get_or_create(name=role.group)[0] for role in roles])
    return row


def code_shown(secret: str, *, at: datetime) -> str:
    """Return what a device shows at an instant (RFC 6238)."""
    counter = int(at.timestamp()) // 30
    mac = hmac_digest(b32decode(secret), counter.to_bytes(8, "big"), sha1)
    place = mac[-1] & 0xF
    return str((int.from_bytes(mac[place : place + 4], "big") & 0x7FFFFFFF) % 10**6).zfill(6)


class Desk:
    """A browser without scripts, in which a person of the staff has signed in."""

    def __init__(self, name: str, *roles: Role) -> None:
        self.staff = employ(name, *roles)
        self.actor = actor_of(self.staff.pk)
        self.client = Client()
        self.client.force_login(self.staff)

    def get(self, path: str) -> HttpResponse:
        return self.client.get(f"/console/{path}")  # type: ignore[return-value]

    def read(self, path: str, *, status: int = 200) -> str:
        """Return the page at a path."""
        response = self.get(path)
        assert response.status_code == status, response.content.decode()
        return response.content.decode()

    def send(self, path: str, fields: Mapping[str, Any] | None = None, *, status: int = 302) -> HttpResponse:
        """Send a form; where it is done, the page that follows is another."""
        response: HttpResponse = self.client.post(f"/console/{path}", fields or {})  # type: ignore[assignment]
        assert response.status_code == status, response.content.decode()
        return response
