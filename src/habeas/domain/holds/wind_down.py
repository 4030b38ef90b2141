"""The plan for money and contracts at a suspension or termination: complete, or refused with all that it lacks."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.holds.answers import (
    ContractAnswer,
    GoesOn,
    HoldAgainst,
    OpenAmount,
    Part,
    PayOn,
    RefundClient,
)
from habeas.domain.holds.claims import Claim
from habeas.domain.holds.paying import check_date, check_payment, check_refund
from habeas.domain.holds.reasons import Problem, find_problem
from habeas.domain.holds.stopping import find_problems
from habeas.domain.refusals import Refused
from habeas.money import MoneyRefused, total

FIRST_TERM: Final = timedelta(days=CLOCKS[ClockId.HOLD_MAX].length.count)
"""How long a hold lasts that nobody renewed."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is wrong with a plan: where, the rule, and what to do."""

    field: str
    rule: str
    what_to_do: str


class WindDownIncomplete(Refused):
    """A plan that leaves an amount or a contract without an answer that may be given; `lacking` names each."""

    rule = "FUND-10"
    says = "the plan of {decision} lacks {parts}"

    def __init__(self, *, decision: str, lacking: tuple[Lacking, ...]) -> None:
        super().__init__(decision=decision, parts="; ".join(f"{one.field} ({one.what_to_do})" for one in lacking))
        self.lacking = lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedContract:
    """A contract that a plan is about, as its two sides know it: one that runs, or is over and still holds money."""

    id: str
    title: str
    counterpart: str
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was before a plan, by which it is judged when it is made.

    `ends_at` is when the decision ends that it goes with, as far as that is known: no pause outlives it. `facts` are
    those that the decision relies on, by their ids. `of_waits`, `of_dates`, `of_refunds` and `of_contracts` are the
    last reasons that its writer gave other members for letting money wait, for dating it, for giving it back and for
    stopping contracts, one for each. `held_of` is, by claim, what waits for other claims about its contract already, in
    minor units. `by` is its writer's id, empty where it lets nothing wait.
    """

    of_waits: Sequence[str] = ()
    of_dates: Sequence[str] = ()
    of_refunds: Sequence[str] = ()
    of_contracts: Sequence[str] = ()
    facts: Collection[str] = ()
    held_of: Mapping[str, int] = field(default_factory=dict)
    ends_at: datetime | None = None
    by: str = ""


NOTHING_BEFORE: Final = Before()
"""No earlier reasons, and nothing that waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindDown:
    """A plan that answers for every amount and every contract. Raises WindDownIncomplete.

    `amounts`, `contracts` and `claims` are what there is; `answers` and `fates` what the reviewer says, by id.
    A contract without an answer goes on. `kept_until` is, by currency, until when the provider may keep the oldest of
    what the member has; a currency that is not in it has no limit. One that `is_kept` was judged when it was made, by
    the rules of its day, and is read as it is.
    """

    decision: str
    member: str
    provider: str
    made_at: datetime
    amounts: tuple[OpenAmount, ...]
    answers: Mapping[str, Sequence[Part]]
    contracts: tuple[PlannedContract, ...]
    fates: Mapping[str, ContractAnswer]
    claims: tuple[Claim, ...] = ()
    kept_until: Mapping[str, datetime] = field(default_factory=dict)
    before: InitVar[Before] = NOTHING_BEFORE
    is_kept: InitVar[bool] = False

    def __post_init__(self, before: Before, is_kept: bool) -> None:
        """Refuse a plan that is not complete, naming all at once."""
        lacking = () if is_kept else tuple(_lacking(self, before))
        if lacking:
            raise WindDownIncomplete(decision=self.decision, lacking=lacking)

    def fate_of(self, contract: str) -> ContractAnswer:
        """Return what becomes of a contract."""
        return self.fates.get(contract, GoesOn())


def _lacking(plan: WindDown, before: Before) -> Iterator[Lacking]:
    for amount in plan.amounts:
        yield from _lacking_of_amount(plan, amount, before)
    known = {amount.id for amount in plan.amounts}
    for name in plan.answers:
        if name not in known:
            yield Lacking(f"answers.{name}", "FUND-10", "answer only for what there is")
    yield from _lacking_of_claims(plan)
    yield from _lacking_of_transactions(plan, before)
    contracts = {contract.id: contract for contract in plan.contracts if not contract.is_over}
    for name, fate in plan.fates.items():
        if name not in contracts:
            yield Lacking(f"fates.{name}", "FUND-10", "answer only for contracts that run")
        else:
            yield from _lacking_of_fate(plan, contracts[name], fate, before)


