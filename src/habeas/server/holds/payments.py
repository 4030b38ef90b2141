"""Asks the provider to pay, or to refund, what a plan says: once, on its date, and no more than is there then."""

from datetime import datetime

from habeas.server.audit.operations import Happening
from habeas.server.holds.instructions import ask_to_move
from habeas.server.holds.models import LegalFreeze, Payment
from habeas.server.holds.operations import CLOCK
from habeas.server.holds.views import payment_as_json
from habeas.server.journal.operations import lock_owner
from habeas.server.journal.queries import get_available, get_milestone


def ask_payment(row: Payment, *, now: datetime) -> list[Happening]:
    """Ask for a locked payment and return what the audit log says; nothing where it was asked or dropped before."""
    if row.asked_at is not None or row.dropped_at is not None:
        return []
    lock_owner(row.owner.party, is_test=row.is_test)
    if LegalFreeze.objects.filter(owner=row.owner, lifted_at=None).exists():
        return []  # it is asked for when the law lets go
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


def _there(row: Payment) -> int:
    """Return how much of it is there. Work that was not handed in is not paid because a date came."""
    if not row.milestone:
        return get_available(row.owner.party, currency=row.currency, is_test=row.is_test).amount
    milestone = get_milestone(row.contract, row.milestone, is_test=row.is_test)
    if milestone is None or milestone.currency != row.currency:
        return 0
    waits_for_work = row.action == "pay" and row.due_at > row.planned_at and not row.is_agreed
    return 0 if waits_for_work and milestone.submitted_at is None else milestone.held


def _happening(action: str, row: Payment, now: datetime) -> Happening:
    return Happening(at=now, action=action, actor=CLOCK, subject=f"payment:{row.id}", payload=payment_as_json(row))
