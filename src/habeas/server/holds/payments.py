"""Asks the provider to pay, or to refund, what a plan says: once, on its date, and no more than is there then."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from habeas.domain.holds.changes import Change, ChangedBecause, PlanChange
from habeas.domain.holds.told import is_contested
from habeas.money import Money
from habeas.server.audit.operations import Happening
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import NewDeadline, move_deadline
from habeas.server.decisions.histories import list_over
from habeas.server.holds.asked import get_free, map_asked_of_milestones
from habeas.server.holds.instructions import ask_to_move
from habeas.server.holds.models import LegalFreeze, Payment
from habeas.server.holds.operations import CLOCK
from habeas.server.holds.views import payment_as_json
from habeas.server.journal.operations import lock_contracts, lock_owner
from habeas.server.journal.queries import find_milestone, get_contract_money, get_milestone, list_facts_of_contract


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of payments: what the audit log says, and what their members have to be told, for it is otherwise."""

    happenings: tuple[Happening, ...] = ()
    changes: tuple[PlanChange, ...] = ()


NOTHING: Final = Asked()

PLAN: Final = "plan"
"""The rule of what a plan makes due."""


def gather(asked: Iterable[Asked]) -> Asked:
    """Return what came of several payments."""
    all_asked = tuple(asked)
    return Asked(
        tuple(happening for one in all_asked for happening in one.happenings),
        tuple(change for one in all_asked for change in one.changes),
    )


def deadline_of(row: Payment) -> NewDeadline:
    """Return when a payment is to be asked for."""
    return NewDeadline(kind=Kind.ASK_PAYMENT, subject=row.id, rule=PLAN, due_at=row.due_at, is_test=row.is_test)


def lock_payment(payment: str) -> Payment:
    """Return a payment, locked till the transaction ends, and before it the contract that it is of.

    Each side of a contract may have a plan for the same milestone: whoever asks second finds what the first left.
    """
    found = Payment.objects.filter(id=payment).select_related("owner")
    known = found.get()
    if known.contract:
        lock_contracts([known.contract], is_test=known.is_test)
    return found.select_for_update(of=("self",)).get()


def ask_payment(row: Payment, *, now: datetime, early: ChangedBecause | None = None) -> Asked:
    """Ask for a locked payment and return what came of it; nothing where it was asked or dropped before.

    The contract of one that is of a milestone is locked, too. `early` is why it is asked before its date.
    """
    if row.asked_at is not None or row.dropped_at is not None:
        return NOTHING
    lock_owner(row.owner.party, is_test=row.is_test)
    if LegalFreeze.objects.filter(owner=row.owner, lifted_at=None).exists():
        return NOTHING  # it is asked for when the law lets go
    if _waits_for_work(row):
        return drop_ended(row, now=now)  # it is asked for when the work is handed in, if that can still be
    there = _there(row)
    void = _why_void(row, there)
    if void is not None:
        return drop_payment(row, because=void, now=now)
    amount = min(row.amount, there)
    row.asked, row.asked_at = amount, now
    row.save(update_fields=["asked", "asked_at"])
    ask_to_move(row, amount=amount, now=now)
    return Asked((_happening("payment.asked", row, now),), _change_of(row, amount, early=early, now=now))


def drop_void(row: Payment, *, now: datetime) -> Asked:
    """Drop a locked payment that was not asked for where nothing of it is left to ask for; nothing where there is."""
    void = _why_void(row, _there(row))
    return drop_ended(row, now=now) if void is None else drop_payment(row, because=void, now=now)


def drop_ended(row: Payment, *, now: datetime) -> Asked:
    """Drop a locked payment for work that cannot come any more, for its contract ended; nothing where it still can."""
    if not (_waits_for_work(row) and list_over([row.contract], is_test=row.is_test, now=now)):
        return NOTHING
    return drop_payment(row, because=ChangedBecause.CONTRACT_ENDED, now=now)


def drop_of_ended(contracts: Collection[str], *, is_test: bool, now: datetime) -> Asked:
    """Drop what is planned to be paid for work in contracts of which an end was heard, and that work did not come."""
    if not contracts:
        return NOTHING
    rows = Payment.objects.select_for_update(of=("self",)).select_related("owner").exclude(milestone="")
    planned = rows.filter(contract__in=contracts, is_test=is_test, action="pay", asked_at=None, dropped_at=None)
    return gather(drop_ended(row, now=now) for row in planned.order_by("due_at", "id"))


