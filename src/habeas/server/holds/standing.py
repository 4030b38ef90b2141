"""One member's money as interfaces show it: each amount with its state, its reason and its date."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q

from habeas.domain.journal.entries import INSIDE, Balances, State
from habeas.domain.journal.lines import Line, Why, complete_lines, list_lines
from habeas.domain.journal.milestones import Milestone
from habeas.domain.journal.reconciliation import Difference
from habeas.domain.journal.set_aside import SetAside
from habeas.money import Money
from habeas.server.holds.details import details_as_json
from habeas.server.holds.freezing import list_told_freezes
from habeas.server.holds.lessenings import Lessenings, map_lessenings
from habeas.server.holds.models import ContractStop, DeductionItem, DetailsFreeze, Hold, Payment
from habeas.server.holds.views import (
    deduction_loss_as_json,
    hold_as_json,
    hold_loss_as_json,
    money_as_json,
    payment_as_json,
    plan_loss_as_json,
    stop_as_json,
)
from habeas.server.journal.overdrawn import list_overdrawn_of
from habeas.server.journal.queries import (
    MOST_MATTERS,
    ContractMoney,
    list_all_money,
    list_balances,
    list_differences,
)
from habeas.server.parties.keys import Keyring, read_keys
from habeas.server.rulings.models import Sanction

Json = dict[str, Any]

_ORDER: Final[Mapping[State, int]] = {state: place for place, state in enumerate(INSIDE)}


def get_money(member: str, *, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Return balances by currency, what makes them up, contracts, plans, holds, losses, freezes, what does not add up.

    For each currency and state the amounts sum to the balance.
    """
    balances = list_balances(member, is_test=is_test)
    contracts, own = list_all_money(member, is_test=is_test)
    lines = [*(line for one in contracts for line in list_lines(one.facts, member=member)), *own]
    holds = _list_holds(lines)
    keys = read_keys([member]) if holds else Keyring({})
    deductions = _list_deductions(lines, keys)
    names = [one.contract for one in contracts]
    planned = _list_planned(member, names, is_test=is_test)
    dates = _map_dates(planned)
    dated = [_dated(line, holds.get(line.about), dates, now) for line in complete_lines(lines, balances)]
    stops = _list_stops(member, names, is_test=is_test)
    overdrawn = list_overdrawn_of(member, balances, now=now)
    differences = [*overdrawn, *list_differences(is_test=is_test, member=member)]
    return {
        "member": member,
        "as_of": now.isoformat(),
        "balances": [_balance(currency, one) for currency, one in balances.items()],
        "amounts": [
            _amount(line, holds.get(line.about), deductions.get(line.about), keys) for line in _in_order(dated)
        ],
        "contracts": [{**_contract(one), "stopped": stops.get(one.contract)} for one in contracts],
        "payments": _list_payments(planned, member),
        "holds": [hold_as_json(hold) for hold in holds.values() if hold.released_at is None],
        "losses": _list_losses(planned, member, is_test=is_test),
        "payout_details": _list_frozen_details(member, is_test=is_test, now=now),
        "freezes": list_told_freezes(member, is_test=is_test),
        "differences": [difference_as_json(one) for one in differences],
    }


def _list_holds(lines: Iterable[Line]) -> Mapping[str, Hold]:
    """Return the holds that lines are about, by their matter, the earliest to end first."""
    names = [line.about.removeprefix("hold:") for line in lines if line.about.startswith("hold:")]
    rows = Hold.objects.filter(id__in=names).select_related("owner", "claim").order_by("release_at", "id")
    return {f"hold:{row.id}": row for row in rows} if names else {}


def _list_deductions(lines: Iterable[Line], keys: Keyring) -> Mapping[str, Json]:
    """Return the deductions that lines are about, by their matter, each with its items."""
    holds = [line.about.removeprefix("hold:") for line in lines if line.why is Why.DEDUCTION]
    rows = DeductionItem.objects.filter(deduction__hold__in=holds, deduction__restored_at=None)
    found: dict[str, Json] = {}
    for row in rows.select_related("deduction__hold__owner").order_by("pk") if holds else ():
        hold, member = row.deduction.hold_id, row.deduction.hold.owner.party
        deduction = found.setdefault(f"hold:{hold}", {"id": row.deduction_id, "items": []})
        words = keys.open(member, bytes(row.sealed_words)).decode() if keys.has(member) else None
        deduction["items"].append({"amount": row.amount, "clause": row.clause, "words": words})
    return found


