"""Wraps members' keys by the present secret key, after it was rotated."""

from collections.abc import Sequence

from habeas.server.parties.erasure import RETAINED_KEYS
from habeas.server.parties.keys import MEMBER_KEYS
from habeas.server.parties.models import Member
from habeas.server.wrapping import rewrap


def rewrap_members(*, after: str, most: int) -> Sequence[str]:
    """Wrap the keys of the next members by their ids anew, and return whose. Raises SealBroken."""
    rows = list(Member.objects.select_for_update().filter(id__gt=after).order_by("id")[:most])
    for row in rows:
        row.wrapped_key = _anew(row.wrapped_key, MEMBER_KEYS, row.id)
        row.retained_key = _anew(row.retained_key, RETAINED_KEYS, row.id)
    Member.objects.bulk_update(rows, ["wrapped_key", "retained_key"])
    return [row.id for row in rows]


def _anew(wrapped: bytes | memoryview | None, purpose: bytes, owner: str) -> bytes | None:
    return None if wrapped is None else rewrap(bytes(wrapped), purpose=purpose, owner=owner)
