"""Undoes what an overturned decision did to money and contracts, in the caller's transaction: once (FUND-8).

What it held is free, what it postponed is paid, contracts go on, and what the wait cost is written down.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from habeas.domain.holds.changes import ChangedBecause
from habeas.domain.holds.hold import ReleasedBecause
from habeas.domain.holds.reversal import Loss as Cost
from habeas.domain.holds.reversal import reverse_money
from habeas.domain.holds.telling import Fate
from habeas.server.audit.operations import Happening
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import cancel_deadline
from habeas.server.holds.deducting import as_made, give_back
from habeas.server.holds.models import ContractStop, Deduction, Hold, Loss, Payment
from habeas.server.holds.operations import HOST, free_hold, hold_as_placed
from habeas.server.holds.payments import Asked, ask_payment, drop_payment, gather, let_go_of_dropped
from habeas.server.holds.settling import let_contract_go_on, lock_stops


@dataclass(frozen=True, slots=True)
class Reversed:
    """What an undoing wrote down as lost, what the audit log says of it, and which deductions it gave back."""

    losses: Sequence[Cost] = ()
    happenings: Sequence[Happening] = ()
    restored: Sequence[Deduction] = ()


def reverse_holds(decision: str, *, yearly_rate: int, by: str, is_test: bool, now: datetime) -> Reversed:
    """Free all that a decision holds and write down what it cost; a second time does nothing.

    A hold falls with the decision that placed it, and as the decision that it is itself. `yearly_rate` is the
    marketplace's own, in basis points.
    """
    found = Hold.objects.select_for_update(of=("self",)).select_related("owner")
    mine = Q(decision=decision) | Q(id=decision)
    rows = {row.id: row for row in found.filter(mine, is_test=is_test).order_by("id")}
    taken = _deductions(decision, rows)
    undone = reverse_money(
        decision=decision,
        holds=[hold_as_placed(row) for row in rows.values()],
        deductions=[as_made(row) for row in taken.values()],
        recorded={
            *Loss.objects.filter(hold__in=rows).values_list("hold", flat=True),
            *(row.id for row in taken.values() if row.restored_at is not None),
        },
        yearly_rate=yearly_rate,
        now=now,
    )
    freed = [free_hold(rows[one.id], because=ReleasedBecause.REVERSED, by=by, now=now) for one in undone.released]
    for one in undone.released:
        cancel_deadline(kind=Kind.RELEASE_HOLD, subject=one.id, is_test=is_test, now=now)
    costs = {cost.about: cost for cost in undone.losses}
    Loss.objects.bulk_create([_row(cost, rows[name], now) for name, cost in costs.items() if name in rows])
    given_back = [taken[one.id] for one in undone.restored]
    restored = [give_back(row, cost=costs[row.id], by=by, now=now) for row in given_back]
    return Reversed(undone.losses, [*freed, *restored], given_back)


def give_back_rejected(claims: Sequence[str], *, yearly_rate: int, is_test: bool, now: datetime) -> Reversed:
    """Give back what was deducted for claims that were upheld and then rejected after all, each once (FUND-5)."""
    standing = Deduction.objects.filter(hold__claim__in=claims, restored_at=None, is_test=is_test).order_by("id")
    names = list(standing.values_list("id", flat=True)) if claims else []
    done = [reverse_holds(name, yearly_rate=yearly_rate, by=HOST, is_test=is_test, now=now) for name in names]
    return Reversed(
        [cost for one in done for cost in one.losses],
        [happening for one in done for happening in one.happenings],
        [row for one in done for row in one.restored],
    )


def _deductions(decision: str, holds: Mapping[str, Hold]) -> Mapping[str, Deduction]:
    """Return the deductions that fall with a decision, locked: its own, and those from its holds."""
    found = Deduction.objects.select_for_update(of=("self",)).select_related("hold", "hold__owner")
    return {row.id: row for row in found.filter(Q(id=decision) | Q(hold__in=list(holds))).order_by("id")}


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


def reverse_payments(decision: str, *, because: ChangedBecause, now: datetime) -> Asked:
    """Pay at once what a decision postponed of a balance; what a milestone holds goes its ordinary way again.

    What was due on that date anyway stays as it was told.
    """
    let_go_of_dropped(decision)
    waiting = Payment.objects.select_for_update(of=("self",)).select_related("owner")
    rows = waiting.filter(decision=decision, is_agreed=False, asked_at=None, dropped_at=None).order_by("id")
    undone = []
    for row in rows:
        is_milestone = bool(row.milestone)
        undone.append(
            drop_payment(row, because=because, now=now) if is_milestone else ask_payment(row, now=now, early=because)
        )
        cancel_deadline(kind=Kind.ASK_PAYMENT, subject=row.id, is_test=row.is_test, now=now)
    return gather(undone)


def let_contracts_go_on(
    decision: str, *, fates: Collection[Fate] = frozenset(Fate), now: datetime
) -> Mapping[str, ContractStop | None]:
    """Let the contracts go on that a decision stopped, in the ways of `fates`.

    Return those that it stops no more by this call, each with what stops it all the same.
    """
    mine = ContractStop.objects.filter(decision=decision, over_at=None, fate__in=fates)
    places = list(mine.values_list("contract", "is_test"))
    open_stops = lock_stops({name for name, _ in places}, is_test=places[0][1]) if places else []
    stops = [row for row in open_stops if row.decision == decision and row.fate in fates]
    for row in stops:
        cancel_deadline(kind=Kind.END_PAUSE, subject=row.id, is_test=row.is_test, now=now)
    return {row.contract: let_contract_go_on(row, others=open_stops, now=now) for row in stops}