def drop_of_handed_over(contracts: Collection[str], *, is_test: bool, now: datetime) -> Asked:
    """Drop what is planned of milestones that somebody else is paid for since they took the contract over."""
    if not contracts:
        return NOTHING
    rows = Payment.objects.select_for_update(of=("self",)).select_related("owner").exclude(milestone="")
    planned = rows.filter(contract__in=contracts, is_test=is_test, asked_at=None, dropped_at=None)
    theirs = (row for row in planned.order_by("due_at", "id") if _is_anothers(row))
    return gather(drop_payment(row, because=ChangedBecause.HANDED_OVER, now=now) for row in theirs)


def _why_void(row: Payment, there: int) -> ChangedBecause | None:
    """Return why nothing is asked: nothing is there, or it would give back work that nobody contests (FUND-5)."""
    if there <= 0:
        return ChangedBecause.HANDED_OVER if _is_anothers(row) else ChangedBecause.LESS_THERE
    return ChangedBecause.WORK_HANDED_IN if row.action == "refund" and _is_earned(row) else None


def _is_anothers(row: Payment) -> bool:
    """Tell whether it is of a milestone that somebody else is paid for, and that its member did not pay in."""
    milestone = find_milestone(row.contract, row.milestone, is_test=row.is_test) if row.milestone else None
    party = row.owner.party
    return (
        milestone is not None and milestone.owed_to != party and all(share.payer != party for share in milestone.shares)
    )


def _is_earned(row: Payment) -> bool:
    facts = list_facts_of_contract(row.contract, is_test=row.is_test)
    milestone = get_milestone(row.contract, row.milestone, member=row.owner.party, is_test=row.is_test)
    return milestone is not None and milestone.submitted_at is not None and not is_contested(facts)


def drop_payment(row: Payment, *, because: ChangedBecause, now: datetime) -> Asked:
    """Write that a locked payment is void: its money goes its ordinary way."""
    if row.asked_at is not None or row.dropped_at is not None:
        return NOTHING
    row.dropped_at, row.dropped_because = now, because
    row.save(update_fields=["dropped_at", "dropped_because"])
    change = Change.REFUND_DROPPED if row.action == "refund" else Change.PAYMENT_DROPPED
    return Asked((_happening("payment.dropped", row, now),), (_changed(row, change, because, 0),))


def _change_of(row: Payment, amount: int, *, early: ChangedBecause | None, now: datetime) -> tuple[PlanChange, ...]:
    """Return that a payment is asked before its date, or of less than was told; nothing where all is as it was told."""
    if early is not None and now < row.due_at:
        return (_changed(row, Change.PAYMENT_SOONER, early, amount),)
    if amount == row.amount:
        return ()
    change = Change.REFUND_OF_LESS if row.action == "refund" else Change.PAYMENT_OF_LESS
    return (_changed(row, change, ChangedBecause.LESS_THERE, amount),)


def _changed(row: Payment, change: Change, because: ChangedBecause, left: int) -> PlanChange:
    return PlanChange(
        decision=row.decision,
        member=row.owner.party,
        change=change,
        because=because,
        told=Money(row.amount, row.currency),
        left=Money(left, row.currency),
        told_at=row.due_at,
        contract=row.contract,
        milestone=row.milestone,
        passes=_passes(row),
    )


def _passes(row: Payment) -> bool:
    """Tell whether its member paid it in, so that another is paid."""
    if not row.milestone:
        return False
    contract = get_contract_money(row.contract, member=row.owner.party, is_test=row.is_test)
    return contract is not None and contract.pays


def ask_for_milestones(milestones: Collection[tuple[str, str]], *, is_test: bool, now: datetime) -> Asked:
    """Ask for what is due of milestones, by contract and id, of which something was heard: work that was handed in.

    What was released or refunded before any work came is dropped. What is owed sooner than a plan pays it, on a date of
    its own that was told since, is paid on that.
    """
    if not milestones:
        return NOTHING
    due = Payment.objects.select_for_update(of=("self",)).select_related("owner")
    waiting = due.filter(
        contract__in={contract for contract, _ in milestones},
        milestone__in={milestone for _, milestone in milestones},
        is_test=is_test,
        asked_at=None,
        dropped_at=None,
    )
    named = (row for row in waiting.order_by("due_at", "id") if (row.contract, row.milestone) in milestones)
    return gather(one for row in named for one in _ask_on_its_date(row, now))


