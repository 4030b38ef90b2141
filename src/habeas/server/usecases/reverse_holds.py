"""Undoes what an overturned decision held: free at once, once, and what the wait cost is written down (FUND-8)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.reversal import Loss as Cost
from habeas.domain.holds.reversal import reverse_money
from habeas.server.audit.operations import append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline
from habeas.server.holds.models import Hold, Loss
from habeas.server.holds.operations import free_hold, hold_as_placed
from habeas.server.parties.keys import NOBODY


@transaction.atomic
def reverse_holds(*, decision: str, yearly_rate: int, by: str, is_test: bool, now: datetime) -> Sequence[Cost]:
    """Free all that a decision holds and return what it cost; a second time does and returns nothing.

    `yearly_rate` is the marketplace's own, in basis points.
    """
    found = Hold.objects.select_for_update(of=("self",)).select_related("owner")
    rows = {row.id: row for row in found.filter(decision=decision, is_test=is_test).order_by("id")}
    undone = reverse_money(
        decision=decision,
        holds=[hold_as_placed(row) for row in rows.values()],
        deductions=(),
        recorded=set(Loss.objects.filter(hold__in=rows).values_list("hold", flat=True)),
        yearly_rate=yearly_rate,
        now=now,
    )
    freed = [free_hold(rows[one.id], because=ReleasedBecause.REVERSED, by=by, now=now) for one in undone.released]
    for one in undone.released:
        cancel_deadline(kind=Kind.RELEASE_HOLD, subject=one.id, is_test=is_test, now=now)
    Loss.objects.bulk_create([_row(cost, rows[cost.about], now) for cost in undone.losses])
    append(freed, seal=NOBODY.seal)
    return undone.losses


def _row(cost: Cost, hold: Hold, now: datetime) -> Loss:
    return Loss(
        hold=hold,
        amount=cost.amount.amount,
        currency=cost.amount.currency,
        since=cost.since,
        until=cost.until,
        owed=cost.owed.amount,
        recorded_at=now,
    )
