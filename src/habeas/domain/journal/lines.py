"""A member's money line by line: each amount with its state, why it is there, and since and until when.

For each state and currency the lines sum to what the journal has, whatever was left out of them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from habeas.domain.journal.booking import Booked, book, moved
from habeas.domain.journal.entries import INSIDE, Balances, State
from habeas.domain.journal.facts import Fact
from habeas.domain.journal.milestones import Milestone
from habeas.money import Money


class Why(StrEnum):
    """Why an amount is where it is. `earlier`: it moved so long ago that it is not listed by itself.

    `overdrawn`: more went out than anybody told came in, so that less than nothing is available.
    """

    FREE = "free"
    OVERDRAWN = "overdrawn"
    MILESTONE = "milestone"
    CLAIM = "claim"
    PAYOUT = "payout"
    WORK = "work"
    CHARGED_BACK = "charged_back"
    FEE = "fee"
    DEDUCTION = "deduction"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One amount. `about` is the matter it is of, `part` the milestone or the chargeback in it.

    `until` is when it moves by itself, or is due; None where nothing named a date.
    """

    state: State
    money: Money
    why: Why
    about: str = ""
    part: str = ""
    since: datetime | None = None
    until: datetime | None = None


def list_lines(facts: Collection[Fact], *, member: str) -> tuple[Line, ...]:
    """Return where the money of one matter is that left a member's available, or came to be held or paid by them."""
    ordered = sorted(facts, key=lambda fact: fact.place)
    if not ordered:
        return ()
    matter = ordered[0].matter
    if matter.startswith("contract:"):
        return tuple(_contract(ordered, member))
    return tuple(_payout(ordered, member) if matter.startswith("payout:") else _hold(ordered, member))


def complete_lines(lines: Iterable[Line], balances: Mapping[str, Balances]) -> tuple[Line, ...]:
    """Return the lines with those that are missing for each balance: what is available, and what is not listed."""
    listed = tuple(lines)
    sums = Counter[tuple[State, str]]()
    for line in listed:
        sums[line.state, line.money.currency] += line.money.amount
    rest = (
        Line(state=state, money=Money(left, currency), why=_why(state, left))
        for currency, balance in balances.items()
        for state in INSIDE
        if (left := getattr(balance, state.value).amount - sums[state, currency])
    )
    return (*listed, *rest)


def _why(state: State, left: int) -> Why:
    if state is not State.AVAILABLE:
        return Why.EARLIER
    return Why.FREE if left > 0 else Why.OVERDRAWN


def _contract(facts: Sequence[Fact], member: str) -> Iterator[Line]:
    booked, matter = book(facts), facts[0].matter
    for milestone in booked.milestones:
        yield from _milestone(milestone, matter, member)
    yield from _charged_back(booked, member)


def _milestone(milestone: Milestone, matter: str, member: str) -> Iterator[Line]:
    paying = [one for one in milestone.shares if one.payer == member]
    amounts = (
        (State.HELD, Why.MILESTONE, sum(one.held for one in paying), milestone.due_at),
        (State.PAID, Why.WORK, sum(one.released - one.returned for one in paying), None),
        (State.DEDUCTED, Why.FEE, sum(one.fees for one in milestone.shares if one.payee == member), None),
    )
    for state, why, amount, until in amounts:
        if amount:
            yield Line(
                state=state,
                money=Money(amount, milestone.currency),
                why=why,
                about=matter,
                part=milestone.id,
                since=milestone.moved_at,
                until=until,
            )


def _charged_back(booked: Booked, member: str) -> Iterator[Line]:
    for fact in (fact for fact, payer in booked.charged_back if payer == member):
        yield Line(
            state=State.PAID,
            money=-moved(fact),
            why=Why.CHARGED_BACK,
            about=fact.matter,
            part=fact.part.removeprefix("chargeback:"),
            since=fact.occurred_at,
        )


def _payout(facts: Sequence[Fact], member: str) -> Iterator[Line]:
    whys = {State.IN_TRANSIT: Why.PAYOUT, State.PAID: Why.PAYOUT, State.DEDUCTED: Why.FEE}
    last = facts[-1]
    due_at = next((fact.due_at for fact in reversed(facts) if fact.due_at is not None), None)
    for account, amount in book(facts).amounts.items():
        if account.member == member and account.state in whys:
            yield Line(
                state=account.state,
                money=Money(amount, account.currency),
                why=whys[account.state],
                about=last.matter,
                since=last.occurred_at,
                until=due_at if account.state is State.IN_TRANSIT else None,
            )


def _hold(facts: Sequence[Fact], member: str) -> Iterator[Line]:
    whys = {State.HELD: Why.CLAIM, State.DEDUCTED: Why.DEDUCTION}
    since = {State.HELD: facts[0].occurred_at, State.DEDUCTED: facts[-1].occurred_at}
    for account, amount in book(facts).amounts.items():
        if account.member == member and account.state in whys:
            yield Line(
                state=account.state,
                money=Money(amount, account.currency),
                why=whys[account.state],
                about=facts[0].matter,
                since=since[account.state],
            )
