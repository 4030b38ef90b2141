"""What a money officer looks after: holds by the date of their end, claims, what does not add up, what is not done.

And money that nobody answers for any more.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from habeas.server.holds.asked import get_free
from habeas.server.holds.instructions import Unsettled, instruction_as_json, list_unsettled
from habeas.server.holds.models import Claim, Hold
from habeas.server.holds.standing import difference_as_json
from habeas.server.holds.unanswered import list_unanswered, unanswered_as_json
from habeas.server.holds.views import claim_as_json, deduction_as_json, hold_as_json, money_as_json
from habeas.server.journal.queries import list_differences
from habeas.server.parties.keys import read_keys

MOST: Final = 100
"""So many of each are looked after at once; what ends first comes first."""

LISTS: Final = ("holds", "claims", "unanswered", "differences", "instructions")
"""What there is to look after."""

NOTHING_SKIPPED: Final[Mapping[str, int]] = {}
"""Each list from its beginning."""

Json = dict[str, Any]


def get_overview(
    *, is_test: bool, now: datetime, most: int = MOST, skipped: Mapping[str, int] = NOTHING_SKIPPED
) -> Mapping[str, Any]:
    """Return what waits and when it ends, what is undecided, and where provider, host and journal do not agree.

    And what no plan answers for any more, as its contract ended.

    At most so many of each list are returned, behind so many that are `skipped` of it.
    """
    of = {name: slice(skipped.get(name, 0), skipped.get(name, 0) + most) for name in LISTS}
    differing = list_differences(is_test=is_test, most=of["differences"].stop)
    unanswered = list_unanswered(is_test=is_test, now=now, most=of["unanswered"].stop)
    unsettled = list_unsettled(is_test=is_test, now=now, most=of["instructions"].stop)
    return {
        "as_of": now.isoformat(),
        "holds": _holds(is_test=is_test, now=now, which=of["holds"]),
        "claims": _claims(is_test=is_test, which=of["claims"]),
        "unanswered": [unanswered_as_json(one) for one in unanswered[of["unanswered"]]],
        "differences": [difference_as_json(one) for one in differing[of["differences"]]],
        "instructions": [unsettled_as_json(one) for one in unsettled[of["instructions"]]],
    }


def _holds(*, is_test: bool, now: datetime, which: slice) -> Sequence[Json]:
    rows = Hold.objects.filter(is_test=is_test, released_at=None).select_related("owner", "claim")
    return [_waiting(row, now) for row in rows.order_by("release_at", "id")[which]]


def _waiting(row: Hold, now: datetime) -> Json:
    runs = row.released_at is None and now < row.release_at
    return hold_as_json(row) | {
        "claim_kind": row.claim.kind,
        "reference": row.claim.reference,
        "latest": row.latest.isoformat(),
        "is_past_due": row.released_at is None and not runs,
        "is_renewable": runs and row.renewed_at is None and row.claim.closed_at is None and row.release_at < row.latest,
    }


def read_hold(hold: str, *, is_test: bool, now: datetime) -> Mapping[str, Any] | None:
    """Return a hold with the reasons that its member reads, what became of its claim, and what was deducted for it.

    None where there is none of this id.
    """
    row = Hold.objects.filter(id=hold, is_test=is_test).select_related("owner", "claim", "deduction").first()
    if row is None:
        return None
    taken = {"deduction": deduction_as_json(row.deduction) if hasattr(row, "deduction") else None}
    member, keys = row.owner.party, read_keys([row.owner.party])
    sealed = {"because": row.sealed_because, "renewed_because": row.sealed_renewed_because}
    opened = {
        name: keys.open(member, bytes(text)).decode() if text is not None and keys.has(member) else None
        for name, text in sealed.items()
    }
    return _waiting(row, now) | opened | taken | {"upheld": row.claim.upheld}


def read_claim(claim: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a claim with its hold, and with the money that could wait for it, None where there is none of this id."""
    row = Claim.objects.filter(id=claim, is_test=is_test).select_related("owner", "claimant", "hold").first()
    if row is None:
        return None
    available = get_free(row.owner.party, currency=row.currency, is_test=is_test)
    return _undecided(row) | {"available": money_as_json(available)}


def _claims(*, is_test: bool, which: slice) -> Sequence[Json]:
    """Return the undecided claims, the oldest first, each with its hold where money waits or waited for it."""
    rows = Claim.objects.filter(is_test=is_test, closed_at=None).select_related("owner", "claimant", "hold")
    return [_undecided(row) for row in rows.order_by("opened_at", "id")[which]]


def _undecided(row: Claim) -> Json:
    return claim_as_json(row) | {"hold": row.hold.id if hasattr(row, "hold") else None}


def unsettled_as_json(unsettled: Unsettled) -> Json:
    """Return an instruction about which provider and service do not agree."""
    late = unsettled.late_since
    return {**instruction_as_json(unsettled.row), "late_since": None if late is None else late.isoformat()}
