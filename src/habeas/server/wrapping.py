"""Keys of the service's own: derived from its secret key, one for each purpose, to wrap what only it may open.

AES-256-GCM under a key that HKDF derives. After the secret key was rotated the old ones still open what they wrapped.
"""

import os
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


class SealBroken(ValueError):
    """A sealed value, or a wrapped key, that none of the service's keys opens; says whose it is."""


def wrap(content: bytes, *, purpose: bytes, owner: str) -> bytes:
    """Return content that `unwrap` opens for the same purpose and owner alone."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _key(settings.SECRET_KEY, purpose).encrypt(nonce, content, owner.encode())


def unwrap(wrapped: bytes, *, purpose: bytes, owner: str) -> bytes:
    """Return what was wrapped, by this secret key or one before it. Raises SealBroken."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _key(secret, purpose).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], owner.encode())
        except InvalidTag:
            continue
    raise SealBroken(owner)


def rewrap(wrapped: bytes, *, purpose: bytes, owner: str) -> bytes:
    """Return the same content wrapped by the present secret key. Raises SealBroken."""
    return wrap(unwrap(wrapped, purpose=purpose, owner=owner), purpose=purpose, owner=owner)


@lru_cache(maxsize=64)
def _key(secret: str, purpose: bytes) -> AESGCM:
    # Derived once: deriving costs more than sealing.
    hkdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose)
    return AESGCM(hkdf.derive(secret.encode()))
