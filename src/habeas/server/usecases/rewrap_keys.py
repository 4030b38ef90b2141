"""Wraps every key of the service by the present secret key, so that the one before it can be forgotten."""

from datetime import datetime
from typing import Final

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.audit.signing import rewrap_signing_key
from habeas.server.identity.second_factors import rewrap_second_factors
from habeas.server.outbox.signing import rewrap_secrets
from habeas.server.parties.erasure import scrub_pages
from habeas.server.parties.rotation import rewrap_members

BITE: Final = 500
"""Members whose keys one transaction wraps: short enough for others to wait."""


def rewrap_keys(*, by: str, now: datetime) -> int:
    """Wrap all keys anew and return how many owners have some; broken off, it can begin again. Raises SealBroken."""
    number, after = 0, ""
    while True:
        with transaction.atomic():
            members = rewrap_members(after=after, most=BITE)
        if not members:
            break
        number, after = number + len(members), members[-1]
    with transaction.atomic():
        number += rewrap_signing_key() + rewrap_secrets() + rewrap_second_factors()
        done = Happening(at=now, action="keys.rewrapped", actor=by, subject="keys", payload={"owners": number})
        append([done], seal=_seal_nothing)
    scrub_pages()
    return number


def _seal_nothing(member: str, content: bytes) -> bytes:
    raise AssertionError(member, content)
