"""Decisions of the past as they count against a member at an instant (S14). Knows nothing of policies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from habeas.policy.actions import ACTIONS, Action
from habeas.policy.timeline.events import Event, WrongEvent
from habeas.policy.timeline.spans import Span, is_open, spans_of

EXCEPTION_WINDOW: Final = timedelta(days=30)
"""How far `per_30_days` looks back (S6)."""


class Standing(StrEnum):
    """Whether a decision counts against the member, and if not, why."""

    COUNTS = "counts"
    NOT_DELIVERED = "not_delivered"
    APPEALED = "appealed"
    REVERSED = "reversed"
    REPLACED = "replaced"
    EXPIRED = "expired"
    NO_STRIKE = "no_strike"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDecision:
    """A decision and what became of it.

    `contests` are the times during which an appeal or a dispute about it was open. `final_action`
    differs from what was decided where an appeal varied it: it counts from the start, for a wrong
    answer was wrong from the start.
    """

    id: str
    member: str
    others: frozenset[str]
    clause: str | None
    finding: str | None
    is_allowed: bool
    action: Action
    exceptions: frozenset[str]
    made_at: datetime
    delivered_at: datetime | None
    contests: tuple[Span, ...]
    is_reversed: bool
    is_replaced: bool

    def standing(self, at: datetime, *, expires_after: timedelta) -> Standing:
        """Return whether it is a strike that counts at an instant (S14)."""
        if self.is_allowed or self.action < Action.WARN:
            return Standing.NO_STRIKE
        if self.is_reversed or self.is_replaced:
            return Standing.REVERSED if self.is_reversed else Standing.REPLACED
        if self.delivered_at is None or self.delivered_at > at:
            return Standing.NOT_DELIVERED
        if at >= self.delivered_at + expires_after:
            return Standing.EXPIRED
        return Standing.APPEALED if self.is_contested(at) else Standing.COUNTS

    def is_contested(self, at: datetime) -> bool:
        """Tell whether an appeal or a dispute about it is open."""
        return is_open(self.contests, at)

    def is_nudge(self, at: datetime, *, remembered: timedelta) -> bool:
        """Tell whether it is a nudge that is still remembered. What was allowed is held against nobody."""
        is_counted = self.action is Action.NUDGE and not (self.is_allowed or self.is_reversed or self.is_replaced)
        return is_counted and self.made_at <= at < self.made_at + remembered and not self.is_contested(at)

    def ends_at(self, *, expires_after: timedelta) -> datetime | None:
        """Return when it stops counting; None while its statement has not arrived."""
        return None if self.delivered_at is None else self.delivered_at + expires_after


@dataclass(frozen=True, slots=True)
class StrikeEntry:
    """One line of what a member sees of their strikes: which decision, how it stands, until when."""

    decision: str
    clause: str | None
    standing: Standing
    counts_from: datetime | None
    ends_at: datetime | None


def list_strikes(
    decisions: Iterable[PastDecision], *, at: datetime, expires_after: timedelta
) -> tuple[StrikeEntry, ...]:
    """Return each decision that is or was a strike, as it stands at an instant (S14)."""
    standings = ((decision, decision.standing(at, expires_after=expires_after)) for decision in decisions)
    return tuple(
        StrikeEntry(
            decision.id,
            decision.clause,
            standing,
            decision.delivered_at,
            decision.ends_at(expires_after=expires_after),
        )
        for decision, standing in standings
        if standing is not Standing.NO_STRIKE and decision.made_at <= at
    )


def past_decisions(events: Iterable[Event]) -> tuple[PastDecision, ...]:
    """Return the decisions that the events tell of, in order of time. Raises WrongEvent for an unknown action."""
    by_decision: dict[str, list[Event]] = {}
    for event in events:
        decision = event.said.text("decision")
        if decision is not None:
            by_decision.setdefault(decision, []).append(event)
    replaced = {
        name for told in by_decision.values() for event in told if (name := event.said.text("replaces")) is not None
    }
    for told in by_decision.values():
        _check_varied(told)
    decisions = (_decision(name, told, is_replaced=name in replaced) for name, told in by_decision.items())
    known = [decision for decision in decisions if decision is not None]
    return tuple(sorted(known, key=lambda decision: (decision.made_at, decision.id)))


def _decision(name: str, told: list[Event], *, is_replaced: bool) -> PastDecision | None:
    made = min(_of(told, "decision.made"), key=lambda event: (event.occurred_at, event.id), default=None)
    if made is None:
        return None
    outcomes = sorted(_of(told, "appeal.decided"), key=lambda event: (event.occurred_at, event.id))
    return PastDecision(
        id=name,
        member=made.said.require("member"),
        others=frozenset(made.said.texts("recipients")),
        clause=made.said.text("clause"),
        finding=made.said.text("finding"),
        is_allowed=made.said.truth("allowed", otherwise=False),
        action=_final_action(made, outcomes),
        exceptions=frozenset(made.said.texts("exceptions")),
        made_at=made.occurred_at,
        delivered_at=min((event.occurred_at for event in _of(told, "notice.delivered")), default=None),
        contests=spans_of(told, opening=_OPENING, closing=_CLOSING),
        is_reversed=any(event.said.text("outcome") == "overturned" for event in outcomes),
        is_replaced=is_replaced,
    )


def _check_varied(told: Iterable[Event]) -> None:
    """Refuse a varied outcome without an action, whether or not its decision was heard of yet."""
    for event in _of(told, "appeal.decided"):
        if event.said.text("outcome") == "varied":
            _action(event)


def _of(told: Iterable[Event], *types: str) -> list[Event]:
    return [event for event in told if event.type in types]


def _final_action(made: Event, outcomes: list[Event]) -> Action:
    """Return the action decided, as the last appeal varied it."""
    action = _action(made)
    for event in outcomes:
        if event.said.text("outcome") == "varied":
            action = _action(event)
    return action


def _action(event: Event) -> Action:
    word = event.said.require("action")
    if word not in ACTIONS:
        raise WrongEvent(event=event.id, field="action", wanted=f"one of {', '.join(ACTIONS)}", got=word)
    return ACTIONS[word]


_OPENING: Final = {"appeal.received": "appeal", "dispute.opened": "dispute"}
_CLOSING: Final = {"appeal.decided": "appeal", "appeal.withdrawn": "appeal", "dispute.resolved": "dispute"}
