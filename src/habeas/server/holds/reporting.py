"""The report about money that waits, of what the tables hold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from habeas.domain.holds.claims import ClaimKind
from habeas.domain.holds.freezes import LegalBasis
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.report import (
    Frozen,
    Lost,
    MoneyReport,
    Month,
    Move,
    PlanGround,
    Standing,
    Wait,
    Wrong,
    list_months,
    report_money,
)
from habeas.domain.journal.entries import State
from habeas.money import Money
from habeas.server.holds.lessenings import Lessenings, map_lessenings
from habeas.server.holds.models import Deduction, Hold, LegalFreeze, Loss, PaymentLoss
from habeas.server.journal.models import Posting

Json = dict[str, Any]


def get_money_report(*, is_test: bool, months: int, now: datetime) -> MoneyReport:
    """Return what waits now, and what happened in so many calendar months, this one the last."""
    periods = list_months(until=now, count=months)
    start = periods[0].start
    reaches = Q(released_at=None) | Q(released_at__gte=start)
    found = Hold.objects.filter(reaches, is_test=is_test, placed_at__lte=now).select_related("claim")
    lessenings = map_lessenings(found)
    return report_money(
        [_wait(row, lessenings) for row in found.order_by("placed_at", "id")],
        periods=periods,
        at=now,
        lost=_list_lost(start, is_test=is_test),
        frozen=_list_frozen(start, is_test=is_test, now=now),
    )


def _list_lost(start: datetime, *, is_test: bool) -> Iterator[Lost]:
    """Yield what was written down as lost since an instant, by holds, deductions and plans: what its members read."""
    waited = Loss.objects.filter(hold__is_test=is_test, recorded_at__gte=start).select_related("hold__claim")
    lessenings = map_lessenings(Hold.objects.filter(loss__in=waited))
    for loss in waited:
        lost = _lost(loss, ClaimKind(loss.hold.claim.kind))
        yield replace(lost, lessenings=lessenings.get(loss.pk, ()))
    planned = PaymentLoss.objects.filter(payment__is_test=is_test, recorded_at__gte=start).select_related("payment")
    for cost in planned:
        is_back = cost.payment.action == "refund"
        yield _lost(cost, PlanGround.REFUNDED if is_back else PlanGround.PAID_LATER, waits_from=cost.since)
    taken = Deduction.objects.filter(is_test=is_test, restored_at__gte=start).select_related("hold__claim")
    for row in taken:
        yield _taken(row)


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


def _wait(row: Hold, lessenings: Lessenings) -> Wait:
    return Wait(
        ground=ClaimKind(row.claim.kind),
        money=Money(row.amount, row.currency),
        placed_at=row.placed_at,
        release_at=row.release_at,
        released_at=row.released_at,
        because=ReleasedBecause(row.released_because) if row.released_because else None,
        lessenings=lessenings.get(row.id, ()),
    )


def _lost(row: Loss | PaymentLoss, ground: ClaimKind | PlanGround, *, waits_from: datetime | None = None) -> Lost:
    return Lost(
        ground=ground,
        money=Money(row.amount, row.currency),
        since=row.since,
        until=row.until,
        owed=Money(row.owed, row.currency),
        recorded_at=row.recorded_at,
        waits_from=waits_from,
    )


def _taken(row: Deduction) -> Lost:
    """Return what a wrong deduction cost: from the beginning of its hold on, where that was wrong, too."""
    given_back = row.restored_at or row.decided_at
    return Lost(
        ground=ClaimKind(row.hold.claim.kind),
        money=Money(row.amount, row.currency),
        since=row.lost_since or row.decided_at,
        until=given_back,
        owed=Money(row.owed or 0, row.currency),
        recorded_at=given_back,
        waits_from=row.decided_at,
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
        "wrongly": [_wrong(each) for each in one.wrongly],
        "late": one.late,
        "standing": [_standing(each) for each in one.standing],
    }


def _wrong(one: Wrong) -> Json:
    return {"ground": one.ground.value, "waited": one.waited, "owed": one.owed}