def _list_planned(member: str, contracts: Collection[str], *, is_test: bool) -> Sequence[Payment]:
    """Return what plans say is to be paid, of a member's money and under their contracts, till it is done.

    And what of it cost the member something, for its decision fell.
    """
    of_plans = Payment.objects.filter(is_test=is_test)
    open_ones = of_plans.filter(dropped_at=None, instruction__acknowledged_at=None)
    # Asked of each apart and put together: of both at once, the database would read every payment there is.
    mine = open_ones.filter(owner__party=member).values("pk")
    under_them = open_ones.filter(contract__in=list(contracts)).values("pk")
    wrong = of_plans.filter(owner__party=member, loss__isnull=False).values("pk")
    missed = of_plans.filter(loss__missed_by__party=member).values("pk")
    rows = Payment.objects.filter(pk__in=mine.union(under_them, wrong, missed))
    found = rows.select_related("owner", "instruction", "loss__missed_by")
    return list(found.order_by("due_at", "id")[:MOST_MATTERS])


def _list_payments(planned: Iterable[Payment], member: str) -> Sequence[Json]:
    """Return what is still to be paid.

    `acknowledged_at` is not among it: what the provider did is in the journal as soon as the host tells of it. A
    decision about somebody else is not named.
    """
    return [_as_read(payment_as_json(row), is_theirs=row.owner.party == member) for row in planned if _is_open(row)]


def _is_open(row: Payment) -> bool:
    return row.dropped_at is None and not (hasattr(row, "instruction") and row.instruction.acknowledged_at is not None)


def _list_losses(planned: Iterable[Payment], member: str, *, is_test: bool) -> Sequence[Json]:
    """Return what wrong waits, deductions and plans cost a member and what is owed for each, the newest first."""
    was_wrong = Q(loss__isnull=False) | Q(deduction__restored_at__isnull=False)
    rows = Hold.objects.filter(was_wrong, owner__party=member, is_test=is_test).select_related("loss", "deduction")
    found = rows.order_by("-placed_at", "id")[:MOST_MATTERS]
    is_lessened = any(row.lessened for row in found)
    lessenings = map_lessenings(rows) if is_lessened else {}
    of_holds = [cost for row in found for cost in _losses_of(row, lessenings)]
    of_plans = [
        _as_read(plan_loss_as_json(row.loss), is_theirs=row.loss.missed_by is None)
        for row in planned
        if hasattr(row, "loss") and (row.loss.missed_by or row.owner).party == member
    ]
    return sorted([*of_holds, *of_plans], key=lambda one: str(one["until"]), reverse=True)


def _losses_of(row: Hold, lessenings: Lessenings) -> Iterator[Json]:
    if hasattr(row, "loss"):
        yield hold_loss_as_json(row.loss, lessenings)
    if hasattr(row, "deduction") and row.deduction.restored_at is not None:
        yield deduction_loss_as_json(row.deduction)


def _as_read(shown: Json, *, is_theirs: bool) -> Json:
    """Return what a plan says without the decision where that is about somebody else."""
    return shown if is_theirs else shown | {"decision": None}


def _list_frozen_details(member: str, *, is_test: bool, now: datetime) -> Sequence[Json]:
    """Return changes of a member's payout details that are not paid to yet."""
    rows = DetailsFreeze.objects.filter(owner__party=member, is_test=is_test, recovered_at=None, ends_at__gt=now)
    return [details_as_json(row) for row in rows.select_related("owner").order_by("changed_at")]


def _list_stops(member: str, contracts: Collection[str], *, is_test: bool) -> Mapping[str, Json]:
    """Return what became of contracts that decisions paused, ended or handed over, by contract.

    A decision about somebody else is not named.
    """
    about_them = Sanction.objects.filter(id=OuterRef("decision"), member_id=member)
    rows = ContractStop.objects.filter(contract__in=list(contracts), is_test=is_test, over_at=None)
    found = rows.annotate(is_theirs=Exists(about_them)).order_by("since")
    return {row.contract: _as_read(stop_as_json(row), is_theirs=row.is_theirs) for row in found}


