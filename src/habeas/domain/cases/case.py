"""A case as it stands, and the moves that it can make."""

from collections.abc import Iterable
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


class NotTheHolder(Refused):
    """Somebody would look into a case that they do not hold: whose words are read is a matter of record."""

    rule = "GDPR22-b"
    says = "claim the case {case} first: only who holds it reads what it rests on, and asks about it"


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

    def is_held(self, now: datetime) -> bool:
        """Tell whether somebody's claim on it lasts."""
        return self.state is CaseState.CLAIMED and self.held_until is not None and now < self.held_until


def move_case(
    case: Case, *, move: CaseMove, by: Actor, now: datetime, because: str = "", to: Actor | None = None
) -> Case:
    """Return the case after a move. A claim that ran out is free for anybody.

    `to` is who takes over. Raises CaseMoveNotAllowed, ClaimedByOther, LeaseExpired, ReviewerIsMachine,
    MoveWithoutReason, HandOverToNobody.
    """
    if case.state not in _FROM[move]:
        allowed = ", ".join(known for known in CaseMove if case.state in _FROM[known])
        raise CaseMoveNotAllowed(case=case.id, state=case.state, move=move, allowed=allowed)
    _check_by(case, move, by, now)
    if move in _EXPLAINED and not because.strip():
        raise MoveWithoutReason(case=case.id, move=move)
    if move is CaseMove.HAND_OVER:
        return _held(case, _taker(case, to), now, because)
    if move in {CaseMove.CLAIM, CaseMove.PROLONG}:
        return _held(case, by, now, because)
    moved = replace(case, state=_TO[move], holder=None, held_until=None, moved_at=now, because=because)
    if move is CaseMove.REOPEN:
        return replace(moved, reopened=case.reopened + 1, subject=replace(case.subject, topic=Topic.APART))
    return moved


def check_may_look(case: Case, *, by: Actor, now: datetime) -> None:
    """Refuse whoever does not hold a case now; a decision is looked at by who approves it or hears its appeal.

    Raises NotTheHolder.
    """
    if case.state in {CaseState.AWAITING_APPROVAL, CaseState.DECIDED} and by.is_human:
        return
    if not case.is_held(now) or case.holder != by:
        raise NotTheHolder(case=case.id)


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


def _taker(case: Case, to: Actor | None) -> Actor:
    holder = case.holder
    if to is None or holder is None or to.id == holder.id:
        raise HandOverToNobody(case=case.id, holder="nobody" if holder is None else holder.id)
    if not to.is_human:
        raise ReviewerIsMachine(actor=to.id)
    return to


def _held(case: Case, holder: Actor, now: datetime, because: str) -> Case:
    return replace(case, state=CaseState.CLAIMED, holder=holder, held_until=now + LEASE, moved_at=now, because=because)


def join(subject: Subject, *, open_cases: Iterable[Case]) -> Case | None:
    """Return the open case that something about a subject joins, the oldest of several; None where one is opened."""
    if subject.topic is Topic.APART:
        return None
    same = [case for case in open_cases if case.subject == subject and case.state not in _OVER]
    return min(same, key=lambda case: (case.opened_at, case.id), default=None)


_OVER: Final = frozenset({CaseState.DECIDED, CaseState.CLOSED})
