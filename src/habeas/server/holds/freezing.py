"""Writes and reads of freezes, in the caller's transaction, each told to the host."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, Q

from habeas.domain.actors import Actor
from habeas.domain.holds import freezes as core
from habeas.server.audit.operations import Happening
from habeas.server.holds.models import DetailsFreeze, Hold, LegalFreeze, Payment
from habeas.server.holds.operations import PERSON
from habeas.server.holds.payments import ask_payment
from habeas.server.journal.operations import find_owners
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message

CHANGED = "payout_details.changed"
"""The event by which a host tells that a member's payout details changed."""


def freeze_details(*, member: str, event: str, changed_at: datetime, is_test: bool, now: datetime) -> None:
    """Freeze details that changed while money waited, each change once; do nothing where none waited."""
    waits = Hold.objects.filter(owner__party=member, is_test=is_test, placed_at__lte=changed_at)
    running = waits.filter(Q(released_at=None) | Q(released_at__gt=changed_at), release_at__gt=changed_at)
    ends_at = running.aggregate(last=Max("release_at"))["last"]
    if ends_at is None or DetailsFreeze.objects.filter(event=event).exists():
        return
    row = DetailsFreeze.objects.create(
        event=event,
        owner=find_owners([member], is_test=is_test)[member],
        is_test=is_test,
        changed_at=changed_at,
        ends_at=ends_at,
    )
    tell_of_details(row, WebhookType.DETAILS_FROZEN, now=now)


def keep_details_frozen(hold: Hold) -> None:
    """Let what froze while a hold ran last as long as the hold, which was prolonged."""
    mine = DetailsFreeze.objects.filter(owner=hold.owner, recovered_at=None, changed_at__gte=hold.placed_at)
    mine.filter(ends_at__lt=hold.release_at).update(ends_at=hold.release_at)


def details_as_json(row: DetailsFreeze) -> dict[str, Any]:
    """Return a freeze of payout details; its row was read with its owner."""
    return {
        "member": row.owner.party,
        "changed_at": row.changed_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "recovered_at": None if row.recovered_at is None else row.recovered_at.isoformat(),
    }


def tell_of_details(row: DetailsFreeze, what: WebhookType, *, now: datetime) -> None:
    """Tell the host to which details money goes."""
    write_message(type=what, payload=details_as_json(row), key=row.event, is_test=row.is_test, now=now)


def get_details_before(member: str, *, is_test: bool, now: datetime) -> datetime | None:
    """Return the instant of the first frozen change, before which the details stand that money goes to."""
    frozen = DetailsFreeze.objects.filter(owner__party=member, is_test=is_test, recovered_at=None, ends_at__gt=now)
    return frozen.order_by("changed_at").values_list("changed_at", flat=True).first()


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


def get_freeze(freeze: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a freeze by law; None where there is none of this id."""
    row = LegalFreeze.objects.filter(id=freeze, is_test=is_test).select_related("owner").first()
    return None if row is None else freeze_as_json(row)


def log_freeze(row: LegalFreeze, action: str, *, now: datetime) -> Happening:
    """Return what the audit log says of a freeze: nothing that an export would show to a member who must not know."""
    return Happening(at=now, action=action, actor=PERSON, subject=f"freeze:{row.id}")


def pay_what_waited(row: LegalFreeze, *, now: datetime) -> list[Happening]:
    """Ask for what plans made due while the law froze it, unless another freeze still runs."""
    if LegalFreeze.objects.filter(owner=row.owner, lifted_at=None).exists():
        return []
    due = Payment.objects.select_for_update(of=("self",)).select_related("owner")
    waiting = due.filter(owner=row.owner, asked_at=None, dropped_at=None, due_at__lte=now).order_by("due_at", "id")
    return [happening for payment in waiting for happening in ask_payment(payment, now=now)]
