"""Asks the provider to pay, or to refund, what a plan says: once, on its date, and no more than is there then."""

from collections.abc import Collection
from datetime import datetime

from habeas.server.audit.operations import Happening
from habeas.server.holds.asked import get_free, map_asked_of_milestones
from habeas.server.holds.instructions import ask_to_move
from habeas.server.holds.models import LegalFreeze, Payment
from habeas.server.holds.operations import CLOCK
from habeas.server.holds.views import payment_as_json
from habeas.server.journal.operations import lock_owner
from habeas.server.journal.queries import get_milestone


def ask_payment(row: Payment, *, now: datetime) -> list[Happening]:
    """Ask for a locked payment and return what the audit log says; nothing where it was asked or dropped before."""
    if row.asked_at is not None or row.dropped_at is not None:
        return []
    lock_owner(row.owner.party, is_test=row.is_test)
    if LegalFreeze.objects.filter(owner=row.owner, lifted_at=None).exists():
        return []  # it is asked for when the law lets go
    if _waits_for_work(row):
        return []  # it is asked for when the work is handed in
    amount = min(row.amount, _there(row))
    if amount <= 0:
        return drop_payment(row, now=now)
    row.asked, row.asked_at = amount, now
    row.save(update_fields=["asked", "asked_at"])
    ask_to_move(row, amount=amount, now=now)
    return [_happening("payment.asked", row, now)]


def drop_payment(row: Payment, *, now: datetime) -> list[Happening]:
    """Write that a locked payment is void: its money goes its ordinary way."""
    if row.asked_at is not None or row.dropped_at is not None:
        return []
    row.dropped_at = now
    row.save(update_fields=["dropped_at"])
    return [_happening("payment.dropped", row, now)]


def ask_for_milestones(milestones: Collection[tuple[str, str]], *, is_test: bool, now: datetime) -> list[Happening]:
    """Ask for what is due of milestones, by contract and id, of which something was heard: work that was handed in.

    What was released or refunded before any work came is dropped.
    """
    if not milestones:
        return []
    due = Payment.objects.select_for_update(of=("self",)).select_related("owner")
    waiting = due.filter(
        contract__in={contract for contract, _ in milestones},
        milestone__in={milestone for _, milestone in milestones},
        is_test=is_test,
        asked_at=None,
        dropped_at=None,
        due_at__lte=now,
    )
    return [
        happening
        for row in waiting.order_by("due_at", "id")
        if (row.contract, row.milestone) in milestones
        for happening in ask_payment(row, now=now)
    ]


def _there(row: Payment) -> int:
    """Return how much of it is there and not asked for yet."""
    if not row.milestone:
        return get_free(row.owner.party, currency=row.currency, is_test=row.is_test).amount
    milestone = get_milestone(row.contract, row.milestone, is_test=row.is_test)
    if milestone is None or milestone.currency != row.currency:
        return 0
    asked = map_asked_of_milestones([row.contract], is_test=row.is_test)
    return milestone.held - asked.get((row.contract, row.milestone), 0)


def _waits_for_work(row: Payment) -> bool:
    """Tell whether it is for work that is not handed in: such work is not paid because a date came."""
    if not row.needs_work:
        return False
    milestone = get_milestone(row.contract, row.milestone, is_test=row.is_test)
    return milestone is not None and milestone.submitted_at is None and milestone.held > 0


def _happening(action: str, row: Payment, now: datetime) -> Happening:
    return Happening(at=now, action=action, actor=CLOCK, subject=f"payment:{row.id}", payload=payment_as_json(row))
