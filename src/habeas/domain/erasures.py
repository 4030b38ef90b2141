"""What of a member's records goes when they are erased, and what stays, on which ground, until when (GDPR17)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from habeas.domain.retention import RETENTION, RecordClass, kept_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One record about a member. `since` starts its clock, None where it does not run yet (a case still open).

    `restricts` says whether it belongs to a decision that restricted the member, which a claim may be about.
    """

    record_class: RecordClass
    id: str
    since: datetime | None
    restricts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What stays of one class: how many, why, by which rule, and when the last of it goes (None: not yet known)."""

    record_class: RecordClass
    number: int
    ground: str
    rule: str
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan:
    """What goes and what stays. `stays` names the records; `until` is when nothing has to stay any more."""

    erased: Mapping[RecordClass, int]
    kept: tuple[Kept, ...]
    stays: frozenset[tuple[RecordClass, str]]
    until: datetime | None


def plan_erasure(holdings: Sequence[Holding], *, now: datetime) -> ErasurePlan:
    """Return what of these records goes at once, and what a legal exception keeps."""
    staying = [one for one in holdings if _stays(one, now)]
    stays = frozenset((one.record_class, one.id) for one in staying)
    erased = Counter(one.record_class for one in holdings if (one.record_class, one.id) not in stays)
    classes = sorted({one.record_class for one in staying})
    kept = tuple(_kept(name, [one for one in staying if one.record_class is name]) for name in classes)
    return ErasurePlan(erased=dict(sorted(erased.items())), kept=kept, stays=stays, until=_last(staying))


def _stays(holding: Holding, now: datetime) -> bool:
    if not holding.restricts or RETENTION[holding.record_class].outlives_erasure is None:
        return False
    until = _until(holding)
    return until is None or until > now


def _until(holding: Holding) -> datetime | None:
    return None if holding.since is None else kept_until(holding.record_class, since=holding.since)


def _last(holdings: Sequence[Holding]) -> datetime | None:
    """Return when the last of them goes, None where one has no end yet or there is none."""
    ends = [_until(one) for one in holdings]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _kept(record_class: RecordClass, holdings: Sequence[Holding]) -> Kept:
    retention = RETENTION[record_class]
    return Kept(
        record_class=record_class,
        number=len(holdings),
        ground=retention.outlives_erasure or "",
        rule=retention.rule,
        until=_last(holdings),
    )


def plan_as_json(plan: ErasurePlan) -> dict[str, Any]:
    """Return the plan as it is shown and logged; it names no record and nobody."""
    return {
        "erased": {str(name): number for name, number in plan.erased.items()},
        "kept": [
            {
                "records": str(one.record_class),
                "number": one.number,
                "ground": one.ground,
                "rule": one.rule,
                "until": None if one.until is None else one.until.isoformat(),
            }
            for one in plan.kept
        ],
    }
