"""What a plan for money and contracts says to the member, amount by amount, and to each counterpart about theirs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Final

from habeas.domain.holds.answers import (
    Answer,
    ContractAnswer,
    Ended,
    GoesOn,
    HandedOver,
    HoldAgainst,
    OpenAmount,
    Part,
    Paused,
    PayNow,
    PayOn,
    RefundClient,
)
from habeas.domain.holds.paying import has_own_date
from habeas.domain.holds.wind_down import PlannedContract, WindDown
from habeas.domain.statements.content import Becomes, MoneyLine, MoneyState, OpenContract
from habeas.money import Money


def is_theirs(amount: OpenAmount, part: Part) -> bool:
    """Tell whether an answer takes nothing from anybody: it pays the member's own, or a milestone on its own date.

    It waits for no effect of the decision: a notice of a month would make it late.
    """
    if not amount.milestone:
        return not isinstance(part.answer, HoldAgainst)
    return has_own_date(amount, part)


def waits_for_work(amount: OpenAmount, part: Part) -> bool:
    """Tell whether an answer pays for work to come, on a date that is not the milestone's own: once it is handed in."""
    is_to_come = bool(amount.milestone) and amount.handed_in_at is None
    return is_to_come and isinstance(part.answer, PayOn) and not has_own_date(amount, part)


def money_lines(
    plan: WindDown, *, told_at: datetime, at: datetime, zone: tzinfo, is_frozen: bool = False
) -> tuple[MoneyLine, ...]:
    """Return the statement's lines about money, each with where it is and its date where the member lives.

    `told_at` is when the member is told: what is theirs is paid at once then. `at` is when the plan takes effect.
    `is_frozen`: a law that they know of keeps all of it from being paid till then.
    """
    return tuple(
        replace(line, is_frozen=is_frozen and line.becomes is not None)
        for amount in plan.amounts
        for part in plan.answers[amount.id]
        for line in (_line(plan, amount, part, told_at if is_theirs(amount, part) else at, zone),)
    )


def _line(plan: WindDown, amount: OpenAmount, part: Part, at: datetime, zone: tzinfo) -> MoneyLine:
    answer = part.answer
    waits = isinstance(answer, HoldAgainst) or (bool(amount.milestone) and not isinstance(answer, PayNow))
    return MoneyLine(
        becomes=_becomes(amount, part),
        milestone=amount.milestone,
        contract=amount.contract,
        amount=part.money.amount,
        currency=part.money.currency,
        state=MoneyState.HELD if waits else MoneyState.AVAILABLE,
        until=_until(answer, at).astimezone(zone).date(),
        because=part.because,
        provider=plan.provider,
        decision=answer.decision if isinstance(answer, HoldAgainst) else plan.decision,
    )


def _becomes(amount: OpenAmount, part: Part) -> Becomes | None:
    becomes = Becomes.PAID_ON_WORK if waits_for_work(amount, part) else _BECOMES.get(type(part.answer))
    return PASSED.get(becomes, becomes) if amount.is_paid_in and becomes is not None else becomes


_BECOMES: Final[Mapping[type[Answer], Becomes]] = {
    PayNow: Becomes.PAID_NOW,
    PayOn: Becomes.PAID_ON,
    RefundClient: Becomes.REFUNDED,
}

PASSED: Final[Mapping[Becomes, Becomes]] = {
    Becomes.PAID_NOW: Becomes.PASSED_NOW,
    Becomes.PAID_ON: Becomes.PASSED_ON,
    Becomes.PAID_ON_WORK: Becomes.PASSED_ON_WORK,
}
"""What is said to who paid it in: another is paid."""


def _until(answer: Answer, now: datetime) -> datetime:
    """Return until when an amount is where it is: a date that passed before the plan takes effect is that."""
    if isinstance(answer, HoldAgainst):
        return answer.until
    return max(answer.at, now) if isinstance(answer, PayOn) else now