def _lacking_of_amount(plan: WindDown, amount: OpenAmount, before: Before) -> Iterator[Lacking]:
    field, parts = f"answers.{amount.id}", plan.answers.get(amount.id, ())
    if not parts:
        yield Lacking(field, "FUND-10", f"say what becomes of {amount.money}")
        return
    try:
        answered = total((part.money for part in parts), currency=amount.money.currency)
    except MoneyRefused as error:
        yield Lacking(field, "FUND-9", str(error))
        return
    if answered != amount.money or min(part.money.amount for part in parts) <= 0:
        yield Lacking(field, "FUND-9", f"answer for {amount.money} in parts above nothing, not for {answered}")
    for part in parts:
        problem = _problem(plan, amount, part, before)
        if problem is not None:
            yield Lacking(field, *problem)


def _problem(plan: WindDown, amount: OpenAmount, part: Part, before: Before) -> Problem:
    answer, fate = part.answer, plan.fate_of(amount.contract)
    if isinstance(answer, PayOn):
        dated = before.of_dates
        return check_date(amount, part, answer.at, fate=fate, made_at=plan.made_at, to_others=dated)
    if isinstance(answer, HoldAgainst):
        held = _check_hold(plan, amount, part, answer, by=before.by)
        return held or find_problem(part.because, to_others=before.of_waits)
    if isinstance(answer, RefundClient):
        return check_refund(amount, part, fate=fate, to_others=before.of_refunds)
    return check_payment(amount, fate=fate, made_at=plan.made_at)


def _check_hold(plan: WindDown, amount: OpenAmount, part: Part, answer: HoldAgainst, *, by: str) -> Problem:
    claim = next((one for one in plan.claims if one.id == answer.claim), None)
    if claim is None or claim.member != plan.member or not claim.is_open:
        return "FUND-4", f"name an open claim against {plan.member}; there is none of the id {answer.claim!r}"
    if claim.was_read_only_by(by):
        return "FUND-7", f"{by} wrote the order {claim.id} down: let a second person read it and decide, or pay it"
    if amount.milestone:
        return "invariant 7", "hold only what the member has; a milestone is its client's till it is released"
    if not plan.made_at < answer.until <= plan.made_at + FIRST_TERM:
        return "FUND-4", f"let the hold end within {FIRST_TERM.days} days; a second person may renew it once"
    if not (answer.decision and part.because):
        return "FUND-3", "give the hold its own decision, and reasons"
    return _check_provider(plan, part, answer)


def _check_provider(plan: WindDown, part: Part, answer: HoldAgainst) -> Problem:
    latest = plan.kept_until.get(part.money.currency)
    if latest is None or answer.until <= latest:
        return None
    return "FUND-6", (
        f"{plan.provider} may keep the oldest of it until {latest.isoformat()}, and holding {part.money} until "
        f"{answer.until.isoformat()} is longer (FUND-6); pay it"
    )


def _lacking_of_claims(plan: WindDown) -> Iterator[Lacking]:
    """Refuse to let more wait for a claim than it claims, over all amounts."""
    waiting: Counter[tuple[str, str]] = Counter()
    for parts in plan.answers.values():
        for part in parts:
            if isinstance(part.answer, HoldAgainst):
                waiting[part.answer.claim, part.money.currency] += part.money.amount
    claimed = {claim.id: claim.amount for claim in plan.claims}
    for (claim, currency), amount in sorted(waiting.items()):
        limit = claimed.get(claim)
        if limit is not None and (limit.currency != currency or amount > limit.amount):
            yield Lacking(f"claims.{claim}", "FUND-4", f"hold no more than the {limit} that it claims")


def _lacking_of_transactions(plan: WindDown, before: Before) -> Iterator[Lacking]:
    """Refuse to let more wait for the claims about one contract than it paid: the same money would wait twice.

    They are placed in this order, each of what the ones before it leave.
    """
    claims = {claim.id: claim for claim in plan.claims}
    waiting: Counter[tuple[str, str]] = Counter()
    for amount in plan.amounts:
        for part in plan.answers.get(amount.id, ()):
            claim = claims.get(part.answer.claim) if isinstance(part.answer, HoldAgainst) else None
            if claim is None or claim.transaction is None or not claim.contract:
                continue
            place = claim.contract, part.money.currency
            left = claim.transaction.amount - before.held_of.get(claim.id, 0) - waiting[place]
            waiting[place] += part.money.amount
            if part.money.amount > left:
                yield Lacking(f"answers.{amount.id}", "FUND-4", _too_much(claim, max(0, left)))


def _too_much(claim: Claim, left: int) -> str:
    return (
        f"hold no more than {replace(claim.amount, amount=left)} for {claim.id}: {claim.contract} paid "
        f"{claim.transaction}, and the rest of it waits for other claims about it"
    )


def _lacking_of_fate(
    plan: WindDown, contract: PlannedContract, fate: ContractAnswer, before: Before
) -> Iterator[Lacking]:
    problems = find_problems(
        fate,
        sides={plan.member, contract.counterpart},
        made_at=plan.made_at,
        ends_at=before.ends_at,
        facts=before.facts,
        to_others=before.of_contracts,
    )
    for problem in problems:
        if problem is not None:
            yield Lacking(f"fates.{contract.id}", *problem)
