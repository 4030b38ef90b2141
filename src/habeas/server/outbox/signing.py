"""Secrets that sign webhooks: made here, kept sealed, opened to sign. Each endpoint has its own."""

import base64
import secrets
from datetime import datetime
from typing import Final

from habeas.server.outbox.models import Endpoint
from habeas.server.wrapping import rewrap, unwrap, wrap

PREFIX: Final = "whsec_"
"""By which Standard Webhooks tells a secret."""

_SECRET_BYTES: Final = 32
_PURPOSE: Final = b"habeas webhook secrets, version 1"


def new_secret() -> str:
    """Return a fresh secret as its owner is shown it, once."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def seal_secret(secret: str, *, endpoint: str) -> bytes:
    """Return a secret as it is kept for this endpoint alone."""
    return wrap(secret.encode(), purpose=_PURPOSE, owner=endpoint)


def open_secrets(endpoint: Endpoint, *, now: datetime) -> tuple[str, ...]:
    """Return the secrets to sign with: the present one, and the one before it while it still counts."""
    sealed = [endpoint.sealed_secret]
    if endpoint.sealed_old_secret is not None and endpoint.old_secret_until and endpoint.old_secret_until > now:
        sealed.append(endpoint.sealed_old_secret)
    return tuple(unwrap(bytes(one), purpose=_PURPOSE, owner=endpoint.id).decode() for one in sealed)


def rewrap_secrets() -> int:
    """Wrap the secrets of all endpoints by the present secret key, and return how many endpoints there are."""
    rows = list(Endpoint.objects.select_for_update())
    for row in rows:
        row.sealed_secret = rewrap(bytes(row.sealed_secret), purpose=_PURPOSE, owner=row.id)
        if row.sealed_old_secret is not None:
            row.sealed_old_secret = rewrap(bytes(row.sealed_old_secret), purpose=_PURPOSE, owner=row.id)
        row.save(update_fields=["sealed_secret", "sealed_old_secret"])
    return len(rows)
