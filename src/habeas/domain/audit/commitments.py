"""Salted commitments: what stands in the log for a payload that is kept, and can be erased, beside it.

The salt is kept with the payload. When both are gone the commitment says nothing of what it stood for (GDPR17).
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from habeas.domain.audit.canonical import canonical_bytes, read_canonical

SALT_LENGTH: Final = 32
"""Bytes of a salt; as many as the digest, so that nobody can go through all of them."""


class SaltOfWrongLength(ValueError):
    """A salt that is not SALT_LENGTH bytes long."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What shows that a commitment stood for a payload: the payload with its salt."""

    payload: Any
    salt: bytes


@dataclass(frozen=True, slots=True)
class Committed:
    """What stands in the log, and the opening as it is kept beside it: `{"payload": ..., "salt": "<hexadecimal>"}`."""

    commitment: str
    kept: bytes


def commit(opening: Opening) -> Committed:
    """Return the commitment to a payload. Raises SaltOfWrongLength, and NotCanonical for the payload."""
    if len(opening.salt) != SALT_LENGTH:
        raise SaltOfWrongLength(f"a salt has {SALT_LENGTH} bytes, this one {len(opening.salt)}")
    written = canonical_bytes(opening.payload)
    kept = b'{"payload":%s,"salt":"%s"}' % (written, opening.salt.hex().encode())
    return Committed(sha256(opening.salt + written).hexdigest(), kept)


def read_opening(kept: bytes) -> Opening:
    """Return the opening that was kept. Raises NotCanonical."""
    content = read_canonical(kept)
    return Opening(content["payload"], bytes.fromhex(content["salt"]))


def is_opened_by(commitment: str, opening: Opening) -> bool:
    """Return whether the commitment stood for this payload with this salt."""
    return hmac.compare_digest(commitment, commit(opening).commitment)
