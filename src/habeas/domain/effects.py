"""What follows from a decision: a closed set of effects, computed here, performed by the shell.

No effect goes above what a machine may do (invariant 2), and each measure ends by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from habeas.domain.cases.reasons import Reason
from habeas.policy.actions import Action
from habeas.policy.rules import Policy
from habeas.policy.timeline.contracts import MOST_PERMISSIVE_FIRST
from habeas.policy.verdicts import Verdict

RUNNING: Final = MOST_PERMISSIVE_FIRST[0]

LONGEST_HOLD: Final = timedelta(hours=4)
LONGEST_HOLD_IN_CONTRACT: Final = timedelta(hours=1)
"""A machine holds a message no longer, whatever a policy says (clock `message_hold`)."""

MOST_HELD_IN_A_DAY: Final = 3
"""A member whose messages were held more often is a case for a person, and no longer for a machine."""


class Delivery(StrEnum):
    """Whether the host still waits with a message, or others have read it."""

    PENDING = "pending"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class SendNotice:
    """Tell the member, at once or when racing events have settled. `kind` is the action it tells of."""

    kind: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class HoldMessage:
    """Keep a message from its recipients until a time, when it is delivered unless a person decided."""

    until: datetime


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Ask a person."""

    reason: Reason


Effect = SendNotice | HoldMessage | OpenCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is done about a message, and what follows from it."""

    action: Action
    effects: tuple[Effect, ...] = ()

    @property
    def held_until(self) -> datetime | None:
        """Return until when the message is held, None where it is not."""
        return next((effect.until for effect in self.effects if isinstance(effect, HoldMessage)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What bears on how an answer is carried out: now, the delivery, recent holds, the time to settle."""

    now: datetime
    delivery: Delivery
    held_in_a_day: int = 0
    settling: timedelta = timedelta(0)


def outcome_of(verdict: Verdict, *, policy: Policy, circumstances: Circumstances) -> Outcome:
    """Return what a machine does on this verdict: never more than it says, less where less is possible.

    A message that was delivered can be warned about and not held. A member held too often in a day is
    left to a person.
    """
    action = verdict.action
    holds = action is Action.HOLD_MESSAGE
    too_often = holds and circumstances.held_in_a_day >= MOST_HELD_IN_A_DAY
    if too_often:
        action = Action.NONE
    elif holds and circumstances.delivery is Delivery.DELIVERED:
        action = Action.WARN
    effects: list[Effect] = []
    if action is Action.HOLD_MESSAGE:
        effects.append(HoldMessage(circumstances.now + _hold_of(verdict, policy)))
    if action > Action.NONE:
        effects.append(SendNotice(action.word, _notice_due(circumstances)))
    effects += [OpenCase(reason) for reason in _case_reasons(verdict, too_often=too_often)]
    return Outcome(action=action, effects=tuple(effects))


def _notice_due(circumstances: Circumstances) -> datetime:
    """In the composer's reply the member is told at once; else what races has time to settle."""
    at_once = circumstances.delivery is Delivery.PENDING
    return circumstances.now if at_once else circumstances.now + circumstances.settling


def _hold_of(verdict: Verdict, policy: Policy) -> timedelta:
    step = policy.ladder.get(Action.HOLD_MESSAGE)
    runs = verdict.facts is not None and verdict.facts.values.get("contract.state") == RUNNING
    longest = LONGEST_HOLD_IN_CONTRACT if runs else LONGEST_HOLD
    said = None if step is None else (step.lasts_in_contract if runs else step.lasts)
    return longest if said is None else min(said, longest)


def _case_reasons(verdict: Verdict, *, too_often: bool) -> list[Reason]:
    if too_often:
        return [Reason.HELD_OFTEN]
    if not verdict.needs_human:
        return []
    return [Reason.UNKNOWN if verdict.proposed is None else Reason.PROPOSAL]
