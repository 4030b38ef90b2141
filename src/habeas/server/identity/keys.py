"""The text of an API key, and what is kept of it."""

import hashlib
import re
import secrets
from typing import Final

LIVE_PREFIX: Final = "hb_live_"
TEST_PREFIX: Final = "hbt_"

KEY_BITS: Final = 256
"""Too many to guess: a plain hash is enough to keep, no salt or stretching needed."""

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LENGTH: Final = 43
"""Digits of base 62 that 256 bits take."""

_KEY: Final = re.compile(rf"(?:{LIVE_PREFIX}|{TEST_PREFIX})[0-9A-Za-z]{{{_LENGTH}}}")


def new_key(*, is_test: bool) -> str:
    """Return the text of a new key. It is shown once and never kept."""
    number, digits = secrets.randbits(KEY_BITS), ""
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_DIGITS))
        digits += _DIGITS[place]
    return (TEST_PREFIX if is_test else LIVE_PREFIX) + digits


def is_key(text: str) -> bool:
    """Return whether a text has the form of a key."""
    return _KEY.fullmatch(text) is not None


def digest_of(key: str) -> str:
    """Return what is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def new_id() -> str:
    """Return the id of a new key. It says nothing of the key."""
    return f"key_{secrets.token_hex(8)}"
