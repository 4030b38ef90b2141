"""Freezes: of changed payout details while money waits, ended by the owner; and of money by law, ended by the law."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.holds.hold import Hold
from habeas.domain.refusals import Refused

REVIEWED_WITHIN: Final = timedelta(days=30)
"""How long a freeze by law goes without anybody asking whether it still binds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsFreeze:
    """That money goes to the payout details from before a change, till the owner confirms the new ones."""

    member: str
    changed_at: datetime
    ends_at: datetime
    recovered_at: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        """Tell whether the changed details are not yet paid to."""
        return self.recovered_at is None and now < self.ends_at


class DetailsNotTheirs(Refused):
    """Somebody other than the owner would confirm changed payout details."""

    rule = "design 5"
    says = "by: {by} does not own the account of {member}; its owner confirms changed payout details in one step"


def freeze_details(*, member: str, changed_at: datetime, holds: Iterable[Hold]) -> DetailsFreeze | None:
    """Return the freeze of details that changed while money waited, None where none did. It ends with the last hold."""
    running = [hold for hold in holds if hold.member == member and hold.in_force(changed_at)]
    if not running:
        return None
    return DetailsFreeze(member=member, changed_at=changed_at, ends_at=max(hold.release_at for hold in running))


def recover_details(freeze: DetailsFreeze, *, by: Actor, now: datetime) -> DetailsFreeze:
    """Return the freeze ended by the account's owner. Raises DetailsNotTheirs. What is over stays as it ended."""
    if by.id != freeze.member or not by.is_human:
        raise DetailsNotTheirs(by=by.id, member=freeze.member)
    return replace(freeze, recovered_at=now) if freeze.in_force(now) else freeze


class LegalBasis(StrEnum):
    """What binds the platform to freeze."""

    COURT_ORDER = "court_order"
    SANCTIONS = "sanctions"
    ANTI_MONEY_LAUNDERING = "anti_money_laundering"


class FreezeFromCase(Refused):
    """A freeze by law that a case about the platform's own rules would reach for."""

    rule = "FUND-11"
    says = "case: {case} is about the platform's own rules; only an order or a law freezes, never a case"


class FreezeWithoutOrder(Refused):
    """A freeze by law without its paper, or without an officer who answers for it."""

    rule = "FUND-11"
    says = "{field}: a freeze by law names {wants}"


class FreezeReviewTooLate(Refused):
    """A freeze by law that nobody would look at in time."""

    rule = "FUND-11"
    says = "review_at: {review_at} is not within {days} days after {now}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalFreeze:
    """A member's money frozen by law. Only the law ends it: a review that is late escalates and frees nothing.

    `is_silent`: the law forbids to tell the member.
    """

    id: str
    member: str
    basis: LegalBasis
    reference: str
    officer: Actor
    placed_at: datetime
    review_at: datetime
    is_silent: bool = False
    lifted_at: datetime | None = None

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether its review is late."""
        return self.lifted_at is None and now >= self.review_at


def freeze_by_law(
    *,
    freeze: str,
    member: str,
    basis: LegalBasis,
    reference: str,
    officer: Actor,
    review_at: datetime,
    now: datetime,
    is_silent: bool = False,
    case: str = "",
) -> LegalFreeze:
    """Return a freeze by law. Raises FreezeFromCase, FreezeWithoutOrder, FreezeReviewTooLate."""
    if case:
        raise FreezeFromCase(case=case)
    if not reference.strip():
        raise FreezeWithoutOrder(field="reference", wants="the document that binds")
    if not officer.is_human:
        raise FreezeWithoutOrder(field="officer", wants="a person who answers for it")
    _check_review(review_at, now)
    return LegalFreeze(
        id=freeze,
        member=member,
        basis=basis,
        reference=reference,
        officer=officer,
        placed_at=now,
        review_at=review_at,
        is_silent=is_silent,
    )


def review_freeze(freeze: LegalFreeze, *, still_binds: bool, review_at: datetime, now: datetime) -> LegalFreeze:
    """Return the freeze as its review leaves it: lifted, or bound till the next. Raises FreezeReviewTooLate."""
    if not still_binds:
        return replace(freeze, lifted_at=now)
    _check_review(review_at, now)
    return replace(freeze, review_at=review_at)


def _check_review(review_at: datetime, now: datetime) -> None:
    if not now < review_at <= now + REVIEWED_WITHIN:
        raise FreezeReviewTooLate(review_at=review_at.isoformat(), days=REVIEWED_WITHIN.days, now=now.isoformat())
