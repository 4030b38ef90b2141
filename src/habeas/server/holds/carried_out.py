"""What an overturned plan had the provider do: called back where nobody was asked yet, else it stands, at a cost."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from habeas.domain.holds.changes import Change, ChangedBecause, PlanChange
from habeas.domain.holds.reversal import Missing, cost_of
from habeas.domain.holds.telling import MilestoneNews, MoneyFate
from habeas.money import Money
from habeas.server.holds.instructions import withdraw
from habeas.server.holds.models import Instruction, Payment, PaymentLoss
from habeas.server.holds.payments import Asked, drop_payment, gather


def call_back_refunds(decision: str, *, now: datetime) -> Asked:
    """Call back each refund of a plan that the provider was not given yet: its money goes its ordinary way.

    What was given may be done at any moment, whether or not anybody acknowledged it: it is not called back.
    """
    unheard = Instruction.objects.select_for_update(of=("self",)).select_related("payment__owner")
    rows = unheard.filter(payment__decision=decision, action="refund", attempts=0, done_at=None).order_by("key")
    return gather(_call_back(row, now) for row in rows)


def _call_back(row: Instruction, now: datetime) -> Asked:
    payment = row.payment
    if payment is None:
        raise ValueError(f"{row.key} is about no payment")
    withdraw(row, now=now)
    payment.asked, payment.asked_at = None, None
    payment.save(update_fields=["asked", "asked_at"])
    return drop_payment(payment, because=ChangedBecause.DECISION_FELL, now=now)


def write_losses(decision: str, *, yearly_rate: int, now: datetime) -> Sequence[PlanChange]:
    """Write down, once, what a plan cost whose decision fell; return the refunds that stand, to be told.

    A balance that it dated was missing till it was asked for, or till the date; what was refunded is missing still.
    `yearly_rate` is the marketplace's own, in basis points.
    """
    dated = Q(milestone="", due_at__gt=F("planned_at"), dropped_at=None)
    refunded = Q(action="refund", asked__isnull=False)
    wrong = Payment.objects.filter(dated | refunded, decision=decision, is_agreed=False, loss=None)
    written = [_write(row, yearly_rate, now) for row in wrong.select_related("owner").order_by("id")]
    return [_stands(one) for one in written if one.payment.action == "refund"]


def _write(row: Payment, yearly_rate: int, now: datetime) -> PaymentLoss:
    if row.action == "refund":
        amount, since, until = row.asked or row.amount, row.asked_at or row.planned_at, now
    else:
        amount, since, until = row.asked or row.amount, row.planned_at, min(row.asked_at or now, row.due_at, now)
    missing = Missing(row.id, row.owner.party, Money(amount, row.currency), since, until)
    return PaymentLoss.objects.create(
        payment=row,
        amount=amount,
        currency=row.currency,
        since=since,
        until=until,
        owed=cost_of(missing, yearly_rate).owed.amount,
        recorded_at=now,
    )


def _stands(loss: PaymentLoss) -> PlanChange:
    row, amount = loss.payment, Money(loss.amount, loss.currency)
    return PlanChange(
        decision=row.decision,
        member=row.owner.party,
        change=Change.REFUND_STANDS,
        because=ChangedBecause.DONE_BEFORE,
        told=amount,
        left=amount,
        told_at=loss.since,
        contract=row.contract,
        milestone=row.milestone,
        owed=Money(loss.owed, loss.currency),
    )


def map_carried_out(decision: str, *, zone: tzinfo) -> Mapping[str, Sequence[MilestoneNews]]:
    """Return what a plan had done with the money of contracts, on other dates than were agreed, by contract."""
    rows = Payment.objects.filter(decision=decision, is_agreed=False, asked__isnull=False).exclude(milestone="")
    done: dict[str, list[MilestoneNews]] = defaultdict(list)
    found = rows.annotate(moved=Coalesce(F("instruction__done"), F("asked"))).order_by("asked_at", "id")
    for row in found:
        on = (row.asked_at or row.planned_at).astimezone(zone).date()
        fate = MoneyFate.REFUNDED if row.action == "refund" else MoneyFate.RELEASED
        if row.moved:
            money = Money(row.moved, row.currency)
            done[row.contract].append(MilestoneNews(milestone=row.milestone, money=money, fate=fate, on=on))
    return done
