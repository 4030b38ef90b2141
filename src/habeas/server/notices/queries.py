"""Reads of notices."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from habeas.server.notices.models import Notice
from habeas.server.parties.keys import read_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A statement, and how it reached its member. `statement` is None where the member was erased."""

    statement: Mapping[str, Any] | None
    digest: str
    due_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    failed_at: datetime | None
    withdrawn_at: datetime | None


def get_statement(decision_id: str, *, is_test: bool) -> Handed | None:
    """Return the last statement of a decision; None where it has none, as one in shadow."""
    row = Notice.objects.filter(decision=decision_id, is_test=is_test).order_by("-due_at", "-id").first()
    if row is None:
        return None
    keys = read_keys([row.member_id])
    is_there = keys.has(row.member_id)
    return Handed(
        statement=json.loads(keys.open(row.member_id, bytes(row.sealed))) if is_there else None,
        digest=row.digest,
        due_at=row.due_at,
        sent_at=row.sent_at,
        delivered_at=row.delivered_at,
        failed_at=row.failed_at,
        withdrawn_at=row.withdrawn_at,
    )
