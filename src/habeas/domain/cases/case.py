"""A case as it stands, and the moves that it can make."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.refusals import Refused

LEASE: Final = timedelta(minutes=15)
"""How long a claim lasts before others may take the case; each look at it may prolong it."""


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    QUEUED = "queued"
    CLAIMED = "claimed"
    ESCALATED = "escalated"
    AWAITING_APPROVAL = "awaiting_approval"
    WAITING_ON_MEMBER = "waiting_on_member"
    DECIDED = "decided"
    CLOSED = "closed"


class CaseMove(StrEnum):
    """What can happen to a case."""

    QUEUE = "queue"
    CLAIM = "claim"
    PROLONG = "prolong"
    RELEASE = "release"
    HAND_OVER = "hand_over"
    ESCALATE = "escalate"
    ASK_MEMBER = "ask_member"
    HEAR_MEMBER = "hear_member"
    ASK_APPROVAL = "ask_approval"
    DECLINE = "decline"
    DECIDE = "decide"
    TAKE_NO_ACTION = "take_no_action"
    CLOSE = "close"
    REOPEN = "reopen"


_FROM: Final = {
    CaseMove.QUEUE: frozenset({CaseState.OPEN, CaseState.WAITING_ON_MEMBER}),
    CaseMove.CLAIM: frozenset({CaseState.QUEUED, CaseState.ESCALATED, CaseState.CLAIMED}),
    CaseMove.PROLONG: frozenset({CaseState.CLAIMED}),
    CaseMove.RELEASE: frozenset({CaseState.CLAIMED}),
    CaseMove.HAND_OVER: frozenset({CaseState.CLAIMED}),
    CaseMove.ESCALATE: frozenset({CaseState.CLAIMED, CaseState.QUEUED}),
    CaseMove.ASK_MEMBER: frozenset({CaseState.CLAIMED}),
    CaseMove.HEAR_MEMBER: frozenset({CaseState.WAITING_ON_MEMBER}),
    CaseMove.ASK_APPROVAL: frozenset({CaseState.CLAIMED}),
    CaseMove.DECLINE: frozenset({CaseState.AWAITING_APPROVAL}),
    CaseMove.DECIDE: frozenset({CaseState.CLAIMED, CaseState.AWAITING_APPROVAL}),
    CaseMove.TAKE_NO_ACTION: frozenset({CaseState.CLAIMED}),
    CaseMove.CLOSE: frozenset({CaseState.DECIDED, CaseState.OPEN, CaseState.QUEUED}),
    CaseMove.REOPEN: frozenset({CaseState.DECIDED, CaseState.CLOSED}),
}
_TO: Final = {
    CaseMove.QUEUE: CaseState.QUEUED,
    CaseMove.CLAIM: CaseState.CLAIMED,
    CaseMove.PROLONG: CaseState.CLAIMED,
    CaseMove.RELEASE: CaseState.QUEUED,
    CaseMove.HAND_OVER: CaseState.CLAIMED,
    CaseMove.ESCALATE: CaseState.ESCALATED,
    CaseMove.ASK_MEMBER: CaseState.WAITING_ON_MEMBER,
    CaseMove.HEAR_MEMBER: CaseState.QUEUED,
    CaseMove.ASK_APPROVAL: CaseState.AWAITING_APPROVAL,
    CaseMove.DECLINE: CaseState.QUEUED,
    CaseMove.DECIDE: CaseState.DECIDED,
    CaseMove.TAKE_NO_ACTION: CaseState.CLOSED,
    CaseMove.CLOSE: CaseState.CLOSED,
    CaseMove.REOPEN: CaseState.QUEUED,
}
_BY_HOLDER: Final = frozenset(
    {
        CaseMove.PROLONG,
        CaseMove.RELEASE,
        CaseMove.HAND_OVER,
        CaseMove.ASK_MEMBER,
        CaseMove.ASK_APPROVAL,
        CaseMove.TAKE_NO_ACTION,
    }
)
"""What only who holds the claim may do, and only while it lasts."""

_EXPLAINED: Final = frozenset(
    {CaseMove.ESCALATE, CaseMove.HAND_OVER, CaseMove.REOPEN, CaseMove.DECLINE, CaseMove.TAKE_NO_ACTION}
)
"""What nobody does without saying why: others have to understand it."""


ANEW: Final = frozenset(
    {
        CaseMove.CLAIM,
        CaseMove.PROLONG,
        CaseMove.HAND_OVER,
        CaseMove.ASK_MEMBER,
        CaseMove.ASK_APPROVAL,
        CaseMove.DECIDE,
        CaseMove.TAKE_NO_ACTION,
    }
)
"""What nobody does in a case that was opened again who decided it before. To give it away is always allowed."""


class Topic(StrEnum):
    """What is looked at in one place and decided together."""

    MEMBER = "member"
    SAMPLE = "sample"
    CAMPAIGN = "campaign"
    APART = "apart"


def topic_of(reason: str) -> Topic:
    """Return what something belongs to: a sample and a campaign are drawn by others, all else is about the member."""
    return Topic(reason) if reason in {Topic.SAMPLE, Topic.CAMPAIGN} else Topic.MEMBER


class CaseMoveNotAllowed(Refused):
    """A move that a case cannot make from where it stands."""

    rule = "design 6"
    says = "the case {case} is {state}: it cannot {move}; it can {allowed}"


class ClaimedByOther(Refused):
    """A case that somebody else looks at."""

    rule = "design 6"
    says = "{holder} holds the case {case} until {until}; ask for it to be handed over, or wait"


class LeaseExpired(Refused):
    """A claim that has run out. What was typed is not lost: claim again and send it again."""

    rule = "design 6"
    says = "your claim on the case {case} ran out at {until}; claim it again, nothing you wrote is lost"


class ReviewerIsMachine(Refused):
    """Something that is no person would look at a case or decide it."""

    rule = "PWD10-5"
    says = "{actor} is no person; a case is looked at and decided by one"


class DecidedBefore(Refused):
    """Somebody would look anew at what they decided before: that is another's to do (DSA20-6)."""

    rule = "DSA20-6"
    says = "{by} took part in what was decided in the case {case} and overturned since; let somebody else look at it"


