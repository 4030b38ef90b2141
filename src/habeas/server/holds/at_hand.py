"""What a plan for a member's money and contracts has to answer for: amounts, contracts, and claims to wait for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db.models import F

from habeas.domain.holds.answers import Answer, OpenAmount, PayNow, PayOn, RefundClient
from habeas.domain.holds.defaults import UsualReasons, default_answers
from habeas.domain.holds.told import is_contested
from habeas.domain.holds.wind_down import PlannedContract
from habeas.money import Money
from habeas.server.decisions.histories import list_running_and_over
from habeas.server.holds.asked import map_asked, map_asked_of_milestones, map_rooms
from habeas.server.holds.models import Claim
from habeas.server.holds.views import claim_as_json, money_as_json
from habeas.server.journal.queries import ContractMoney, list_balances, list_contract_money


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What somebody has to answer for: amounts, contracts that run, and the claims that money could wait for."""

    as_of: datetime
    amounts: tuple[OpenAmount, ...]
    contracts: tuple[PlannedContract, ...]
    claims: Sequence[Claim]


def list_open(member: str, *, is_test: bool, now: datetime) -> Open:
    """Return all of a member's money and contracts that a plan answers for: not what is asked of the provider."""
    claims = Claim.objects.filter(
        owner__party=member, is_test=is_test, closed_at=None, hold=None, amount__gt=F("lessened")
    )
    money = list_contract_money(member, is_test=is_test)
    held = _list_held(money, is_test=is_test)
    holding = {amount.contract for amount in held}
    with_money = [one for one in money if one.contract in holding]
    taken_over = frozenset(one.contract for one in money if not one.is_party)
    contracts = tuple(_contracts(with_money, member, taken_over=taken_over, is_test=is_test, now=now))
    over = {one.id for one in contracts if one.is_over}
    return Open(
        as_of=now,
        amounts=(
            *_balances(member, is_test=is_test),
            *(replace(one, is_over=one.contract in over) for one in held),
        ),
        contracts=contracts,
        claims=list(claims.select_related("owner", "claimant").order_by("id")),
    )


def _balances(member: str, *, is_test: bool) -> Iterator[OpenAmount]:
    asked = map_asked(member, is_test=is_test)
    for currency, balances in list_balances(member, is_test=is_test).items():
        left = balances.available.amount - asked.get(currency, 0)
        if left > 0:
            yield OpenAmount(id=f"balance:{currency}", money=Money(left, currency))


def _list_held(money: Sequence[ContractMoney], *, is_test: bool) -> list[OpenAmount]:
    """Return what milestones hold, on either side: not what is asked of the provider."""
    asked = map_asked_of_milestones([one.contract for one in money], is_test=is_test)
    return [amount for one in money for amount in _milestones(one, asked)]


def _milestones(contract: ContractMoney, asked: Mapping[tuple[str, str], int]) -> Iterator[OpenAmount]:
    for one in contract.milestones:
        left = one.held - asked.get((contract.contract, one.id), 0)
        if left > 0:
            yield OpenAmount(
                id=f"{contract.contract}/{one.id}",
                money=Money(left, one.currency),
                due_at=one.due_at,
                milestone=one.id,
                contract=contract.contract,
                is_paid_in=contract.pays,
                handed_in_at=one.submitted_at,
                is_contested=is_contested(contract.facts),
            )


def _contracts(
    money: Sequence[ContractMoney], member: str, *, taken_over: Collection[str], is_test: bool, now: datetime
) -> Iterator[PlannedContract]:
    """Yield the contracts that run, and of the others those with money in them: over, or long unheard of but for it.

    For who was a party of one that another took over it is over.
    """
    told, over = list_running_and_over(member, is_test=is_test, now=now)
    running = [one for one in told if one.id not in taken_over]
    for one in running:
        others = sorted(party for side in one.sides if member not in side for party in side)
        yield PlannedContract(id=one.id, title=one.id, counterpart=next(iter(others), ""))
    known = {one.id for one in running}
    for held in money:
        if held.contract not in known:
            is_over = held.contract in over or held.contract in taken_over
            yield PlannedContract(id=held.contract, title=held.contract, counterpart=held.counterpart, is_over=is_over)


_USUAL: Final = {PayNow: "pay_now", PayOn: "pay_on", RefundClient: "refund"}
_UNSAID: Final = UsualReasons(its_date="", no_work="")


def open_as_json(there: Open) -> dict[str, Any]:
    """Return what is open as interfaces show it, each amount with the answer that is usual."""
    usual = default_answers(there.amounts, now=there.as_of, reasons=_UNSAID)
    rooms, running = map_rooms(there.claims), [one for one in there.contracts if not one.is_over]
    return {
        "amounts": [_open_amount(one, usual[one.id][0].answer, there.as_of) for one in there.amounts],
        "contracts": [{"contract": one.id, "counterpart": one.counterpart or None} for one in running],
        "claims": [claim_as_json(one) | {"may_wait": money_as_json(rooms[one.id])} for one in there.claims],
    }


def _open_amount(one: OpenAmount, usual: Answer, at: datetime) -> dict[str, Any]:
    return {
        "id": one.id,
        "amount": money_as_json(one.money),
        "contract": one.contract or None,
        "milestone": one.milestone or None,
        "due_at": None if one.due_at is None else one.due_at.isoformat(),
        "handed_in_at": None if one.handed_in_at is None else one.handed_in_at.isoformat(),
        "is_payable": one.is_owed(at),
        "is_refundable": one.is_refundable,
        "has_date": one.has_date,
        "usual": _USUAL[type(usual)],
        "usual_at": usual.at.isoformat() if isinstance(usual, PayOn) else None,
    }
