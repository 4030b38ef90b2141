"""Salted commitments: what stands in the log for a payload that is kept, and can be erased, beside it.

The salt is kept with the payload. When both are gone the commitment says nothing of what it stood for (GDPR17).
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from habeas.domain.audit.canonical import canonical_bytes

SALT_LENGTH: Final = 32
"""Bytes of a salt; as many as the digest, so that nobody can go through all of them."""


class SaltOfWrongLength(ValueError):
    """A salt that is not SALT_LENGTH bytes long."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What shows that a commitment stood for a payload: the payload with its salt."""

    payload: Any
    salt: bytes


def commit(opening: Opening) -> str:
    """Return the commitment, in hexadecimal. Raises SaltOfWrongLength, and NotCanonical for the payload."""
    if len(opening.salt) != SALT_LENGTH:
        raise SaltOfWrongLength(f"a salt has {SALT_LENGTH} bytes, this one {len(opening.salt)}")
    return sha256(opening.salt + canonical_bytes(opening.payload)).hexdigest()


def is_opened_by(commitment: str, opening: Opening) -> bool:
    """Return whether the commitment stood for this payload with this salt."""
    return hmac.compare_digest(commitment, commit(opening))
