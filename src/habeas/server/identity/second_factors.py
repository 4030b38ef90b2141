"""The secrets of sign-in codes, wrapped by the service's key: of the database alone nobody signs in."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Final

from allauth.mfa.models import Authenticator

from habeas.server.wrapping import rewrap, unwrap, wrap

_PURPOSE: Final = b"habeas second factor"
_OWNER: Final = "staff"
_SECRETS: Final = ("secret", "seed")
"""What allauth keeps wrapped: of a device that shows codes, and of codes on paper."""


def wrap_secret(text: str) -> str:
    """Return a secret as it is kept."""
    return _as_text(wrap, text.encode())


def unwrap_secret(kept: str) -> str:
    """Return a secret that was kept. Raises SealBroken."""
    return unwrap(b64decode(kept), purpose=_PURPOSE, owner=_OWNER).decode()


def rewrap_second_factors() -> int:
    """Wrap every secret by the present key and return how many owners have some. Raises SealBroken."""
    owners = set()
    for row in Authenticator.objects.select_for_update().order_by("pk"):
        kept = {name: _as_text(rewrap, b64decode(row.data[name])) for name in _SECRETS if name in row.data}
        row.data = {**row.data, **kept}
        row.save(update_fields=["data"])
        owners.add(row.user_id)
    return len(owners)


def _as_text(act: Callable[..., bytes], content: bytes) -> str:
    return b64encode(act(content, purpose=_PURPOSE, owner=_OWNER)).decode()
