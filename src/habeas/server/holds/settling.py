"""Carries out the plan of a decision when it takes effect: holds placed, payments set on their dates, contracts told.

What is no longer there is left out, and what came since is nobody's business: it goes its ordinary way.
"""

import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from habeas.domain.actors import Actor
from habeas.domain.holds.answers import (
    ContractAnswer,
    GoesOn,
    HandedOver,
    HoldAgainst,
    OpenAmount,
    Part,
    Paused,
    PayOn,
)
from habeas.domain.holds.answers import RefundClient as Refund
from habeas.domain.holds.changes import PlanChange
from habeas.domain.holds.statement import MoneyStatement
from habeas.domain.holds.telling import FATES, is_theirs
from habeas.domain.holds.wind_down import WindDown
from habeas.server.audit.operations import Happening
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import NewDeadline, set_deadlines
from habeas.server.holds.models import ContractStop, Hold, Payment
from habeas.server.holds.operations import PERSON
from habeas.server.holds.payments import PLAN, Asked, deadline_of, drop_void, gather, keep_own_date
from habeas.server.holds.stating import Reader
from habeas.server.holds.views import hold_as_json, money_as_json, payment_as_json, stop_as_json
from habeas.server.holds.waiting import Held, Unheld, Waiting
from habeas.server.journal.operations import lock_owner
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.parties.keys import Keyring


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a plan: the statements of the holds that were placed, and what the audit log says.

    `changes` are what comes out otherwise than the member was told. `elsewhere` are the milestones, by contract and id,
    whose money goes another way before the other side was told of any.
    """

    statements: Sequence[MoneyStatement]
    happenings: Sequence[Happening]
    changes: Sequence[PlanChange]
    elsewhere: Collection[tuple[str, str]]


def settle(plan: WindDown, *, by: Actor, reader: Reader, keys: Keyring, is_test: bool, now: datetime) -> Settled:
    """Carry out a plan, in the caller's transaction, in which the member is locked."""
    settling = _Settling(plan=plan, is_test=is_test, now=now)
    waiting = Waiting(plan=plan, by=by, reader=reader, keys=keys, is_test=is_test, now=now)
    outcomes = [waiting.hold(*part) for part in _waiting(plan)]
    placed = [one for one in outcomes if isinstance(one, Held)]
    unheld = [one for one in outcomes if isinstance(one, Unheld)]
    freed = [(one.amount, one.part) for one in unheld if one.part.money.amount > 0]
    later = [(amount, part) for amount, part in _flowing(plan) if not is_theirs(amount, part)]
    payments = _set_payments(plan, [*later, *freed], is_test=is_test, now=now)
    dropped = _drop_void(plan, is_test=is_test, now=now)
    redated = gather(keep_own_date(row, now=now) for row in _list_of_milestones(plan, is_test=is_test))
    stops = [settling.stop(name, fate) for name, fate in plan.fates.items() if _stops(fate, now)]
    ContractStop.objects.bulk_create(stops)
    set_deadlines([_end(one) for one in stops if one.until], now=now)
    settled = [settling.settled(payments, stops)] if payments or stops else []
    held = [*settling.happenings(one.row for one in placed), *map(settling.unheld, unheld)]
    changes = [change for one in outcomes if (change := waiting.change(one)) is not None]
    return Settled(
        [one.statement for one in placed],
        [*held, *settled, *dropped.happenings, *redated.happenings],
        changes=[*changes, *dropped.changes, *redated.changes],
        elsewhere=frozenset((one.contract, one.milestone) for one in dropped.changes),
    )


def pay_what_is_theirs(plan: WindDown, *, is_test: bool, now: datetime) -> list[Happening]:
    """Set the payments that wait for no effect of the decision: the member's own, and what was agreed."""
    theirs = [(amount, part) for amount, part in _flowing(plan) if is_theirs(amount, part)]
    payments = _set_payments(plan, theirs, is_test=is_test, now=now)
    content = {"payments": [payment_as_json(one) for one in payments]}
    subject = f"sanction:{plan.decision}"
    said = Happening(
        at=now, action="plan.payments_set", actor=PERSON, subject=subject, payload=content, member=plan.member
    )
    return [said] if payments else []


def _set_payments(
    plan: WindDown, parts: Iterable[tuple[OpenAmount, Part]], *, is_test: bool, now: datetime
) -> list[Payment]:
    payments = [_payment(plan, amount, part, is_test=is_test, now=now) for amount, part in parts]
    Payment.objects.bulk_create(payments)
    set_deadlines(list(map(deadline_of, payments)), now=now)
    return payments


def _drop_void(plan: WindDown, *, is_test: bool, now: datetime) -> Asked:
    """Drop what is void of a plan for milestones: they hold nothing any more, or their work came, or cannot come."""
    return gather(drop_void(row, now=now) for row in _list_of_milestones(plan, is_test=is_test))


def _list_of_milestones(plan: WindDown, *, is_test: bool) -> QuerySet[Payment]:
    """Return what is planned of milestones and not asked yet, locked."""
    rows = Payment.objects.select_for_update(of=("self",)).select_related("owner")
    mine = rows.filter(decision=plan.decision, is_test=is_test, asked_at=None, dropped_at=None).exclude(milestone="")
    return mine.order_by("due_at", "id")


