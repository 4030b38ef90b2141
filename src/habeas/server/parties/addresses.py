"""Members' e-mail addresses, sealed under their keys: for what they have to be told, and for nothing else."""

import hmac

from habeas.server.parties.erasure import Living
from habeas.server.parties.keys import Keyring
from habeas.server.parties.models import Member


def keep_address(living: Living, email: str | None) -> None:
    """Write a member's address in place of any other; None takes it out."""
    row = living.row
    row.sealed_email = None if email is None else living.keys.seal(row.id, email.encode())
    row.save(update_fields=["sealed_email"])


def read_address(member: str, *, keys: Keyring) -> str | None:
    """Return a member's address; None where none is known, or the member was erased."""
    sealed = Member.objects.filter(id=member).values_list("sealed_email", flat=True).first()
    return keys.open(member, bytes(sealed)).decode() if sealed is not None and keys.has(member) else None


def has_address(member: str) -> bool:
    """Tell whether a member can be mailed."""
    return Member.objects.filter(id=member, sealed_email__isnull=False).exists()


def is_same(typed: str, known: str) -> bool:
    """Tell whether somebody typed the address that is known, in letters of any size; as long for each wrong one."""
    return hmac.compare_digest(typed.strip().casefold().encode(), known.casefold().encode())
