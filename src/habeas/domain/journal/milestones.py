"""One milestone: what was put in, released, refunded, and what it still holds for the payer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from habeas.domain.journal.facts import Fact, FactKind
from habeas.domain.journal.set_aside import SetAside, beyond
from habeas.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A milestone as it stands, in minor units. `released` is what the payee keeps of it, `fees` the host's part.

    `most_released` is the most that it ever was. `returned` is what the payer got back of it although the payee keeps
    it. `moved_at` is when its money moved last.
    """

    id: str
    currency: str
    held: int
    moved_at: datetime
    released: int = 0
    most_released: int = 0
    returned: int = 0
    fees: int = 0
    submitted_at: datetime | None = None
    due_at: datetime | None = None


def stand(facts: Sequence[Fact], *, payee: str) -> tuple[Milestone | None, tuple[SetAside, ...]]:
    """Return how a milestone stands and what does not fit. Facts come in the order in which they happened.

    What does not fit when it happens waits, and is tried again after each later funding: so a release that a host dates
    before its funding is booked, and what was funded again after a refund is not taken for what was released before.
    """
    moves = [fact for fact in facts if fact.kind in {FactKind.FUNDED, FactKind.RELEASED, FactKind.REFUNDED}]
    funded = [fact for fact in moves if fact.kind is FactKind.FUNDED and fact.money is not None]
    if not funded:
        return None, tuple(SetAside(fact, "/data/milestone", "the milestone is not funded yet") for fact in moves)
    first = funded[0]
    currency = first.money.currency if first.money is not None else ""
    milestone = Milestone(
        id=first.part.removeprefix("milestone:"),
        currency=currency,
        held=0,
        moved_at=first.occurred_at,
        submitted_at=next((fact.occurred_at for fact in reversed(facts) if fact.kind is FactKind.SUBMITTED), None),
        due_at=next((fact.due_at for fact in reversed(facts) if fact.due_at is not None), None),
    )
    aside: tuple[SetAside, ...] = ()
    for fact in moves:
        # Nothing but a funding makes room: a release and a refund only lessen what others may move.
        waiting, left = (aside, ()) if fact.kind is FactKind.FUNDED else ((), aside)
        milestone, refused = _go_on(milestone, [fact, *(one.fact for one in waiting)], payee)
        aside = (*left, *refused)
    return milestone, aside


def _go_on(milestone: Milestone, facts: Iterable[Fact], payee: str) -> tuple[Milestone, tuple[SetAside, ...]]:
    """Return how a milestone stands after some facts, and which of them do not fit."""
    aside: list[SetAside] = []
    for fact in facts:
        moved = _move(milestone, fact, payee)
        if isinstance(moved, SetAside):
            aside.append(moved)
        else:
            milestone = replace(moved, moved_at=max(milestone.moved_at, fact.occurred_at))
    return milestone, tuple(aside)


def _move(milestone: Milestone, fact: Fact, payee: str) -> Milestone | SetAside:
    money = fact.money
    if money is None or money.currency != milestone.currency:
        return SetAside(fact, "/data/amount/currency", f"the milestone was funded in {milestone.currency}")
    if fact.kind is FactKind.FUNDED:
        return replace(milestone, held=milestone.held + money.amount)
    if fact.kind is FactKind.RELEASED:
        return _release(milestone, fact, money)
    return (_give_back if fact.member == payee else _refund)(milestone, fact, money)


def _release(milestone: Milestone, fact: Fact, money: Money) -> Milestone | SetAside:
    if money.amount > milestone.held:
        return beyond(fact, Money(milestone.held, money.currency), "the milestone still holds")
    released = milestone.released + money.amount
    return replace(
        milestone,
        held=milestone.held - money.amount,
        released=released,
        most_released=max(milestone.most_released, released),
        fees=milestone.fees + (fact.fee.amount if fact.fee is not None else 0),
    )


def _refund(milestone: Milestone, fact: Fact, money: Money) -> Milestone | SetAside:
    """Give the payer back what is still held, then what was released: that stays the payee's, who decided nothing.

    From the payee takes only a deduction, with its claim, statement and appeal (FUND-5).
    """
    there = milestone.held + milestone.released - milestone.returned
    if money.amount > there:
        return beyond(fact, Money(there, money.currency), "is left of the milestone")
    from_held = min(milestone.held, money.amount)
    return replace(milestone, held=milestone.held - from_held, returned=milestone.returned + money.amount - from_held)


def _give_back(milestone: Milestone, fact: Fact, money: Money) -> Milestone | SetAside:
    """Give back what is still held, then what the payee was given, by their own will.

    A fee comes back when the host says so.
    """
    kept = milestone.released - milestone.fees
    fee = min(milestone.fees, fact.fee.amount if fact.fee is not None else 0)
    there = milestone.held + min(kept + fee, milestone.released - milestone.returned)
    if money.amount > there:
        return beyond(fact, Money(there, money.currency), "is left of the milestone")
    from_held = min(milestone.held, money.amount)
    return replace(
        milestone,
        held=milestone.held - from_held,
        released=milestone.released - (money.amount - from_held),
        fees=milestone.fees - fee,
    )
