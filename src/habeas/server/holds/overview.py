"""What a money officer looks after: holds by the date of their end, claims, what does not add up, what is not done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from habeas.server.holds.instructions import Unsettled, instruction_as_json, list_unsettled
from habeas.server.holds.models import Claim, Hold
from habeas.server.holds.standing import difference_as_json
from habeas.server.holds.views import claim_as_json, hold_as_json
from habeas.server.journal.queries import list_differences

MOST: Final = 100
"""So many of each are looked after at once; what ends first comes first."""

Json = dict[str, Any]


def get_overview(*, is_test: bool, now: datetime, most: int = MOST) -> Mapping[str, Any]:
    """Return what waits and when it ends, what is undecided, and where provider, host and journal do not agree."""
    return {
        "as_of": now.isoformat(),
        "holds": _holds(is_test=is_test, now=now, most=most),
        "claims": _claims(is_test=is_test, most=most),
        "differences": [difference_as_json(one) for one in list_differences(is_test=is_test, most=most)],
        "instructions": [unsettled_as_json(one) for one in list_unsettled(is_test=is_test, now=now, most=most)],
    }


def _holds(*, is_test: bool, now: datetime, most: int) -> Sequence[Json]:
    rows = Hold.objects.filter(is_test=is_test, released_at=None).select_related("owner", "claim")
    return [
        hold_as_json(row)
        | {
            "claim_kind": row.claim.kind,
            "reference": row.claim.reference,
            "latest": row.latest.isoformat(),
            "is_past_due": row.release_at <= now,
            "is_renewable": row.renewed_at is None
            and row.claim.closed_at is None
            and now < row.release_at < row.latest,
        }
        for row in rows.order_by("release_at", "id")[:most]
    ]


def _claims(*, is_test: bool, most: int) -> Sequence[Json]:
    """Return the undecided claims, the oldest first, each with its hold where money waits or waited for it."""
    rows = Claim.objects.filter(is_test=is_test, closed_at=None).select_related("owner", "claimant", "hold")
    return [
        claim_as_json(row) | {"hold": row.hold.id if hasattr(row, "hold") else None}
        for row in rows.order_by("opened_at", "id")[:most]
    ]


def unsettled_as_json(unsettled: Unsettled) -> Json:
    """Return an instruction about which provider and service do not agree."""
    late = unsettled.late_since
    return {**instruction_as_json(unsettled.row), "late_since": None if late is None else late.isoformat()}
