"""Registers an address of the host for the webhooks that it wants. Its secret is shown this once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings

from habeas.server.adapters.destinations import check_url, read_networks
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.models import Endpoint
from habeas.server.outbox.signing import new_secret, seal_secret


class TypeUnknown(ValueError):
    """Types that no webhook has, and those that there are; or no type at all."""

    def __init__(self, unknown: Collection[str]) -> None:
        super().__init__(unknown)
        self.unknown = tuple(sorted(unknown))

    def __str__(self) -> str:
        """Say what is wrong and what may be asked for."""
        wrong = f"no webhook has the type {', '.join(self.unknown)}" if self.unknown else "no type is named"
        return f"{wrong}; there are {', '.join(WebhookType.values)}"


@dataclass(frozen=True, slots=True)
class Registered:
    """A new endpoint and the secret by which its owner tells our webhooks from others'."""

    id: str
    secret: str


def register_endpoint(*, url: str, types: Collection[str], by: str, now: datetime) -> Registered:
    """Return a new endpoint, which is sent what happens from now on. Raises DestinationRefused, TypeUnknown."""
    check_url(url, allowed=read_networks(settings.HABEAS.private_receivers))
    unknown = set(types) - set(WebhookType.values)
    if unknown or not types:
        raise TypeUnknown(unknown)
    endpoint, secret = f"end_{uuid4().hex}", new_secret()
    Endpoint.objects.create(
        id=endpoint,
        url=url,
        types=sorted(set(types)),
        sealed_secret=seal_secret(secret, endpoint=endpoint),
        created_at=now,
        created_by=by,
    )
    return Registered(endpoint, secret)
