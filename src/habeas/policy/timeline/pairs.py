"""What events say about two sides together: relations begun elsewhere and conversion fees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from habeas.policy.declarations import Source
from habeas.policy.facts import Fact
from habeas.policy.timeline.contracts import Sides, are_between
from habeas.policy.timeline.events import Event
from habeas.policy.timeline.members import Organizations

KNOWN_BEFORE: Final = "pair.known_before"
FEE_PAID: Final = "pair.conversion_fee_paid"


@dataclass(frozen=True, slots=True)
class PairStatement:
    """Somebody's word about two sides: true or not, since when, by whom."""

    name: str
    at: datetime
    sides: Sides
    holds: bool
    source: Source
    by: frozenset[str]
    event: str


def pair_statements(events: Iterable[Event], organizations: Organizations) -> tuple[PairStatement, ...]:
    """Return the statements about pairs, in order of time."""
    read = {"relation.declared": _relation, "conversion_fee.paid": _fee}
    found = [read[event.type](event, organizations) for event in events if event.type in read]
    return tuple(sorted(found, key=lambda statement: (statement.at, statement.event)))


def _relation(event: Event, organizations: Organizations) -> PairStatement:
    # A relation holds since the day it is said to have begun: the declaration is about the past.
    return PairStatement(
        KNOWN_BEFORE,
        min(event.occurred_at, event.said.instant("since") or event.occurred_at),
        organizations.sides_of(event),
        event.said.truth("known_before", otherwise=True),
        event.said.source(otherwise=Source.MEMBER),
        frozenset(event.said.texts("declared_by")),
        event.id,
    )


def _fee(event: Event, organizations: Organizations) -> PairStatement:
    return PairStatement(
        FEE_PAID,
        event.occurred_at,
        organizations.sides_of(event),
        event.said.truth("paid", otherwise=True),
        event.said.source(otherwise=Source.PLATFORM),
        frozenset(event.said.texts("declared_by")),
        event.id,
    )


def settle(statements: Iterable[PairStatement], *, first: frozenset[str], second: frozenset[str]) -> Fact | None:
    """Return what statements of one name, in order of time, prove or claim about two sides (F4).

    The last word that proves counts. The words of both sides prove together; one side's is a claim.
    """
    proven: Fact | None = None
    words: dict[str, bool] = {}
    for statement in statements:
        if not are_between(statement.sides, first, second):
            continue
        if statement.source is Source.MEMBER:
            words |= dict.fromkeys(_speakers(statement, first=first, second=second), statement.holds)
        else:
            proven = Fact(statement.holds, statement.source)
    return proven or _weigh(words)


def _speakers(statement: PairStatement, *, first: frozenset[str], second: frozenset[str]) -> list[str]:
    speakers = [side for side, names in (("first", first), ("second", second)) if statement.by & names]
    return speakers or ["somebody"]


def _weigh(words: dict[str, bool]) -> Fact | None:
    if not words:
        return None
    if words.get("first") is not None and words.get("first") is words.get("second"):
        return Fact(words["first"], Source.BOTH)
    return Fact(any(words.values()), Source.MEMBER)
