"""First passwords, made at random: long enough that nobody guesses them, of letters that nobody mistakes."""

import secrets
from typing import Final

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_BLOCKS: Final = 5
_IN_A_BLOCK: Final = 5
"""Blocks and letters in each: 25 of 31 letters are 123 bits."""


def new_password() -> str:
    """Return a new password, in blocks that can be read out."""
    blocks = ("".join(secrets.choice(_LETTERS) for _ in range(_IN_A_BLOCK)) for _ in range(_BLOCKS))
    return "-".join(blocks)