class EscalatedAbove(Refused):
    """Somebody would take a case back that was escalated: it waits for whoever has more to say."""

    rule = "design 6"
    says = "the case {case} was escalated; a senior reviewer takes it, or hands it over"


class MoveWithoutReason(Refused):
    """A move that somebody else has to understand, without a reason."""

    rule = "design 6"
    says = "say why the case {case} should {move}"


class HandOverToNobody(Refused):
    """A hand-over that names nobody, or who has it already."""

    rule = "design 6"
    says = "name who takes over the case {case}; {holder} has it now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a case is about: whatever else comes of the same member joins the open case, but for what stays apart.

    Apart is what is looked at anew, which others than its first deciders do.
    """

    member: str
    topic: Topic = Topic.MEMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case and who holds it until when."""

    id: str
    subject: Subject
    opened_at: datetime
    state: CaseState = CaseState.OPEN
    holder: Actor | None = None
    held_until: datetime | None = None
    moved_at: datetime | None = None
    because: str = ""
    reopened: int = 0
    first_deciders: frozenset[Actor] = frozenset()
    """Who took part in what was decided before it was opened again."""
    escalated_by: Actor | None = None
    """Which person asked for somebody with more to say; None where a clock did, so that the first who can looks."""

    def is_held(self, now: datetime) -> bool:
        """Tell whether somebody's claim on it lasts."""
        return self.state is CaseState.CLAIMED and self.held_until is not None and now < self.held_until


def move_case(
    case: Case,
    *,
    move: CaseMove,
    by: Actor,
    now: datetime,
    because: str = "",
    to: Actor | None = None,
    is_senior: bool = False,
) -> Case:
    """Return the case after a move. A claim that ran out is free for anybody.

    `to` is who takes over; `is_senior` tells whether who moves it has more to say than a reviewer. Raises
    CaseMoveNotAllowed, ClaimedByOther, LeaseExpired, ReviewerIsMachine, DecidedBefore, EscalatedAbove,
    MoveWithoutReason, HandOverToNobody.
    """
    if case.state not in _FROM[move]:
        allowed = ", ".join(known for known in CaseMove if case.state in _FROM[known])
        raise CaseMoveNotAllowed(case=case.id, state=case.state, move=move, allowed=allowed)
    _check_by(case, move, by, now)
    _check_anew(case, move, to if move is CaseMove.HAND_OVER else by)
    _check_above(case, move, is_senior=is_senior)
    if move in _EXPLAINED and not because.strip():
        raise MoveWithoutReason(case=case.id, move=move)
    if move is CaseMove.HAND_OVER:
        return _held(case, _taker(case, to), now, because)
    if move in {CaseMove.CLAIM, CaseMove.PROLONG}:
        return _held(case, by, now, because)
    moved = replace(case, state=_state_after(case, move), holder=None, held_until=None, moved_at=now, because=because)
    if move is CaseMove.REOPEN:
        return replace(moved, reopened=case.reopened + 1, subject=replace(case.subject, topic=Topic.APART))
    return moved


def _state_after(case: Case, move: CaseMove) -> CaseState:
    """Return where a case goes. What was escalated waits on for a senior, whoever looked at it in between."""
    goes_to = _TO[move]
    is_above = case.escalated_by is not None and move is not CaseMove.REOPEN
    return CaseState.ESCALATED if is_above and goes_to is CaseState.QUEUED else goes_to


_BY_MACHINES: Final = frozenset(
    {CaseMove.QUEUE, CaseMove.ESCALATE, CaseMove.HEAR_MEMBER, CaseMove.CLOSE, CaseMove.REOPEN}
)


def _check_by(case: Case, move: CaseMove, by: Actor, now: datetime) -> None:
    if move not in _BY_MACHINES and not by.is_human:
        raise ReviewerIsMachine(actor=by.id)
    if case.state is not CaseState.CLAIMED or case.holder is None or case.held_until is None:
        return
    is_holder = case.holder.id == by.id
    if case.is_held(now) and not is_holder and by.is_human:
        raise ClaimedByOther(holder=case.holder.id, case=case.id, until=case.held_until.isoformat())
    if not case.is_held(now) and (move in _BY_HOLDER or move is CaseMove.DECIDE):
        raise LeaseExpired(case=case.id, until=case.held_until.isoformat())


def _check_above(case: Case, move: CaseMove, *, is_senior: bool) -> None:
    if move is CaseMove.CLAIM and case.escalated_by is not None and not is_senior:
        raise EscalatedAbove(case=case.id)


def _check_anew(case: Case, move: CaseMove, who: Actor | None) -> None:
    if who is not None and move in ANEW and who in case.first_deciders:
        raise DecidedBefore(by=who.id, case=case.id)


def _taker(case: Case, to: Actor | None) -> Actor:
    holder = case.holder
    if to is None or holder is None or to.id == holder.id:
        raise HandOverToNobody(case=case.id, holder="nobody" if holder is None else holder.id)
    if not to.is_human:
        raise ReviewerIsMachine(actor=to.id)
    return to


def _held(case: Case, holder: Actor, now: datetime, because: str) -> Case:
    return replace(case, state=CaseState.CLAIMED, holder=holder, held_until=now + LEASE, moved_at=now, because=because)
