"""Writes and reads of freezes by law, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from habeas.domain.actors import Actor
from habeas.domain.holds import freezes as core
from habeas.server.audit.operations import Happening
from habeas.server.holds.models import LegalFreeze, Payment
from habeas.server.holds.operations import PERSON
from habeas.server.holds.payments import NOTHING, Asked, ask_payment, gather
from habeas.server.journal.operations import lock_contracts


def freeze_as_placed(row: LegalFreeze) -> core.LegalFreeze:
    """Return a freeze by law as the core takes it; its row was read with its owner."""
    return core.LegalFreeze(
        id=row.id,
        member=row.owner.party,
        basis=core.LegalBasis(row.basis),
        reference=row.reference,
        officer=Actor(row.officer),
        placed_at=row.placed_at,
        review_at=row.review_at,
        is_silent=row.is_silent,
        lifted_at=row.lifted_at,
    )


def freeze_as_json(row: LegalFreeze) -> dict[str, Any]:
    """Return a freeze by law as interfaces show it; its row was read with its owner."""
    return {
        "id": row.id,
        "member": row.owner.party,
        "basis": row.basis,
        "reference": row.reference,
        "officer": row.officer,
        "placed_at": row.placed_at.isoformat(),
        "review_at": row.review_at.isoformat(),
        "is_silent": row.is_silent,
        "lifted_at": None if row.lifted_at is None else row.lifted_at.isoformat(),
    }


def list_freezes(*, is_test: bool, in_force: bool | None = None, most: int = 200) -> Sequence[Mapping[str, Any]]:
    """Return freezes by law, the next to be reviewed first."""
    chosen = Q() if in_force is None else Q(lifted_at__isnull=in_force)
    rows = LegalFreeze.objects.filter(chosen, is_test=is_test).select_related("owner")
    return [freeze_as_json(row) for row in rows.order_by("review_at", "id")[:most]]


def list_told_freezes(member: str, *, is_test: bool) -> Sequence[Mapping[str, Any]]:
    """Return the freezes by law that a member may know of, the next to be reviewed first: never a silent one."""
    rows = LegalFreeze.objects.filter(owner__party=member, is_test=is_test, lifted_at=None, is_silent=False)
    return [
        {
            "id": row.id,
            "basis": row.basis,
            "reference": row.reference,
            "placed_at": row.placed_at.isoformat(),
            "review_at": row.review_at.isoformat(),
        }
        for row in rows.order_by("review_at", "id")
    ]


def get_freeze(freeze: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a freeze by law, with who lifted it; None where there is none of this id."""
    row = LegalFreeze.objects.filter(id=freeze, is_test=is_test).select_related("owner").first()
    return None if row is None else freeze_as_json(row) | {"lifted_by": row.lifted_by or None}


def log_freeze(row: LegalFreeze, action: str, *, now: datetime) -> Happening:
    """Return what the audit log says of a freeze: nothing that an export would show to a member who must not know."""
    return Happening(at=now, action=action, actor=PERSON, subject=f"freeze:{row.id}")


def pay_what_waited(row: LegalFreeze, *, now: datetime) -> Asked:
    """Ask for what plans made due while the law froze it, unless another freeze still runs."""
    if LegalFreeze.objects.filter(owner=row.owner, lifted_at=None).exists():
        return NOTHING
    waiting = Payment.objects.filter(owner=row.owner, asked_at=None, dropped_at=None, due_at__lte=now)
    of_milestones = waiting.exclude(contract="").values_list("contract", flat=True)
    lock_contracts(frozenset(of_milestones), is_test=row.is_test)
    due = waiting.select_for_update(of=("self",)).select_related("owner").order_by("due_at", "id")
    return gather(ask_payment(payment, now=now) for payment in due)
