"""Instructions to the provider: written with what they follow from, given by the worker, done once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, Q

from habeas.money import CurrenciesDiffer, Money
from habeas.server.holds.models import Hold, Instruction, Payment
from habeas.server.holds.views import money_as_json
from habeas.server.leases import Backlog, get_backlog

LATE_AFTER: Final = timedelta(hours=1)
"""By then somebody of the host has to look at an instruction that nobody acknowledged."""


_ENDS_KEEPING: Final = frozenset({"let_go", "deduct"})


def ask_provider(row: Hold, *, action: str, amount: int, now: datetime) -> Instruction:
    """Write what the provider is to do with so much of a hold: `keep`, `lessen`, `let_go`, `deduct`, `give_back`.

    What it supersedes is asked no more: whoever is told to keep money after it was let go, or deducted, would keep it
    for ever.
    """
    name = row.id.removeprefix("hld_")
    earlier = f"ins_{name}_keep" if action in _ENDS_KEEPING else ""
    if earlier:
        _ask_no_more(Q(key=earlier), now=now)
    return Instruction.objects.create(
        key=f"ins_{name}_{action}_{row.lessened}" if action == "lessen" else f"ins_{name}_{action}",
        hold=row,
        owner=row.owner,
        action=action,
        amount=amount,
        currency=row.currency,
        provider=row.provider,
        supersedes=earlier,
        is_test=row.is_test,
        given_at=now,
        due_at=now,
    )


def ask_to_move(row: Payment, *, amount: int, now: datetime) -> Instruction:
    """Write that the provider is to pay so much of a payment, or to refund it."""
    return Instruction.objects.create(
        key=f"ins_{row.id.removeprefix('pay_')}_{row.action}",
        payment=row,
        owner=row.owner,
        action=row.action,
        amount=amount,
        currency=row.currency,
        provider=row.provider,
        is_test=row.is_test,
        given_at=now,
        due_at=now,
    )


def withdraw(row: Instruction, *, now: datetime) -> None:
    """Ask no more for what a locked instruction says, which the provider was not given yet."""
    _ask_no_more(Q(pk=row.pk), now=now)


def _ask_no_more(which: Q, *, now: datetime) -> None:
    unheard = Instruction.objects.filter(which, done_at=None)
    unheard.update(done_at=now, parked_at=None, leased_until=None, leased_by="")


def note_done(key: str, *, done: Money | None, is_test: bool, now: datetime) -> datetime | None:
    """Note that an instruction was carried out, and return when that was first said; None where there is none.

    The first word counts. `done` is of how much, where that was said: a difference is shown, and nothing is booked.
    Raises CurrenciesDiffer.
    """
    row = Instruction.objects.filter(key=key, is_test=is_test).first()
    if row is None:
        return None
    if done is not None and done.currency != row.currency:
        raise CurrenciesDiffer(row.currency, got=done.currency, field="/amount/currency")
    Instruction.objects.filter(pk=row.pk, acknowledged_at=None).update(
        acknowledged_at=now,
        done=row.amount if done is None else done.amount,
        done_at=now,
        parked_at=None,
        leased_until=None,
        leased_by="",
        last_error="",
    )
    row.refresh_from_db(fields=["acknowledged_at"])
    return row.acknowledged_at


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An instruction about which provider and service do not agree: how late it is, or what was done instead."""

    row: Instruction
    late_since: datetime | None


def list_unsettled(*, is_test: bool, now: datetime, most: int) -> Sequence[Unsettled]:
    """Return instructions that are late, and those of which another amount was done, the oldest first."""
    late = Q(acknowledged_at=None, done_at=None, given_at__lte=now - LATE_AFTER)
    other = Q(done__isnull=False) & ~Q(done=F("amount"))
    rows = Instruction.objects.filter(late | other, is_test=is_test).select_related("owner")
    return [
        Unsettled(row, row.given_at + LATE_AFTER if row.acknowledged_at is None else None)
        for row in rows.order_by("given_at", "key")[:most]
    ]


def instruction_as_json(row: Instruction) -> Mapping[str, Any]:
    """Return an instruction as interfaces show it; its row was read with its owner."""
    money = Money(row.amount, row.currency)
    return {
        "id": row.key,
        "action": row.action,
        "member": row.owner.party,
        "amount": money_as_json(money),
        "provider": row.provider,
        "hold": row.hold_id,
        "payment": row.payment_id,
        "given_at": row.given_at.isoformat(),
        "attempts": row.attempts,
        "acknowledged_at": None if row.acknowledged_at is None else row.acknowledged_at.isoformat(),
        "done": None if row.done is None else money_as_json(Money(row.done, row.currency)),
        "problem": row.last_error or None,
    }


def get_instructions_backlog(*, now: datetime) -> Backlog:
    """Return how many instructions wait to be given, or for somebody's word; those of tests wait for nothing."""
    return get_backlog(Instruction, now=now, among=Q(is_test=False))
