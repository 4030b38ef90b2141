"""Signed notes (C2SP signed-note) with Ed25519: text, and below it who signed it.

The arithmetic of signatures is handed in, so that the core needs no package for it.
"""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

ED25519: Final = b"\x01"
"""The type of a signature, as C2SP numbers them."""

KEY_LENGTH: Final = 32
"""Bytes of a public key of Ed25519."""

MOST_SIGNATURES: Final = 100
"""More signatures than this are no note of ours: readers must take 16, and need a bound."""

_NAME: Final = re.compile(r"[^\s+]+")
_SIGNATURE_LINE: Final = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/=]+)")
_VERIFIER_KEY: Final = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")

Sign = Callable[[bytes], bytes]
"""Return the signature of a message."""

Verify = Callable[[bytes, bytes, bytes], bool]
"""Return whether a public key made this signature of a message: `verify(public, message, signature)`."""


class BadNote(ValueError):
    """Text that is no signed note, with the cause in words."""


class BadVerifierKey(ValueError):
    """Text that is no verifier key, with the cause in words."""


class Standing(StrEnum):
    """What one key says of a note."""

    SIGNED = "signed"
    UNSIGNED = "not signed by this key"
    FORGED = "the signature is not of this text"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name that its owner goes by."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        """Refuse what could not be written as one word."""
        if not _NAME.fullmatch(self.name):
            raise BadVerifierKey(f"the name {self.name!r} is empty, or holds a space or a plus")
        if len(self.public) != KEY_LENGTH:
            raise BadVerifierKey(f"a key of Ed25519 has {KEY_LENGTH} bytes, this one {len(self.public)}")

    @property
    def id(self) -> bytes:
        """Return the four bytes that tell this key from others of its name."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """Return the key as it is published: name+id+key."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


def read_verifier_key(text: str) -> VerifierKey:
    """Return the key that was published as name+id+key. Raises BadVerifierKey."""
    if not (found := _VERIFIER_KEY.fullmatch(text.strip())):
        raise BadVerifierKey("not name+id+key, as in example.com/log+1a2b3c4d+AQ...")
    name, key_id, encoded = found.groups()
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise BadVerifierKey("the key is not in base64") from error
    if decoded[:1] != ED25519:
        raise BadVerifierKey("not a key of Ed25519")
    key = VerifierKey(name, decoded[1:])
    if key.id.hex() != key_id:
        raise BadVerifierKey(f"the id {key_id} is not of this name and key; mistyped?")
    return key


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature below a note: by which name, with which key, its bytes."""

    name: str
    key_id: bytes
    signed: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """Text that ends with a line break, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        """Return the note as it is published."""
        lines = (f"— {one.name} {base64.b64encode(one.key_id + one.signed).decode()}\n" for one in self.signatures)
        return f"{self.text}\n{''.join(lines)}"


def sign_note(*, text: str, key: VerifierKey, sign: Sign) -> Note:
    """Return a note with one signature."""
    return Note(text, (Signature(key.name, key.id, sign(text.encode())),))


def read_note(text: str) -> Note:
    """Return the note that was published. Raises BadNote. Says nothing of whether the signatures hold."""
    if any(letter < " " and letter != "\n" for letter in text):
        raise BadNote("holds a control character")
    body, gap, below = text.rpartition("\n\n")
    lines = below.split("\n")
    if not gap or not body or lines.pop():
        raise BadNote("not text, an empty line, and signatures, each on a line of its own")
    if not 1 <= len(lines) <= MOST_SIGNATURES:
        raise BadNote(f"{len(lines)} signatures; from 1 to {MOST_SIGNATURES} are read")
    return Note(f"{body}\n", tuple(map(_read_signature, lines)))


def _read_signature(line: str) -> Signature:
    if not (found := _SIGNATURE_LINE.fullmatch(line)):
        raise BadNote(f"no signature: {line[:60]!r}")
    name, encoded = found.groups()
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except binascii.Error as error:
        raise BadNote(f"the signature by {name} is not in base64") from error
    if len(decoded) <= len(b"four"):
        raise BadNote(f"the signature by {name} is too short")
    return Signature(name, decoded[:4], decoded[4:])


def standing(note: Note, *, key: VerifierKey, verify: Verify) -> Standing:
    """Return what a key says of a note; one signature of this key that does not hold spoils the note."""
    own = [one.signed for one in note.signatures if (one.name, one.key_id) == (key.name, key.id)]
    if not own:
        return Standing.UNSIGNED
    message = note.text.encode()
    return Standing.SIGNED if all(verify(key.public, message, signed) for signed in own) else Standing.FORGED
