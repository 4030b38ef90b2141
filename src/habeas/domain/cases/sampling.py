"""Which messages a person looks at whatever was found in them: a share, chosen by the event's id alone.

The same id is chosen wherever and however often it is asked about, and nobody can see it coming: the digest of an id
says nothing of its message.
"""

from hashlib import sha256
from typing import Final

_DRAWS: Final = 1 << 64
"""How many draws there are: enough that a share of a millionth is met."""


def is_sampled(event_id: str, *, share: float) -> bool:
    """Tell whether a message belongs to the random sample of this share, 0 to 1."""
    drawn = int.from_bytes(sha256(f"sample\n{event_id}".encode()).digest()[:8])
    return drawn < share * _DRAWS
