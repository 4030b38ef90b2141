"""Gives an endpoint a new secret. For a while both sign, so that its owner changes over without losing any."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from habeas.server.outbox.models import Endpoint
from habeas.server.outbox.signing import new_secret, seal_secret

OVERLAP: Final = timedelta(hours=24)
"""A working day to change over in. A secret that leaked is given none."""


class NoSuchEndpoint(LookupError):
    """No endpoint with this id takes webhooks."""


def rotate_endpoint_secret(*, endpoint: str, now: datetime, overlap: timedelta = OVERLAP) -> str:
    """Return the endpoint's new secret; the old one signs, too, till the overlap ends. Raises NoSuchEndpoint."""
    secret = new_secret()
    with transaction.atomic():
        row = Endpoint.objects.select_for_update().filter(id=endpoint, disabled_at=None).first()
        if row is None:
            raise NoSuchEndpoint(endpoint)
        if overlap > timedelta():
            row.sealed_old_secret, row.old_secret_until = row.sealed_secret, now + overlap
        else:
            row.sealed_old_secret, row.old_secret_until = None, None
        row.sealed_secret = seal_secret(secret, endpoint=endpoint)
        row.save(update_fields=["sealed_secret", "sealed_old_secret", "old_secret_until"])
    return secret
