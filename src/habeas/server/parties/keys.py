"""Members' keys: one each, wrapped by a key of the service. What a key sealed is gone when the key is.

AES-256-GCM with a fresh nonce for each value; the member's id is bound to it, so that nothing sealed
for one member opens as another's.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from habeas.server.parties.models import Member
from habeas.server.wrapping import KEY_BYTES, NONCE_BYTES, SealBroken, unwrap, wrap

MEMBER_KEYS: Final = b"habeas member keys, version 1"


class KeyDestroyed(LookupError):
    """The member was erased: what was sealed for them cannot be opened again, and nothing more is sealed."""

    def __init__(self, member: str) -> None:
        super().__init__(member)
        self.member = member


class Keyring:
    """The keys of some members, unwrapped. Holds no more than was asked for."""

    def __init__(self, keys: Mapping[str, AESGCM]) -> None:
        self._keys = keys

    def has(self, member: str) -> bool:
        """Return whether anything can be sealed or opened for a member."""
        return member in self._keys

    def seal(self, member: str, content: bytes) -> bytes:
        """Return content that only this member's key opens. Raises KeyDestroyed."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._key(member).encrypt(nonce, content, member.encode())

    def open(self, member: str, sealed: bytes) -> bytes:
        """Return what was sealed for a member. Raises KeyDestroyed, SealBroken."""
        try:
            return self._key(member).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], member.encode())
        except InvalidTag as error:
            raise SealBroken(member) from error

    def _key(self, member: str) -> AESGCM:
        key = self._keys.get(member)
        if key is None:
            raise KeyDestroyed(member)
        return key


NOBODY: Final = Keyring({})
"""For entries of the audit log that are about no member."""


def lock_members(members: Iterable[str], *, now: datetime) -> Keyring:
    """Return the keys of members, whose rows are locked till the transaction ends. Unknown ones get a row and a key.

    Rows are locked in the order of their ids, so that two transactions never wait for each other. Others may
    go on to point at them: whoever does is checked at the end, while nobody else can append to the log.
    """
    wanted = sorted(set(members))
    known = set(Member.objects.filter(id__in=wanted).values_list("id", flat=True))
    Member.objects.bulk_create(
        [
            Member(id=member, wrapped_key=_new_key(member), first_heard_at=now)
            for member in wanted
            if member not in known
        ],
        ignore_conflicts=True,
    )
    return _keyring(Member.objects.select_for_update(no_key=True).filter(id__in=wanted).order_by("id"))


def was_heard_of(member: str) -> bool:
    """Tell whether anything was ever heard of a member, erased since or not."""
    return Member.objects.filter(id=member).exists()


def is_known(member: str) -> bool:
    """Tell whether anything was ever heard of a member who was not erased."""
    return Member.objects.filter(id=member, erased_at=None).exists()


def read_keys(members: Iterable[str]) -> Keyring:
    """Return the keys of members that have one, for reading what is theirs."""
    return _keyring(Member.objects.filter(id__in=set(members)))


def _keyring(members: Iterable[Member]) -> Keyring:
    return Keyring(
        {
            one.id: AESGCM(unwrap(bytes(one.wrapped_key), purpose=MEMBER_KEYS, owner=one.id))
            for one in members
            if one.wrapped_key
        }
    )


def _new_key(member: str) -> bytes:
    return wrap(AESGCM.generate_key(8 * KEY_BYTES), purpose=MEMBER_KEYS, owner=member)
