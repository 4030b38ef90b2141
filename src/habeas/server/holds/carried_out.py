"""What an overturned plan had the provider do: called back where nobody was asked yet, else it stands, at a cost."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from habeas.domain.holds.changes import Change, ChangedBecause, PlanChange
from habeas.domain.holds.reversal import Missing, cost_of
from habeas.domain.holds.telling import MilestoneNews, MoneyFate
from habeas.domain.journal.milestones import Milestone
from habeas.money import Money
from habeas.server.holds.instructions import withdraw
from habeas.server.holds.models import Instruction, Payment, PaymentLoss
from habeas.server.holds.payments import Asked, drop_payment, gather
from habeas.server.journal.models import Owner
from habeas.server.journal.queries import get_contract_money

_REFUNDED: Final = Q(action="refund", asked__isnull=False)


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


@dataclass(frozen=True, slots=True)
class Counted:
    """What a plan that fell cost: the refunds of it that stand, to be told, and what others than its member missed."""

    stands: Sequence[PlanChange] = ()
    of_others: Sequence[PaymentLoss] = ()


def write_losses(decision: str, *, yearly_rate: int, now: datetime) -> Counted:
    """Write down, once, what a plan cost whose decision fell: its member, and whom they pay under a contract.

    What was refunded is missing still. What the plan dated was missing till it was asked for, or till that date: a
    balance since the plan, work that was handed in since its own date. `yearly_rate` is the marketplace's own, in basis
    points.
    """
    wrong = Payment.objects.filter(_dated(now) | _REFUNDED, decision=decision, is_agreed=False, loss=None)
    rows = list(wrong.select_related("owner").order_by("id"))
    missed = {row.pk: _missed(row, now) for row in rows}
    losses = {row.pk: _write(row, span, yearly_rate, now) for row in rows if (span := missed[row.pk]) is not None}
    return Counted(
        [_stands(row, losses.get(row.pk)) for row in rows if row.action == "refund"],
        [loss for loss in losses.values() if loss.missed_by is not None],
    )


def _dated(now: datetime) -> Q:
    """Return what a plan paid later: asked for, or dropped by this very undoing, for its money goes its own way."""
    fell_now = Q(dropped_at=None) | Q(dropped_at=now) & ~Q(milestone="")
    return Q(fell_now, action="pay", due_at__gt=F("planned_at"))


def _missed(row: Payment, now: datetime) -> Missing | None:
    """Return what was missing by a payment, and from whom; None where that is nothing."""
    until = min(row.asked_at or now, row.due_at, now)
    if row.milestone:
        missing = _of_milestone(row, until, now)
    else:
        balance = Money(row.asked or row.amount, row.currency)
        missing = Missing(row.id, row.owner.party, balance, row.planned_at, until)
    return missing if missing is not None and missing.since < missing.until and missing.amount.amount else None


def _of_milestone(row: Payment, until: datetime, now: datetime) -> Missing | None:
    """Return how much of a milestone was missing from when to when, from who is paid: its owner, or whom they pay.

    Work that is handed in is paid on its own date: what a plan made later of that was missing.
    """
    contract = get_contract_money(row.contract, member=row.owner.party, is_test=row.is_test)
    milestone = None if contract is None else _find(row.milestone, contract.milestones)
    if contract is None or milestone is None:
        return None
    payee = milestone.owed_to if contract.pays else row.owner.party
    if not payee:
        return None
    if row.action == "refund":
        gone = Money(row.asked or row.amount, row.currency)
        return Missing(row.id, payee, gone, row.asked_at or row.planned_at, now)
    if milestone.submitted_at is None or milestone.due_at is None:
        return None
    late = Money(row.asked or min(row.amount, milestone.held), row.currency)
    return Missing(row.id, payee, late, max(row.planned_at, milestone.due_at), until)


def _find(name: str, milestones: Sequence[Milestone]) -> Milestone | None:
    return next((one for one in milestones if one.id == name), None)


def _write(row: Payment, missing: Missing, yearly_rate: int, now: datetime) -> PaymentLoss:
    is_theirs = missing.member == row.owner.party
    return PaymentLoss.objects.create(
        payment=row,
        missed_by=None if is_theirs else Owner.objects.get(party=missing.member, is_test=row.is_test),
        amount=missing.amount.amount,
        currency=row.currency,
        since=missing.since,
        until=missing.until,
        owed=cost_of(missing, yearly_rate).owed.amount,
        recorded_at=now,
    )


def _stands(row: Payment, loss: PaymentLoss | None) -> PlanChange:
    amount = Money(row.asked or row.amount, row.currency)
    return PlanChange(
        decision=row.decision,
        member=row.owner.party,
        change=Change.REFUND_STANDS,
        because=ChangedBecause.DONE_BEFORE,
        told=amount,
        left=amount,
        told_at=row.asked_at,
        contract=row.contract,
        milestone=row.milestone,
        owed=None if loss is None or loss.missed_by is not None else Money(loss.owed, loss.currency),
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
