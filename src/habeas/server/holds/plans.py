"""The plan for a member's money and contracts, made of what there is and of what a person answers (FUND-10)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Any, Final

from habeas.domain.holds.answers import ContractAnswer, HoldAgainst, OpenAmount, Part
from habeas.domain.holds.defaults import UsualReasons, default_answers
from habeas.domain.holds.hold import Provider
from habeas.domain.holds.paying import has_own_date
from habeas.domain.holds.wind_down import (
    FIRST_TERM,
    NOTHING_BEFORE,
    Before,
    Lacking,
    WindDown,
    WindDownIncomplete,
)
from habeas.domain.journal.milestones import Milestone
from habeas.domain.statements.content import Becomes, MoneyLine, MoneyState
from habeas.money import Money
from habeas.server.holds.asked import map_asked, map_asked_of_milestones, map_held_of_contracts
from habeas.server.holds.at_hand import list_open
from habeas.server.holds.claims import claim_as_told
from habeas.server.holds.models import Claim, Hold
from habeas.server.holds.operations import new_hold_id
from habeas.server.journal.queries import ContractMoney, get_credited_since, list_balances, list_contract_money
from habeas.server.parties.keys import Keyring


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """That a part of an amount waits for a claim; its decision and its end follow from the plan's time."""

    amount: str
    claim: str
    money: Money
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person answers, by amount and by contract. `is_usual`: what has no answer has the usual one."""

    answers: Mapping[str, Sequence[Part]] = field(default_factory=dict)
    waits: Sequence[Wait] = ()
    fates: Mapping[str, ContractAnswer] = field(default_factory=dict)
    is_usual: bool = False

    @property
    def gives_reasons(self) -> bool:
        """Tell whether a person gives reasons in it that others may have been given before."""
        said = any(part.because for parts in self.answers.values() for part in parts)
        return said or bool(self.waits or self.fates)


NOTHING_SAID: Final = Said()
"""No answer to anything: enough where nothing is open."""

AS_USUAL: Final = Said(is_usual=True)
"""The answer for many at once: each amount is paid on its date, or goes back if no work can come; contracts go on."""


def make_plan(
    said: Said,
    *,
    decision: str,
    member: str,
    provider: Provider,
    reasons: UsualReasons,
    before: Before = NOTHING_BEFORE,
    is_test: bool,
    now: datetime,
) -> WindDown:
    """Return the plan that answers for all of a member's money and contracts. Raises WindDownIncomplete.

    `reasons` are those of the usual answers, in the member's language; `before` are its writer's earlier ones. What is
    paid when it is due anyway needs no reason of a person: it has the usual one where none is given.
    """
    _check_waits(said, decision)
    there = list_open(member, is_test=is_test, now=now)
    usual = default_answers(there.amounts, now=now, reasons=reasons) if said.is_usual else {}
    return WindDown(
        decision=decision,
        member=member,
        provider=provider.name,
        made_at=now,
        amounts=there.amounts,
        answers={**usual, **_with_its_date(_answers(said, now), there.amounts, reasons)},
        contracts=there.contracts,
        fates=said.fates,
        claims=tuple(claim_as_told(row) for row in there.claims),
        kept_until=_kept_until(said, member, provider, is_test=is_test),
        before=replace(before, held_of=_held_of(said, there.claims)),
    )


def _check_waits(said: Said, decision: str) -> None:
    """Refuse that several parts wait for one claim: it bears one hold, and the others would not be placed."""
    counted = Counter(wait.claim for wait in said.waits)
    what_to_do = "let one part wait for each claim; a claim bears one hold"
    fields = sorted({f"answers.{wait.amount}" for wait in said.waits if counted[wait.claim] > 1})
    if fields:
        raise WindDownIncomplete(
            decision=decision, lacking=tuple(Lacking(field, "FUND-4", what_to_do) for field in fields)
        )


def _held_of(said: Said, claims: Sequence[Claim]) -> Mapping[str, int]:
    """Return what waits already for other claims about the contracts of those that are named, by claim."""
    named = {wait.claim for wait in said.waits}
    return map_held_of_contracts([row for row in claims if row.id in named])


def _kept_until(said: Said, member: str, provider: Provider, *, is_test: bool) -> Mapping[str, datetime]:
    """Return until when the provider may keep what is to wait, by currency; nothing where their terms name no limit."""
    if provider.longest is None:
        return {}
    currencies = {wait.money.currency for wait in said.waits}
    since = {one: get_credited_since(member, currency=one, is_test=is_test) for one in currencies}
    return {currency: at + provider.longest for currency, at in since.items() if at is not None}


def _answers(said: Said, now: datetime) -> Mapping[str, tuple[Part, ...]]:
    parts: dict[str, list[Part]] = defaultdict(list)
    for name, answered in said.answers.items():
        parts[name] += answered
    for wait in said.waits:
        answer = HoldAgainst(wait.claim, decision=new_hold_id(), until=now + FIRST_TERM)
        parts[wait.amount].append(Part(money=wait.money, answer=answer, because=wait.because))
    return {name: tuple(answered) for name, answered in parts.items()}


def _with_its_date(
    answers: Mapping[str, Sequence[Part]], amounts: Sequence[OpenAmount], reasons: UsualReasons
) -> Mapping[str, Sequence[Part]]:
    """Return answers in which a payment on an amount's own date, without a reason, has the usual one."""
    known = {amount.id: amount for amount in amounts}
    return {
        name: tuple(
            replace(part, because=reasons.its_date, is_usual=True)
            if name in known and not part.because and has_own_date(known[name], part)
            else part
            for part in parts
        )
        for name, parts in answers.items()
    }


