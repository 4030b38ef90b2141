"""Lets go of what is kept no longer (GDPR5). Runs as often as you like; each run takes a bounded bite."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from habeas.domain.retention import RecordClass
from habeas.server.audit.operations import Happening, append
from habeas.server.holdings.purging import purge_records

BITE: Final = 1_000
"""Records of each class that one transaction deletes: short enough for others to wait."""


def purge_expired(*, now: datetime, most: int = BITE) -> Mapping[RecordClass, int]:
    """Delete what is due to go and return how many of each class; call again while there are `most` of any."""
    with transaction.atomic():
        gone = purge_records(now=now, most=most)
        if gone:
            payload = {str(name): number for name, number in gone.items()}
            purged = Happening(at=now, action="records.purged", actor="retention", subject="records", payload=payload)
            append([purged], seal=_seal_nothing)
        return gone


def _seal_nothing(member: str, content: bytes) -> bytes:
    raise AssertionError(member, content)