def _map_dates(planned: Iterable[Payment]) -> Mapping[tuple[str, str], datetime]:
    """Return when a plan first moves money of each milestone, by its matter and id."""
    dates: dict[tuple[str, str], datetime] = {}
    for row in planned:
        if row.milestone and _is_open(row):
            dates.setdefault((f"contract:{row.contract}", row.milestone), row.due_at)
    return dates


def _dated(line: Line, hold: Hold | None, dates: Mapping[tuple[str, str], datetime], now: datetime) -> Line:
    """Return a line with its dates.

    What waits for a claim is free at the end of its hold, what is in a milestone moves when a plan says so, else when
    it is due, and what is free is so now.
    """
    if line.why in {Why.FREE, Why.OVERDRAWN}:
        return replace(line, since=now)
    if line.why is Why.MILESTONE:
        return replace(line, until=dates.get((line.about, line.part), line.until))
    return line if hold is None or line.why is not Why.CLAIM else replace(line, until=hold.release_at)


def _in_order(lines: Iterable[Line]) -> Sequence[Line]:
    """Return lines by currency and state; what ends first comes first, then what is newest."""

    def place(line: Line) -> tuple[object, ...]:
        until = line.until.timestamp() if line.until else float("inf")
        return line.money.currency, _ORDER[line.state], until, -(line.since.timestamp() if line.since else 0)

    return sorted(lines, key=place)


def _amount(line: Line, hold: Hold | None, deduction: Json | None, keys: Keyring) -> Json:
    kind, _, name = line.about.partition(":")
    return {
        "state": line.state.value,
        "amount": line.money.amount,
        "currency": line.money.currency,
        "why": line.why.value,
        "since": _written(line.since),
        "until": _written(line.until),
        "contract": name if kind == "contract" else None,
        "milestone": line.part or None if line.why in {Why.MILESTONE, Why.WORK, Why.FEE} else None,
        "chargeback": line.part if line.why is Why.CHARGED_BACK else None,
        "payout": name if kind == "payout" else None,
        "hold": None if hold is None else _hold(hold, keys),
        "deduction": deduction if line.why is Why.DEDUCTION else None,
    }


def _hold(hold: Hold, keys: Keyring) -> Json:
    member = hold.owner.party
    return {
        "id": hold.id,
        "decision": hold.decision,
        "claim": hold.claim_id,
        "claim_kind": hold.claim.kind,
        "reference": hold.claim.reference,
        "provider": hold.provider,
        "because": keys.open(member, bytes(hold.sealed_because)).decode() if keys.has(member) else None,
    }


def _balance(currency: str, balances: Balances) -> Json:
    parts = ("credited", *(state.value for state in INSIDE))
    return {"currency": currency, **{part: getattr(balances, part).amount for part in parts}}


def _contract(money: ContractMoney) -> Json:
    return {
        "contract": money.contract,
        "since": money.since.isoformat(),
        "started_at": _written(money.started_at),
        "counterpart": money.counterpart,
        "side": "pays" if money.pays else "is_paid",
        "milestones": [_milestone(one) for one in money.milestones],
        "set_aside": [_set_aside(one) for one in money.booked.set_aside],
    }


def _milestone(milestone: Milestone) -> Json:
    amounts = {part: getattr(milestone, part) for part in ("held", "released", "returned", "fees")}
    return {
        "milestone": milestone.id,
        **{name: money_as_json(Money(amount, milestone.currency)) for name, amount in amounts.items()},
        "moved_at": milestone.moved_at.isoformat(),
        "submitted_at": _written(milestone.submitted_at),
        "due_at": _written(milestone.due_at),
    }


def _set_aside(aside: SetAside) -> Json:
    return {"event": aside.fact.id, "field": aside.field, "because": aside.because}


def difference_as_json(difference: Difference) -> Json:
    """Return where a host's report and the journal differ."""
    return {
        "kind": "reported" if difference.is_reported else "overdrawn",
        "member": difference.member,
        "state": difference.state.value,
        "reported_at": difference.at.isoformat(),
        "reported": money_as_json(difference.reported),
        "booked": money_as_json(difference.booked),
        "missing": money_as_json(difference.missing),
    }


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