def _payment(plan: WindDown, amount: OpenAmount, part: Part, *, is_test: bool, now: datetime) -> Payment:
    answer = part.answer
    at = answer.at if isinstance(answer, PayOn) else now
    return Payment(
        id=f"pay_{secrets.token_hex(12)}",
        decision=plan.decision,
        owner=lock_owner(plan.member, is_test=is_test),
        is_test=is_test,
        action="refund" if isinstance(answer, Refund) else "pay",
        amount=part.money.amount,
        currency=part.money.currency,
        provider=plan.provider,
        contract=amount.contract,
        milestone=amount.milestone,
        is_agreed=amount.due_at is not None and (at == amount.due_at or amount.due_at <= plan.made_at),
        due_at=max(at, now),
        planned_at=now,
    )


def _waiting(plan: WindDown) -> Iterator[tuple[OpenAmount, Part, HoldAgainst]]:
    for amount in plan.amounts:
        for part in plan.answers[amount.id]:
            if isinstance(part.answer, HoldAgainst):
                yield amount, part, part.answer


def _flowing(plan: WindDown) -> Iterator[tuple[OpenAmount, Part]]:
    for amount in plan.amounts:
        for part in plan.answers[amount.id]:
            if not isinstance(part.answer, HoldAgainst):
                yield amount, part


def _stops(fate: ContractAnswer, now: datetime) -> bool:
    """Tell whether a contract stops: not where it goes on, nor where its pause is over before it began."""
    return not isinstance(fate, GoesOn) and not (isinstance(fate, Paused) and fate.until <= now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settling:
    plan: WindDown
    is_test: bool
    now: datetime

    def stop(self, contract: str, fate: ContractAnswer) -> ContractStop:
        """Return what becomes of a contract, not yet written; the host is told."""
        until = fate.until if isinstance(fate, Paused) else None
        stop = ContractStop(
            id=f"stp_{secrets.token_hex(12)}",
            decision=self.plan.decision,
            contract=contract,
            is_test=self.is_test,
            fate=FATES[type(fate)].value,
            since=self.now,
            until=until,
        )
        told = stop_as_json(stop) | {"to": fate.to if isinstance(fate, HandedOver) else None}
        write_messages([_message(stop, told)], now=self.now)
        return stop

    def happenings(self, holds: Iterable[Hold]) -> Iterator[Happening]:
        """Return what the audit log says of holds."""
        for row in holds:
            yield self._happening("hold.placed", f"hold:{row.id}", hold_as_json(row))

    def unheld(self, one: Unheld) -> Happening:
        """Return what the audit log says of a hold that was not placed: why, and how much is paid instead."""
        content = {
            "hold": one.answer.decision,
            "claim": one.answer.claim,
            "because": one.because,
            "paid": money_as_json(one.part.money),
        }
        return self._happening("hold.not_placed", f"sanction:{self.plan.decision}", content)

    def settled(self, payments: Sequence[Payment], stops: Sequence[ContractStop]) -> Happening:
        """Return what the audit log says of the plan."""
        content = {
            "payments": [payment_as_json(one) for one in payments],
            "contracts": [stop_as_json(one) for one in stops],
        }
        return self._happening("plan.settled", f"sanction:{self.plan.decision}", content)

    def _happening(self, action: str, subject: str, payload: dict[str, Any]) -> Happening:
        return Happening(
            at=self.now, action=action, actor=PERSON, subject=subject, payload=payload, member=self.plan.member
        )


def lock_stops(contracts: Iterable[str], *, is_test: bool) -> list[ContractStop]:
    """Return all that still stops some contracts, whatever decided it, locked in one order."""
    found = ContractStop.objects.select_for_update().filter(contract__in=list(contracts), is_test=is_test, over_at=None)
    return list(found.order_by("id"))


def let_contract_go_on(row: ContractStop, *, others: Iterable[ContractStop], now: datetime) -> ContractStop | None:
    """Write that a locked stop is over and tell the host; return what stops its contract all the same, if anything.

    `others` are all that stops contracts, locked. Where another one is left, the host is told of that once more: what
    one decision stopped does not go on because another one fell.
    """
    row.over_at = now
    row.save(update_fields=["over_at"])
    left = [one for one in others if one.contract == row.contract and one.id != row.id and one.over_at is None]
    still = max(left, key=_weight, default=None)
    if still is None:
        message = _message(row, {**stop_as_json(row), "fate": "goes_on", "until": None, "to": None})
    else:
        message = replace(_message(still, {**stop_as_json(still), "to": None}), key=f"{row.id}:{still.id}")
    write_messages([message], now=now)
    return still


def _weight(row: ContractStop) -> tuple[bool, datetime, str]:
    """Return by what it is told which of several stops binds: an end before a pause, the longer before the shorter."""
    return row.until is None, row.until or row.since, row.id


def _message(row: ContractStop, told: dict[str, Any]) -> NewMessage:
    key = f"{row.id}:{told['fate']}"
    return NewMessage(type=WebhookType.CONTRACT_INSTRUCTED, payload=told, key=key, is_test=row.is_test)


def _end(row: ContractStop) -> NewDeadline:
    due_at = row.until or row.since
    return NewDeadline(kind=Kind.END_PAUSE, subject=row.id, rule=PLAN, due_at=due_at, is_test=row.is_test)
