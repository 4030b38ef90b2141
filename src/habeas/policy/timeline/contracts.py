"""Contracts between two sides, and their states at any instant (F6). Knows nothing of facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import permutations
from typing import Final

from habeas.policy.timeline.events import Event
from habeas.policy.timeline.spans import Span, spans_of

Sides = tuple[frozenset[str], ...]
"""The ids under which each side of something may be met."""

MOST_PERMISSIVE_FIRST: Final = ("active", "paused", "ended", "offered", "none")
"""Which of several contracts counts (F6)."""

_MOVES: Final = ("offered", "declined", "withdrawn", "expired", "started", "paused", "ended")
"""What may happen to a contract, in the order in which events of one instant are taken."""

_ORDER: Final = {f"contract.{move}": place for place, move in enumerate(_MOVES)}

_NEXT: Final = {
    ("none", "offered"): "offered",
    ("offered", "declined"): "none",
    ("offered", "withdrawn"): "none",
    ("offered", "expired"): "none",
    ("active", "expired"): "ended",
    ("paused", "expired"): "ended",
    # What ends or pauses had begun, whether or not its beginning was heard of.
    ("none", "paused"): "paused",
    ("offered", "paused"): "paused",
    ("active", "paused"): "paused",
    ("none", "ended"): "ended",
    ("offered", "ended"): "ended",
    ("active", "ended"): "ended",
    ("paused", "ended"): "ended",
}
"""State and move to the next state. A start always makes active; a move not listed changes nothing."""


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract between the same two sides: the ids on each, its moves and its disputes in order of time.

    `since` is when the sides took it over from others, None where they were its first.
    """

    id: str
    sides: Sides
    moves: tuple[tuple[datetime, str], ...]
    disputes: tuple[Span, ...]
    since: datetime | None = None

    def is_between(self, first: frozenset[str], second: frozenset[str]) -> bool:
        """Tell whether one side of the contract is met in `first` and another in `second`."""
        return are_between(self.sides, first, second)

    def state(self, at: datetime) -> str | None:
        """Return the contract's state at an instant; None before its first event."""
        state = None
        for moved_at, move in self.moves:
            if moved_at > at:
                break
            state = "active" if move == "started" else _NEXT.get((state or "none", move), state or "none")
        return state


@dataclass(frozen=True, slots=True)
class Turn:
    """The sides of a contract from a time on, None where it is from its beginning."""

    sides: Sides
    since: datetime | None = None

    def takes_in(self, event: Event) -> bool:
        """Tell whether everybody whom an event names is on one of the sides."""
        return all(any(party.names <= side for side in self.sides) for party in event.said.parties)


def contract_of(contract_id: str, events: Iterable[Event], *, sides: Sides) -> Contract:
    """Return a contract from its events, in any order."""
    told = tuple(events)
    ordered = sorted(told, key=lambda event: (event.occurred_at, _ORDER.get(event.type, 0), event.id))
    return Contract(
        contract_id,
        sides,
        tuple((event.occurred_at, event.type.partition(".")[2]) for event in ordered if event.type in _ORDER),
        spans_of(told, opening={"dispute.opened": "dispute"}, closing={"dispute.resolved": "dispute"}),
    )


def by_turns(contract: Contract, turns: Sequence[Turn]) -> tuple[Contract, ...]:
    """Return what a contract was for its sides in turn: over for whom others took it over from, as from then on.

    What went on before is none of theirs who take it over, but for a dispute that still runs.
    """
    if not turns:
        return (contract,)
    ends = (*(turn.since for turn in turns[1:]), None)
    return tuple(_in_turn(contract, turn, until) for turn, until in zip(turns, ends, strict=True))


def _in_turn(contract: Contract, turn: Turn, until: datetime | None) -> Contract:
    moves = tuple((at, move) for at, move in contract.moves if _is_within(at, turn.since, until))
    spans = tuple(_spans_within(contract.disputes, turn.since, until))
    mine = replace(contract, sides=turn.sides, moves=moves, disputes=spans, since=turn.since)
    if until is None:
        return mine
    # Nothing ended for whom nothing had begun: they were offered what others then agreed on.
    last = "withdrawn" if mine.state(until) in {"offered", "none"} else "ended"
    return replace(mine, moves=(*moves, (until, last)))


def _is_within(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or since <= at) and (until is None or at < until)


def _spans_within(spans: Iterable[Span], since: datetime | None, until: datetime | None) -> Iterator[Span]:
    for opened, closed in spans:
        if (until is None or opened < until) and (since is None or closed is None or closed > since):
            yield (opened if since is None else max(opened, since)), closed


def are_between(sides: Sides, first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether one side is met in `first` and another in `second`."""
    return any(one & first and other & second for one, other in permutations(sides, 2))


def is_about_contract(event: Event) -> bool:
    """Tell whether the event changes the state of a contract."""
    return event.type in _ORDER


def best_state(states: Iterable[str]) -> str | None:
    """Return the most permissive of several states, None of none."""
    return min(states, key=MOST_PERMISSIVE_FIRST.index, default=None)
