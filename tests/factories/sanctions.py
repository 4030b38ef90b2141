"""Sanctions for tests: one of each kind, and the shortest way to each state."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from habeas.domain.actors import Actor
from habeas.domain.sanctions.drafting import Proposed, draft_sanction
from habeas.domain.sanctions.lifecycle import advance
from habeas.domain.sanctions.measures import TAKEN_BY_SUSPENSION, Capability, Measure, Restriction
from habeas.domain.sanctions.moves import Announce, Approve, Decide, Move, Notify, TakeEffect
from habeas.domain.sanctions.sanction import Sanction, State
from habeas.policy.actions import Action
from habeas.policy.rules import Step

NOW: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
ANA: Final = Actor("ana")
BEN: Final = Actor("ben")
LADDER: Final = (
    Step(action=Action.WARN),
    Step(action=Action.HOLD_MESSAGE, lasts=4 * HOUR),
    Step(action=Action.RESTRICT, lasts=30 * DAY, notice=72 * HOUR),
    Step(action=Action.SUSPEND_PENDING_REVIEW, lasts=7 * DAY, renewals=1, longest=14 * DAY, notice=72 * HOUR),
    Step(action=Action.TERMINATE, notice=30 * DAY, second_person=True),
)


def a_measure(**changes: object) -> Measure:
    """Return a measure that takes the writing of proposals for five days."""
    usual: dict[str, Any] = {
        "id": "m1",
        "restriction": Restriction.SERVICE,
        "capabilities": frozenset({Capability.PROPOSE}),
        "lasts": 5 * DAY,
    }
    usual.update(changes)
    return Measure(**usual)


SUSPENSION: Final = a_measure(restriction=Restriction.ACCOUNT, capabilities=TAKEN_BY_SUSPENSION, lasts=7 * DAY)
TERMINATION: Final = a_measure(
    restriction=Restriction.ACCOUNT,
    capabilities=TAKEN_BY_SUSPENSION,
    lasts=None,
    reviewed_within=365 * DAY,
    indefinite_because="three final decisions for the same",
)
HELD: Final = a_measure(
    restriction=Restriction.VISIBILITY, capabilities=frozenset({Capability.THIS_MESSAGE}), lasts=4 * HOUR
)
MEASURES: Final = {
    Action.HOLD_MESSAGE: (HELD,),
    Action.RESTRICT: (a_measure(),),
    Action.SUSPEND_PENDING_REVIEW: (SUSPENSION,),
    Action.TERMINATE: (TERMINATION,),
}


def a_draft(action: Action = Action.SUSPEND_PENDING_REVIEW, /, **changes: object) -> Sanction:
    """Return a draft of a sanction of this kind."""
    usual: dict[str, Any] = {
        "sanction": "s1",
        "decision": "d1",
        "member": "mia",
        "action": action,
        "measures": MEASURES.get(action, ()),
        "zone": UTC,
        "strikes": ("d0",),
    }
    ladder: Any = changes.pop("ladder", LADDER)
    usual.update(changes)
    return draft_sanction(Proposed(**usual), ladder=ladder)


def told(at: datetime) -> Notify:
    """Return that the statement was handed over at an instant."""
    return Notify(at=at, readable_at=at, accepted_at=at)


def moved(sanction: Sanction, *moves: Move) -> Sanction:
    """Return the sanction after these moves."""
    for move in moves:
        sanction = advance(sanction, move=move)
    return sanction


def as_far_as(state: State, sanction: Sanction | None = None, /, **changes: object) -> Sanction:
    """Return a sanction moved on, by Ana at `NOW` and Ben after her, until it stands so or takes effect."""
    sanction = a_draft(**changes) if sanction is None else sanction
    while sanction.state is not state:
        sanction = advance(sanction, move=_next(sanction))
    return sanction


def _next(sanction: Sanction) -> Move:
    match sanction.state:
        case State.DRAFT:
            return Decide(by=ANA, at=NOW)
        case State.AWAITING_APPROVAL:
            return Approve(by=BEN, at=NOW, reasons="I read all of it and agree")
        case State.DECIDED if sanction.announcement is not None:
            return Announce(at=NOW)
        case State.DECIDED | State.ANNOUNCED:
            return told(NOW)
        case _:
            assert sanction.may_take_effect_at is not None
            return TakeEffect(at=sanction.may_take_effect_at)