def open_contracts(plan: WindDown, *, zone: tzinfo) -> tuple[OpenContract, ...]:
    """Return the statement's lines about contracts, each with its date where the member lives."""
    return tuple(_open_contract(one, plan.fate_of(one.id), zone) for one in plan.contracts if not one.is_over)


def _open_contract(contract: PlannedContract, fate: ContractAnswer, zone: tzinfo) -> OpenContract:
    harm = fate.harm if isinstance(fate, Paused | Ended) else None
    return OpenContract(
        id=contract.id,
        title=contract.title,
        goes_on=isinstance(fate, GoesOn),
        plan="" if isinstance(fate, GoesOn) else fate.because,
        becomes="" if isinstance(fate, GoesOn) else FATES[type(fate)],
        until=fate.until.astimezone(zone).date() if isinstance(fate, Paused) else None,
        handed_to=fate.to if isinstance(fate, HandedOver) else "",
        harm="" if harm is None else harm.kind,
        shown_by=() if harm is None else harm.shown_by,
    )


class Fate(StrEnum):
    """What becomes of a contract, in one word."""

    GOES_ON = "goes_on"
    PAUSED = "paused"
    HANDED_OVER = "handed_over"
    ENDED = "ended"
    OVER = "over"


class MoneyFate(StrEnum):
    """What becomes of a milestone's money, in one word."""

    RELEASED = "released"
    RELEASED_ON_WORK = "released_on_work"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneNews:
    """What becomes of money that the counterpart put in, and when."""

    milestone: str
    money: Money
    fate: MoneyFate
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterpartNotice:
    """What the other side of a contract is told: their contract and their money.

    No reason, rule, finding, claim or balance of the member is in it: there is no place for one.
    """

    decision: str
    counterpart: str
    contract: str
    title: str
    fate: Fate
    until: date | None
    handed_to: str
    milestones: tuple[MilestoneNews, ...]


def counterpart_notices(
    plan: WindDown, *, at: datetime, zone: tzinfo, but: Collection[tuple[str, str]] = ()
) -> tuple[CounterpartNotice, ...]:
    """Return the notice to the other side of each contract that runs, or that is over and still holds their money.

    Nothing is said of the milestones in `but`, by contract and id: their money goes otherwise by now.
    """
    notices = (_notice(plan, one, at, zone, but) for one in plan.contracts)
    return tuple(one for one in notices if one.fate is not Fate.OVER or one.milestones)


def _notice(
    plan: WindDown, one: PlannedContract, at: datetime, zone: tzinfo, but: Collection[tuple[str, str]]
) -> CounterpartNotice:
    fate = plan.fate_of(one.id)
    return CounterpartNotice(
        decision=plan.decision,
        counterpart=one.counterpart,
        contract=one.id,
        title=one.title,
        fate=Fate.OVER if one.is_over else FATES[type(fate)],
        until=fate.until.astimezone(zone).date() if isinstance(fate, Paused) else None,
        handed_to=fate.to if isinstance(fate, HandedOver) else "",
        milestones=tuple(news for news in _news(plan, one.id, at, zone) if (one.id, news.milestone) not in but),
    )


FATES: Final[Mapping[type[ContractAnswer], Fate]] = {
    GoesOn: Fate.GOES_ON,
    Paused: Fate.PAUSED,
    HandedOver: Fate.HANDED_OVER,
    Ended: Fate.ENDED,
}


def _news(plan: WindDown, contract: str, at: datetime, zone: tzinfo) -> Iterator[MilestoneNews]:
    for amount in plan.amounts:
        for part in plan.answers[amount.id] if amount.contract == contract else ():
            yield MilestoneNews(
                milestone=amount.milestone,
                money=part.money,
                fate=_fate(amount, part),
                on=_until(part.answer, at).astimezone(zone).date(),
            )


def _fate(amount: OpenAmount, part: Part) -> MoneyFate:
    if isinstance(part.answer, RefundClient):
        return MoneyFate.REFUNDED
    return MoneyFate.RELEASED_ON_WORK if waits_for_work(amount, part) else MoneyFate.RELEASED
