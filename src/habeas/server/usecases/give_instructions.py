"""Gives the provider what it is asked to do, again and again till it is acknowledged, ever more rarely.

Nothing is kept open in the database while the provider takes its time; its key makes each instruction once.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from habeas.money import Money
from habeas.server.adapters.payments import Asked, PaymentProvider, Receipt, WebhookProvider
from habeas.server.holds.details import get_details_before
from habeas.server.holds.instructions import note_done
from habeas.server.holds.models import Instruction
from habeas.server.leases import Lease, claim, pause_after, postpone, wait
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message

ASKED_AGAIN_AFTER: Final = timedelta(minutes=5)
"""How long the host has, at the least, before it is asked again."""

_UNACKNOWLEDGED: Final = "taken, and not acknowledged yet"


def give_instructions(*, provider: PaymentProvider, lease: Lease, now: datetime, most: int) -> int:
    """Give what is due, and return how many that were. What nobody acknowledges in a day a person has to look at."""
    rows = claim(Instruction, lease=lease, now=now, most=most, among=Q(is_test=False))
    if not rows:
        return 0
    told = Instruction.objects.filter(pk__in=[row.pk for row in rows]).select_related("owner", "payment")
    known = {row.pk: row for row in told}
    receipts = provider.instruct([_asked(known[row.pk], attempt=row.attempts, now=now) for row in rows], now=now)
    for row, receipt in zip(rows, receipts, strict=True):
        _note(row, receipt, lease=lease, now=now)
    return len(rows)


def _asked(row: Instruction, *, attempt: int, now: datetime) -> Asked:
    return Asked(
        key=row.key,
        action=row.action,
        member=row.owner.party,
        amount=Money(row.amount, row.currency),
        provider=row.provider,
        about=row.about,
        supersedes=row.supersedes,
        contract="" if row.payment is None else row.payment.contract,
        milestone="" if row.payment is None else row.payment.milestone,
        details_before=get_details_before(row.owner.party, is_test=row.is_test, now=now),
        attempt=attempt,
    )


def _note(row: Instruction, receipt: Receipt, *, lease: Lease, now: datetime) -> None:
    if receipt.done is not None:
        note_done(row.key, done=receipt.done, is_test=row.is_test, now=now)
    elif receipt.problem:
        postpone(row, lease=lease, now=now, error=receipt.problem)
    else:
        pause = max(pause_after(row.attempts), ASKED_AGAIN_AFTER)
        wait(row, lease=lease, now=now, until=now + pause, error=_UNACKNOWLEDGED)


def _tell(name: str, told: dict[str, Any], now: datetime) -> None:
    write_message(type=WebhookType.PAYOUT_INSTRUCTED, payload=told, key=name, is_test=False, now=now)


BY_WEBHOOK: Final[PaymentProvider] = WebhookProvider(tell=_tell)
"""The host asks its provider: what the service does unless it is built with a provider's own adapter."""
