"""What would follow if money waited, waited longer or was let go: each effect with its amount and its date.

It writes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from habeas.domain.holds.hold import Hold as HoldPlaced
from habeas.domain.holds.statement import MoneyStatement
from habeas.money import Money
from habeas.server.holds.details import foresee_details
from habeas.server.holds.models import DeductionProposal, Hold, LegalFreeze
from habeas.server.holds.views import money_as_json
from habeas.server.journal.models import Owner

UNMADE: Final = "***"
"""Stands for the id that a hold will have."""


class Effect(StrEnum):
    """What follows."""

    WAITS = "waits"
    LONGER = "longer"
    LEFT = "left"
    ENDS = "ends"
    RENEWABLE = "renewable"
    LAST = "last"
    FREE = "free"
    FROZEN = "frozen"
    DETAILS_KEPT = "details_kept"
    DETAILS_FREE = "details_free"
    PROPOSAL_GONE = "proposal_gone"
    NO_SECOND = "no_second"
    REJECTED = "rejected"
    UPHELD = "upheld"
    NOTHING_WAITS = "nothing_waits"
    NOT_DEDUCTED = "not_deducted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """One thing that follows: of how much, and when or until when, where that says anything."""

    effect: Effect
    money: Money | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What an act would bring about. `reads` is what the member reads, None where that is nothing.

    `appeal_until` is the last day on which they can appeal, None where there is nothing to appeal against.
    """

    effects: tuple[Follows, ...]
    reads: Mapping[str, Any] | None = None
    appeal_until: date | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as interfaces write it."""
        return {
            "reads": self.reads,
            "effects": [_follows(one) for one in self.effects],
            "appeal_until": None if self.appeal_until is None else self.appeal_until.isoformat(),
        }


def _follows(one: Follows) -> dict[str, Any]:
    return {
        "effect": one.effect.value,
        "amount": None if one.money is None else money_as_json(one.money),
        "at": None if one.at is None else one.at.isoformat(),
    }


_LAST: Final = Follows(effect=Effect.LAST)


def foresee_placing(
    hold: HoldPlaced, statement: MoneyStatement, reads: Mapping[str, Any], *, owner: Owner, free: Money
) -> Foreseen:
    """Return what a new hold brings about; `free` is what its member has available before."""
    now = hold.placed_at
    waits = Follows(effect=Effect.WAITS, money=hold.amount, at=now)
    left = Follows(effect=Effect.LEFT, money=free - hold.amount)
    later = Follows(effect=Effect.RENEWABLE, at=hold.latest) if hold.latest > hold.release_at else _LAST
    details = _details(owner, hold.id, ends_at=hold.release_at, now=now)
    ends = Follows(effect=Effect.ENDS, at=hold.release_at)
    return Foreseen(effects=(waits, left, ends, later, *details), reads=reads, appeal_until=statement.appeal_until)


def foresee_renewal(
    renewed: HoldPlaced, statement: MoneyStatement, reads: Mapping[str, Any], *, owner: Owner, now: datetime
) -> Foreseen:
    """Return what it brings about that a hold waits longer."""
    longer = Follows(effect=Effect.LONGER, money=renewed.left, at=renewed.release_at)
    details = _details(owner, renewed.id, ends_at=renewed.release_at, now=now)
    return Foreseen(effects=(longer, _LAST, *details), reads=reads, appeal_until=statement.appeal_until)


def foresee_release(row: Hold, left: Money, reads: Mapping[str, Any] | None, *, now: datetime) -> Foreseen:
    """Return what it brings about that a hold is let go; its row was read with its owner."""
    return Foreseen(effects=tuple(_released(row, left, now)), reads=reads)


def foresee_no_hold(*, upheld: bool) -> Foreseen:
    """Return what it brings about that a claim is decided for which no money waits."""
    return _noted(
        Foreseen(effects=(Follows(effect=Effect.NOTHING_WAITS),)), Effect.UPHELD if upheld else Effect.REJECTED
    )


def foresee_rejected(row: Hold, left: Money, reads: Mapping[str, Any] | None, *, now: datetime) -> Foreseen:
    """Return what it brings about that the claim is rejected for which a hold runs."""
    return _noted(foresee_release(row, left, reads, now=now), Effect.REJECTED)


def _noted(rest: Foreseen, outcome: Effect) -> Foreseen:
    return replace(rest, effects=(Follows(effect=outcome), *rest.effects))


def foresee_upheld(row: Hold) -> Foreseen:
    """Return what it brings about that the claim is upheld for which a hold runs: it ends as it would, unrenewed."""
    ends = Follows(effect=Effect.ENDS, money=Money(row.waits, row.currency), at=row.release_at)
    return _noted(Foreseen(effects=(Follows(effect=Effect.NOT_DEDUCTED), ends, _LAST)), Effect.UPHELD)


def _released(row: Hold, left: Money, now: datetime) -> Iterator[Follows]:
    yield Follows(effect=Effect.FREE, money=left, at=now)
    if LegalFreeze.objects.filter(owner=row.owner_id, lifted_at=None).exists():
        yield Follows(effect=Effect.FROZEN)
    yield from _details(row.owner, row.id, ends_at=now, now=now)
    if DeductionProposal.objects.filter(hold=row).exists():
        yield Follows(effect=Effect.PROPOSAL_GONE)
    yield Follows(effect=Effect.NO_SECOND)


def _details(owner: Owner, hold: str, *, ends_at: datetime, now: datetime) -> Iterator[Follows]:
    last = foresee_details(owner, hold=hold, ends_at=ends_at, now=now)
    if last is not None:
        yield Follows(effect=Effect.DETAILS_KEPT, at=last) if last > now else Follows(effect=Effect.DETAILS_FREE)
