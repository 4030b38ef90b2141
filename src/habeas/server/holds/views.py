"""Claims and holds as interfaces and webhooks show them: no words of anybody."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from habeas.domain.holds.reversal import Loss as Cost
from habeas.money import Money
from habeas.server.holds.lessenings import Lessenings
from habeas.server.holds.models import Claim, ContractStop, Deduction, Hold, Loss, Payment, PaymentLoss


def money_as_json(money: Money) -> dict[str, Any]:
    """Return money as events and answers write it."""
    return {"amount": money.amount, "currency": money.currency}


def hold_as_json(row: Hold) -> dict[str, Any]:
    """Return a hold; its row was read with its owner."""
    return {
        "id": row.id,
        "decision": row.decision,
        "claim": row.claim_id,
        "member": row.owner.party,
        "amount": {"amount": row.waits, "currency": row.currency},
        "provider": row.provider,
        "placed_at": row.placed_at.isoformat(),
        "placed_by": row.by,
        "release_at": row.release_at.isoformat(),
        "renewed_at": _written(row.renewed_at),
        "renewed_by": row.renewed_by or None,
        "released_at": _written(row.released_at),
        "released_because": row.released_because or None,
    }


def deduction_as_json(row: Deduction) -> dict[str, Any]:
    """Return a deduction: each item with its clause and its evidence, and no words of anybody."""
    return {
        "id": row.id,
        "hold": row.hold_id,
        "amount": money_as_json(Money(row.amount, row.currency)),
        "items": [
            {
                "amount": money_as_json(Money(item.amount, row.currency)),
                "clause": item.clause,
                "evidence": item.evidence,
            }
            for item in row.items.order_by("id")
        ],
        "decided_by": row.by,
        "approved_by": row.approved_by,
        "decided_at": row.decided_at.isoformat(),
        "restored_at": _written(row.restored_at),
    }


def restored_as_json(row: Deduction) -> dict[str, Any]:
    """Return a deduction that was given back, as the host is told; its row was read with its hold and owner."""
    return {
        "id": row.id,
        "hold": row.hold_id,
        "claim": row.hold.claim_id,
        "member": row.hold.owner.party,
        "amount": money_as_json(Money(row.amount, row.currency)),
        "decided_at": row.decided_at.isoformat(),
        "restored_at": _written(row.restored_at),
        "missing_since": _written(row.lost_since),
        "owed": money_as_json(Money(row.owed or 0, row.currency)),
    }


def deduction_loss_as_json(row: Deduction) -> dict[str, Any]:
    """Return what a wrong deduction cost, as that of a hold."""
    since, until = row.lost_since or row.decided_at, row.restored_at or row.decided_at
    amount, owed = Money(row.amount, row.currency), Money(row.owed or 0, row.currency)
    cost = Cost(about=row.id, member="", amount=amount, since=since, until=until, owed=owed)
    return {**_loss_as_json(cost), "decision": row.id}


def hold_loss_as_json(row: Loss, lessenings: Lessenings) -> dict[str, Any]:
    """Return what a wrong wait cost; its `decision` is the hold's own. `lessenings` are those of its hold, at least."""
    cost = replace(_cost(row), lessenings=lessenings.get(row.pk, ()))
    return {**_loss_as_json(cost), "decision": row.pk}


def plan_loss_as_json(row: PaymentLoss) -> dict[str, Any]:
    """Return what a wrong plan cost, whose decision fell; it was read with its payment."""
    return {**_loss_as_json(_cost(row)), "decision": row.payment.decision}


def _cost(row: Loss | PaymentLoss) -> Cost:
    amount, owed = Money(row.amount, row.currency), Money(row.owed, row.currency)
    return Cost(about=row.pk, member="", amount=amount, since=row.since, until=row.until, owed=owed)


def _loss_as_json(cost: Cost) -> dict[str, Any]:
    """Return how much was missing first, from when to when, how much of it was there again sooner, what is owed."""
    return {
        "about": cost.about,
        "amount": money_as_json(cost.amount),
        "since": cost.since.isoformat(),
        "until": cost.until.isoformat(),
        "lessened": [{"amount": money_as_json(one.amount), "at": one.at.isoformat()} for one in cost.lessenings],
        "money_days": round(cost.money_days),
        "owed": money_as_json(cost.owed),
    }


def payment_as_json(row: Payment) -> dict[str, Any]:
    """Return what a plan says is to be paid or refunded."""
    return {
        "id": row.id,
        "decision": row.decision,
        "action": row.action,
        "amount": {"amount": row.amount, "currency": row.currency},
        "contract": row.contract or None,
        "milestone": row.milestone or None,
        "due_at": row.due_at.isoformat(),
        "needs_work": row.needs_work,
        "asked_at": _written(row.asked_at),
        "dropped_at": _written(row.dropped_at),
    }


def stop_as_json(row: ContractStop) -> dict[str, Any]:
    """Return what the host is asked to do with a contract."""
    return {"contract": row.contract, "decision": row.decision, "fate": row.fate, "until": _written(row.until)}


def claim_as_json(row: Claim) -> dict[str, Any]:
    """Return a claim; its row was read with its owners."""
    transaction = None if row.transaction is None else {"amount": row.transaction, "currency": row.currency}
    return {
        "id": row.id,
        "kind": row.kind,
        "member": row.owner.party,
        "claimant": row.claimant.party,
        "reference": row.reference,
        "amount": {"amount": row.amount, "currency": row.currency},
        "left": {"amount": row.amount - row.lessened, "currency": row.currency},
        "transaction": transaction,
        "opened_at": row.opened_at.isoformat(),
        "recorded_at": row.recorded_at.isoformat(),
        "closed_at": _written(row.closed_at),
        "upheld": row.upheld,
    }


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
