"""The report about money that waits, of what the tables hold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.freezes import LegalBasis
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.report import (
    Frozen,
    Missed,
    MoneyReport,
    Month,
    Move,
    Standing,
    Wait,
    list_months,
    report_money,
)
from habeas.domain.journal.entries import State
from habeas.money import Money
from habeas.server.holds.models import Deduction, Hold, LegalFreeze, Loss
from habeas.server.journal.models import Posting

Json = dict[str, Any]


def get_money_report(*, is_test: bool, months: int, now: datetime) -> MoneyReport:
    """Return what waits now, and what happened in so many calendar months, this one the last."""
    periods = list_months(until=now, count=months)
    start = periods[0].start
    ended = Q(released_at__gte=start) | Q(loss__recorded_at__gte=start) | Q(deduction__restored_at__gte=start)
    found = Hold.objects.filter(Q(released_at=None) | ended, is_test=is_test, placed_at__lte=now)
    rows = found.select_related("claim", "loss", "deduction")
    waits = (_wait(row) for row in rows.order_by("placed_at", "id"))
    return report_money(waits, periods=periods, at=now, frozen=_list_frozen(start, is_test=is_test, now=now))


def _list_frozen(start: datetime, *, is_test: bool, now: datetime) -> Sequence[Frozen]:
    """Return freezes by law that reach past an instant, each with what moved what its member has available."""
    reaches = Q(lifted_at=None) | Q(lifted_at__gte=start)
    rows = list(LegalFreeze.objects.filter(reaches, is_test=is_test, placed_at__lte=now).select_related("owner"))
    moves: dict[int, list[Move]] = defaultdict(list)
    mine = Posting.objects.filter(owner__in={row.owner_id for row in rows}, state=State.AVAILABLE)
    for owner, at, currency, amount in mine.values_list("owner", "entry__occurred_at", "currency", "amount"):
        moves[owner].append(Move(at=at, currency=currency, amount=amount))
    return [
        Frozen(
            member=row.owner.party,
            basis=LegalBasis(row.basis),
            placed_at=row.placed_at,
            lifted_at=row.lifted_at,
            moves=moves[row.owner_id],
        )
        for row in rows
    ]


def _wait(row: Hold) -> Wait:
    loss: Loss | None = getattr(row, "loss", None)
    deduction: Deduction | None = getattr(row, "deduction", None)
    return Wait(
        ground=ClaimKind(row.claim.kind),
        money=Money(row.amount, row.currency),
        placed_at=row.placed_at,
        release_at=row.release_at,
        released_at=row.released_at,
        because=ReleasedBecause(row.released_because) if row.released_because else None,
        was_wrong=loss is not None or _fell_with_hold(deduction),
        owed=None if loss is None else Money(loss.owed, loss.currency),
        owed_at=None if loss is None else loss.recorded_at,
        missed=_missed(deduction),
    )


def _fell_with_hold(deduction: Deduction | None) -> bool:
    """Tell whether a deduction was given back because its hold was wrong: it cost from the hold's beginning on."""
    return deduction is not None and deduction.lost_since is not None and deduction.lost_since < deduction.decided_at


def _missed(deduction: Deduction | None) -> Missed | None:
    """Return what a wrong deduction took and for how long; the hold before it is counted by itself."""
    if deduction is None or deduction.restored_at is None:
        return None
    return Missed(
        money=Money(deduction.amount, deduction.currency),
        since=deduction.decided_at,
        until=deduction.restored_at,
        owed=Money(deduction.owed or 0, deduction.currency),
    )


def report_as_json(report: MoneyReport) -> Mapping[str, Any]:
    """Return a report as interfaces write it."""
    return {
        "standing": [_standing(one) for one in report.standing],
        "months": [_month(one) for one in report.months],
    }


def _standing(one: Standing) -> Json:
    return {
        "ground": one.ground.value,
        "days": one.days,
        "holds": one.holds,
        "amount": {"amount": one.amount, "currency": one.currency},
    }


def _month(one: Month) -> Json:
    return {
        "from": one.period.start.date().isoformat(),
        "currency": one.currency,
        "placed": one.placed,
        "released": {because.value: count for because, count in one.released.items()},
        "waited": one.waited,
        "waited_wrongly": one.waited_wrongly,
        "owed": one.owed,
        "late": one.late,
        "standing": [_standing(each) for each in one.standing],
    }
