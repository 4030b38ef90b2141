"""One member's money as interfaces show it: each amount with its state, its reason and its date."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from habeas.domain.journal.entries import Balances
from habeas.domain.journal.milestones import Milestone
from habeas.domain.journal.reconciliation import Difference
from habeas.domain.journal.set_aside import SetAside
from habeas.money import Money
from habeas.server.holds.queries import list_holds
from habeas.server.holds.views import money_as_json
from habeas.server.journal.queries import ContractMoney, list_balances, list_contract_money, list_differences

_MOST = 200


def get_money(member: str, *, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Return balances by currency, contracts with their milestones, holds that run, and what does not add up."""
    balances = list_balances(member, is_test=is_test)
    return {
        "member": member,
        "as_of": now.isoformat(),
        "balances": [_balance(currency, one) for currency, one in balances.items()],
        "contracts": [_contract(one) for one in list_contract_money(member, is_test=is_test)],
        "holds": list(list_holds(is_test=is_test, now=now, most=_MOST, in_force=True, member=member)),
        "differences": [difference_as_json(one) for one in list_differences(is_test=is_test, member=member)],
    }


def _balance(currency: str, balances: Balances) -> dict[str, Any]:
    parts = ("credited", "available", "held", "in_transit", "paid", "deducted")
    return {"currency": currency, **{part: getattr(balances, part).amount for part in parts}}


def _contract(money: ContractMoney) -> dict[str, Any]:
    return {
        "contract": money.contract,
        "counterpart": money.counterpart,
        "side": "pays" if money.pays else "is_paid",
        "milestones": [_milestone(one) for one in money.milestones],
        "set_aside": [_set_aside(one) for one in money.booked.set_aside],
    }


def _milestone(milestone: Milestone) -> dict[str, Any]:
    amounts = {"held": milestone.held, "released": milestone.released, "fees": milestone.fees}
    return {
        "milestone": milestone.id,
        **{name: money_as_json(Money(amount, milestone.currency)) for name, amount in amounts.items()},
        "submitted_at": milestone.submitted_at.isoformat() if milestone.submitted_at else None,
        "due_at": milestone.due_at.isoformat() if milestone.due_at else None,
    }


def _set_aside(aside: SetAside) -> dict[str, Any]:
    return {"event": aside.fact.id, "field": aside.field, "because": aside.because}


def difference_as_json(difference: Difference) -> dict[str, Any]:
    """Return where a host's report and the journal differ."""
    return {
        "member": difference.member,
        "state": difference.state.value,
        "reported_at": difference.at.isoformat(),
        "reported": money_as_json(difference.reported),
        "booked": money_as_json(difference.booked),
        "missing": money_as_json(difference.missing),
    }