def standing_lines(member: str, *, keys: Keyring, zone: tzinfo, is_test: bool, now: datetime) -> list[MoneyLine]:
    """Return what is on its way to a member already, and what waits by decisions of its own: no plan touches it."""
    return [
        *_waiting(member, keys=keys, zone=zone, is_test=is_test, now=now),
        *_asked(member, is_test=is_test),
        *(
            MoneyLine(amount=one.in_transit.amount, currency=currency, state=MoneyState.IN_TRANSIT)
            for currency, one in list_balances(member, is_test=is_test).items()
            if one.in_transit.amount
        ),
    ]


def _asked(member: str, *, is_test: bool) -> Iterator[MoneyLine]:
    """Yield what the provider is asked by an earlier plan to pay, or to give back, and did not yet."""
    balances = list_balances(member, is_test=is_test)
    for currency, asked in map_asked(member, is_test=is_test).items():
        amount = min(asked, balances[currency].available.amount) if currency in balances else 0
        if amount > 0:
            yield MoneyLine(amount=amount, currency=currency, state=MoneyState.AVAILABLE, becomes=Becomes.PAID_NOW)
    contracts = list_contract_money(member, is_test=is_test)
    names = [one.contract for one in contracts]
    asked_of = map_asked_of_milestones(names, is_test=is_test)
    to_pay = map_asked_of_milestones(names, is_test=is_test, action="pay")
    for contract in contracts:
        for one in contract.milestones:
            place = contract.contract, one.id
            left = min(one.held, asked_of.get(place, 0))
            yield from _asked_of(contract, one, left=left, to_pay=min(left, to_pay.get(place, 0)))


def _asked_of(contract: ContractMoney, milestone: Milestone, *, left: int, to_pay: int) -> Iterator[MoneyLine]:
    """Yield what is on its way out of a milestone: to who is paid, and back to who paid it in."""
    paid = Becomes.PASSED_NOW if contract.pays else Becomes.PAID_NOW
    ways = (
        (to_pay, MoneyState.AVAILABLE, paid),
        (left - to_pay, MoneyState.IN_TRANSIT, Becomes.REFUNDED_BEFORE),
    )
    for amount, state, becomes in ways:
        if amount > 0:
            yield MoneyLine(
                amount=amount,
                currency=milestone.currency,
                state=state,
                becomes=becomes,
                milestone=milestone.id,
                contract=contract.contract,
            )


def _waiting(member: str, *, keys: Keyring, zone: tzinfo, is_test: bool, now: datetime) -> Iterator[MoneyLine]:
    rows = Hold.objects.filter(owner__party=member, is_test=is_test, released_at=None, release_at__gt=now)
    for row in rows.order_by("placed_at", "id"):
        yield MoneyLine(
            amount=row.waits,
            currency=row.currency,
            state=MoneyState.HELD,
            until=row.release_at.astimezone(zone).date(),
            because=keys.open(member, bytes(row.sealed_because)).decode(),
            provider=row.provider,
            decision=row.id,
        )


def line_as_json(line: MoneyLine) -> dict[str, Any]:
    """Return a line that no plan answers for as it is kept."""
    return {
        "amount": line.amount,
        "currency": line.currency,
        "state": line.state.value,
        "until": None if line.until is None else line.until.isoformat(),
        "because": line.because,
        "provider": line.provider,
        "decision": line.decision,
        "becomes": None if line.becomes is None else line.becomes.value,
        "milestone": line.milestone,
        "contract": line.contract,
    }
