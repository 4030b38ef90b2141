"""What a member is told where a plan for their money comes out otherwise than they were told: what, why, since when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Final

from habeas.domain.statements.catalogues import Catalogue, money_words
from habeas.domain.statements.rendering import Document, Paragraph, Section
from habeas.money import Money


class Change(StrEnum):
    """What is otherwise."""

    HOLD_NOT_PLACED = "hold_not_placed"
    HOLD_OF_LESS = "hold_of_less"
    PAYMENT_DROPPED = "payment_dropped"
    PAYMENT_OF_LESS = "payment_of_less"
    PAYMENT_REDATED = "payment_redated"
    PAYMENT_SOONER = "payment_sooner"
    PAYMENT_TAKEN_UP = "payment_taken_up"
    REFUND_DROPPED = "refund_dropped"
    REFUND_OF_LESS = "refund_of_less"
    REFUND_STANDS = "refund_stands"


class ChangedBecause(StrEnum):
    """Why."""

    CLAIM_CLOSED = "claim_closed"
    HELD_BEFORE = "held_before"
    TIME_OVER = "time_over"
    PROVIDER_LIMIT = "provider_limit"
    ORDER_READ_BY_ONE = "order_read_by_one"
    LESS_THERE = "less_there"
    DECISION_FELL = "decision_fell"
    APPEAL_LATE = "appeal_late"
    DONE_BEFORE = "done_before"
    WORK_HANDED_IN = "work_handed_in"
    CONTRACT_ENDED = "contract_ended"
    HANDED_OVER = "handed_over"
    WORK_IN_TIME = "work_in_time"
    OWN_DATE = "own_date"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """That a part of a plan comes out otherwise.

    `told` is how much the member was told of, and `told_at` on which date, none for a hold. `left` is how much waits or
    is paid all the same; of a hold that is not placed, how much is paid instead. `reference` is the claim's. Of a
    refund that stands, `told_at` is when the provider was asked for it, and `owed` what is owed to the member.
    `passes`: the member paid it in, so that what was to be paid of it goes to another.
    """

    decision: str
    member: str
    change: Change
    because: ChangedBecause
    told: Money
    left: Money
    told_at: datetime | None = None
    reference: str = ""
    contract: str = ""
    milestone: str = ""
    owed: Money | None = None
    passes: bool = False


def changes_document(changes: Sequence[PlanChange], *, now: datetime, zone: tzinfo, catalogue: Catalogue) -> Document:
    """Return what a member reads of the changes of one plan that happened at an instant."""
    told = [sentence for one in changes for sentence in _sentences(one, zone, catalogue)]
    told.append(catalogue.say("change.since", date=catalogue.day(now.astimezone(zone).date())))
    section = Section("money", catalogue.say("heading.money"), tuple(map(Paragraph, told)))
    return Document(catalogue.language, catalogue.say("change.title"), (section,))


_PASSING: Final[Mapping[Change, str]] = {
    Change.PAYMENT_DROPPED: "passing_dropped",
    Change.PAYMENT_OF_LESS: "passing_of_less",
    Change.PAYMENT_TAKEN_UP: "passing_taken_up",
    Change.PAYMENT_REDATED: "passing_redated",
}
"""What is said to who paid it in: another was to be paid."""


def _sentences(one: PlanChange, zone: tzinfo, words: Catalogue) -> Iterator[str]:
    date = "" if one.told_at is None else words.day(one.told_at.astimezone(zone).date())
    left = _amount(one.left)
    change = _PASSING.get(one.change, one.change) if one.passes else one.change
    yield words.say(f"change.{change}", amount=_amount(one.told), left=left, date=date, reference=one.reference)
    if one.milestone:
        yield words.say("change.about", milestone=one.milestone, contract=one.contract)
    yield words.say(f"change.because.{one.because}")
    if one.change is Change.HOLD_NOT_PLACED and one.left.amount:
        yield words.say("change.paid", amount=left)
    if one.owed is not None and one.owed.amount:
        yield words.say("deducted.owed", amount=_amount(one.owed))


def _amount(money: Money) -> str:
    return money_words(money.amount, money.currency)
