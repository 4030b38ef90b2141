"""The log's own key: made when the first checkpoint is signed, its private half wrapped by the service's secret key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from habeas.domain.audit.notes import Sign, VerifierKey
from habeas.server.audit import models
from habeas.server.wrapping import rewrap, unwrap, wrap

_PURPOSE: Final = b"habeas audit signing key, version 1"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the key as it is published, and how to sign with it."""

    key: VerifierKey
    sign: Sign


def get_verifier_key() -> VerifierKey | None:
    """Return the log's public key under its name, None where nothing was ever signed."""
    row = models.SigningKey.objects.first()
    return None if row is None else VerifierKey(row.origin, bytes(row.public))


def ensure_signer(*, origin: str, now: datetime) -> Signer:
    """Return the log's signer; the first time make its key, under this name, which it keeps. Raises SealBroken."""
    row = models.SigningKey.objects.first() or _make(origin, now)
    private = Ed25519PrivateKey.from_private_bytes(unwrap(bytes(row.wrapped), purpose=_PURPOSE, owner=row.origin))
    return Signer(VerifierKey(row.origin, bytes(row.public)), private.sign)


def _make(origin: str, now: datetime) -> models.SigningKey:
    private = Ed25519PrivateKey.generate()
    return models.SigningKey.objects.create(
        origin=origin,
        public=private.public_key().public_bytes_raw(),
        wrapped=wrap(private.private_bytes_raw(), purpose=_PURPOSE, owner=origin),
        created_at=now,
    )


def rewrap_signing_key() -> int:
    """Wrap the signing key by the present secret key, and return how many keys that were. Raises SealBroken."""
    rows = list(models.SigningKey.objects.select_for_update())
    for row in rows:
        row.wrapped = rewrap(bytes(row.wrapped), purpose=_PURPOSE, owner=row.origin)
        row.save(update_fields=["wrapped"])
    return len(rows)
