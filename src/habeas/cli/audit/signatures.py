"""Checks signatures of Ed25519 with the package `cryptography`: all that a check of exported files needs besides."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from habeas.domain.audit.notes import VerifierKey


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether the public key made this signature of the message."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ModuleNotFoundError as error:
        cause = "signatures are checked with the package `cryptography`: pip install cryptography"
        raise typer.BadParameter(cause) from error
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def read_key(given: str) -> "VerifierKey":
    """Return the key that an option gives: itself, or the file that holds it."""
    from habeas.domain.audit.notes import BadVerifierKey, read_verifier_key

    place = Path(given)
    try:
        return read_verifier_key(place.read_text(encoding="utf-8") if place.is_file() else given)
    except (OSError, ValueError) as error:
        cause = error if isinstance(error, BadVerifierKey) else f"cannot read {place}: {error}"
        raise typer.BadParameter(str(cause), param_hint="--key") from error