def _ask_on_its_date(row: Payment, now: datetime) -> Iterator[Asked]:
    yield keep_own_date(row, now=now)
    if row.due_at <= now:
        yield ask_payment(row, now=now)


def keep_own_date(row: Payment, *, now: datetime) -> Asked:
    """Pay a locked payment of a milestone on its own date, where that was told after the plan was made and is sooner.

    It is owed then, whatever becomes of the plan and whether or not its work is handed in.
    """
    if row.action != "pay" or row.asked_at is not None or row.dropped_at is not None:
        return NOTHING
    milestone = get_milestone(row.contract, row.milestone, member=row.owner.party, is_test=row.is_test)
    own = None if milestone is None or not milestone.held else milestone.due_at
    if own is None or max(own, row.planned_at) >= row.due_at:
        return NOTHING
    row.due_at, row.is_agreed = max(own, row.planned_at), True
    row.save(update_fields=["due_at", "is_agreed"])
    move_deadline(deadline_of(row), now=now)
    change = _changed(row, Change.PAYMENT_REDATED, ChangedBecause.OWN_DATE, row.amount)
    told = replace(change, told_at=max(row.due_at, now))
    return Asked((_happening("payment.redated", row, now),), (told,))


def take_up(milestones: Collection[tuple[str, str]], *, is_test: bool, now: datetime) -> Asked:
    """Plan again what was dropped for want of work that came in time: it was handed in before its contract ended.

    It was only heard later. What is due by now is asked for.
    """
    if not milestones:
        return NOTHING
    rows = Payment.objects.select_for_update(of=("self",)).select_related("owner")
    dropped = rows.filter(
        contract__in={contract for contract, _ in milestones},
        is_test=is_test,
        dropped_because=ChangedBecause.CONTRACT_ENDED,
    )
    found = (row for row in dropped.order_by("due_at", "id") if (row.contract, row.milestone) in milestones)
    return gather(_take_up(row, now) for row in found if _came_in_time(row))


def _came_in_time(row: Payment) -> bool:
    milestone = get_milestone(row.contract, row.milestone, member=row.owner.party, is_test=row.is_test)
    came = None if milestone is None else milestone.submitted_at
    return came is not None and not list_over([row.contract], is_test=row.is_test, now=came)


def _take_up(row: Payment, now: datetime) -> Asked:
    if _there(row) <= 0:
        return NOTHING
    row.dropped_at, row.dropped_because = None, ""
    row.save(update_fields=["dropped_at", "dropped_because"])
    change = _changed(row, Change.PAYMENT_TAKEN_UP, ChangedBecause.WORK_IN_TIME, row.amount)
    told = replace(change, told_at=max(row.due_at, now))
    taken_up = Asked((_happening("payment.taken_up", row, now),), (told,))
    return gather([taken_up, ask_payment(row, now=now)] if row.due_at <= now else [taken_up])


def let_go_of_dropped(decision: str) -> None:
    """Write of what was dropped for want of work that its decision fell: nothing of it is planned again."""
    dropped = Payment.objects.filter(decision=decision, dropped_because=ChangedBecause.CONTRACT_ENDED)
    dropped.update(dropped_because=ChangedBecause.DECISION_FELL)


def _there(row: Payment) -> int:
    """Return how much of it is there and not asked for yet."""
    if not row.milestone:
        return get_free(row.owner.party, currency=row.currency, is_test=row.is_test).amount
    milestone = get_milestone(row.contract, row.milestone, member=row.owner.party, is_test=row.is_test)
    if milestone is None or milestone.currency != row.currency:
        return 0
    asked = map_asked_of_milestones([row.contract], is_test=row.is_test)
    return milestone.held - asked.get((row.contract, row.milestone), 0)


def _waits_for_work(row: Payment) -> bool:
    """Tell whether it is for work that is not handed in: such work is not paid because a date came."""
    if not row.needs_work:
        return False
    milestone = get_milestone(row.contract, row.milestone, member=row.owner.party, is_test=row.is_test)
    return milestone is not None and milestone.submitted_at is None and milestone.held > 0


def _happening(action: str, row: Payment, now: datetime) -> Happening:
    return Happening(at=now, action=action, actor=CLOCK, subject=f"payment:{row.id}", payload=payment_as_json(row))
