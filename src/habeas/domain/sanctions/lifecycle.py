"""Moves a sanction: a total function of where it stands and what happens. What is not allowed is refused by name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from habeas.domain.actors import Actor
from habeas.domain.refusals import Refused
from habeas.domain.sanctions import moves, resting
from habeas.domain.sanctions.moves import Move
from habeas.domain.sanctions.sanction import Approval, EndedBecause, Renewal, Sanction, State, Urgency
from habeas.domain.sanctions.termination import check_exemption
from habeas.domain.wording import says_why
from habeas.policy.actions import AUTOMATION_CEILING, Action


def advance(sanction: Sanction, *, move: Move) -> Sanction:
    """Return the sanction after a move. Raises a Refused that is named for the broken rule."""
    kind = type(move)
    if kind is moves.TakeEffect:
        _check_told(sanction, move)
    if sanction.state not in _FROM[kind]:
        raise moves.MoveNotAllowed(sanction=sanction.id, state=sanction.state, move=_words(kind))
    if sanction.moved_at is not None and move.at < sanction.moved_at:
        raise moves.MoveBackInTime(sanction=sanction.id, moved_at=sanction.moved_at.isoformat(), at=move.at.isoformat())
    return replace(_MOVES[kind](sanction, move), moved_at=move.at)


def _words(kind: type[Move]) -> str:
    return {moves.TakeEffect: "take effect", moves.RunOut: "run out"}.get(kind, kind.__name__.lower())


def _check_told(sanction: Sanction, move: Move) -> None:
    """No effect before the statement, in whatever state somebody tries (invariant 3)."""
    if sanction.state is State.AWAITING_APPROVAL:
        raise moves.ApprovalMissing(sanction=sanction.id)
    notified_at = sanction.notified_at
    if notified_at is None or move.at < notified_at:
        told = "at no time" if notified_at is None else f"at {notified_at.isoformat()}"
        raise moves.SanctionBeforeStatement(sanction=sanction.id, at=move.at.isoformat(), notified_at=told)


def _decide(sanction: Sanction, move: moves.Decide) -> Sanction:
    ceiling = min(move.ceiling, AUTOMATION_CEILING)  # Whatever a profile says, nothing raises it.
    if not move.by.is_human and sanction.action > ceiling:
        raise moves.MachineDecided(actor=move.by.id, ceiling=ceiling.word, action=sanction.action.word)
    if sanction.exemption is not None:
        check_exemption(sanction.exemption, now=move.at)
    state = State.AWAITING_APPROVAL if sanction.needs_approval else State.DECIDED
    return replace(sanction, state=state, decided_by=move.by, decided_at=move.at)


def _approve(sanction: Sanction, move: moves.Approve) -> Sanction:
    if sanction.state is not State.AWAITING_APPROVAL and not _awaits_word_on_harm(sanction):
        raise moves.MoveNotAllowed(sanction=sanction.id, state=sanction.state, move="be approved: it needs nobody")
    _check_over(sanction, move)
    _check_second(sanction, move.by, moves.ApproverIsDecider, "approve")
    _check_reasons(move.by, move.reasons)
    agreed = replace(sanction, approval=Approval(move.by, move.at, move.reasons))
    return replace(agreed, state=State.DECIDED) if sanction.state is State.AWAITING_APPROVAL else agreed


def _awaits_word_on_harm(sanction: Sanction) -> bool:
    return sanction.urgency is Urgency.IMMINENT_HARM and sanction.approval is None


def _decline(sanction: Sanction, move: moves.Decline) -> Sanction:
    _check_second(sanction, move.by, moves.ApproverIsDecider, "decline")
    _check_reasons(move.by, move.reasons)
    return replace(sanction, state=State.DRAFT, decided_by=None, decided_at=None)


def _announce(sanction: Sanction, move: moves.Announce) -> Sanction:
    if sanction.announcement is None:
        raise moves.AnnouncementNotNeeded(sanction=sanction.id)
    return replace(sanction, state=State.ANNOUNCED, announced_at=move.at)


def _answer(sanction: Sanction, move: moves.Answer) -> Sanction:
    if sanction.announced_at is None:
        raise moves.MoveNotAllowed(sanction=sanction.id, state=sanction.state, move="be answered: it can be appealed")
    return replace(sanction, answered_at=move.at)


def _reply(sanction: Sanction, move: moves.Reply) -> Sanction:
    if not sanction.owes_reply:
        raise moves.MoveNotAllowed(sanction=sanction.id, state=sanction.state, move="be replied to: nobody has written")
    _check_person(sanction, move.by, "reply about")
    return replace(sanction, replied_at=move.at)


def _notify(sanction: Sanction, move: moves.Notify) -> Sanction:
    if sanction.announcement is not None and sanction.announced_at is None:
        raise moves.NotAnnounced(sanction=sanction.id, announcement=sanction.announcement)
    if sanction.owes_reply:
        raise moves.AnswerWithoutReply(sanction=sanction.id)
    if not move.is_complete:
        raise moves.StatementNotDelivered(sanction=sanction.id)
    return replace(sanction, state=State.NOTIFIED, notified_at=move.at, stated_at=move.readable_at)


def _take_effect(sanction: Sanction, move: moves.TakeEffect) -> Sanction:
    earliest = sanction.may_take_effect_at
    if earliest is not None and move.at < earliest:
        raise moves.NoticeTooShort(sanction=sanction.id, earliest=earliest.isoformat(), at=move.at.isoformat())
    if sanction.owes_reply:
        raise moves.AnswerWithoutReply(sanction=sanction.id)
    if sanction.rests:
        raise resting.AppealOverdue(sanction=sanction.id)
    due = sanction.due_end
    if due is not None and move.at >= due.at:
        raise resting.NothingLeft(sanction=sanction.id, at=move.at.isoformat(), ends_at=due.at.isoformat())
    return replace(sanction, state=State.EFFECTIVE, effective_at=move.at)


def _renew(sanction: Sanction, move: moves.Renew) -> Sanction:
    if sanction.action is not Action.SUSPEND_PENDING_REVIEW or sanction.renewal is not None:
        raise moves.NotRenewable(sanction=sanction.id)
    if _awaits_word_on_harm(sanction):
        raise moves.ApprovalMissing(sanction=sanction.id)
    _check_over(sanction, move)
    _check_second(sanction, move.by, moves.RenewerIsDecider, "prolong")
    _check_reasons(move.by, move.reasons)
    return replace(sanction, renewal=Renewal(move.by, move.at, move.reasons))


def _review(sanction: Sanction, move: moves.Review) -> Sanction:
    if all(measure.reviewed_within is None for measure in sanction.measures):
        raise moves.NothingToReview(sanction=sanction.id)
    _check_over(sanction, move)
    _check_person(sanction, move.by, "review")
    _check_reasons(move.by, move.reasons)
    return replace(sanction, reviewed_at=move.at)


def _run_out(sanction: Sanction, move: moves.RunOut) -> Sanction:
    due = sanction.due_end
    if due is None or move.at < due.at:
        ends_at = "at no time by itself" if due is None else f"at {due.at.isoformat()}"
        raise moves.NotYetOver(sanction=sanction.id, at=move.at.isoformat(), ends_at=ends_at)
    ended_at = due.at if sanction.effective_at is not None else move.at
    return replace(sanction, state=State.ENDED, ended_at=ended_at, ended_because=due.because)


def _lift(sanction: Sanction, move: moves.Lift) -> Sanction:
    _check_person(sanction, move.by, "lift")
    return replace(sanction, state=State.ENDED, ended_at=move.at, ended_because=EndedBecause.LIFTED)


def _withdraw(sanction: Sanction, move: moves.Withdraw) -> Sanction:
    _check_person(sanction, move.by, "withdraw")
    return replace(sanction, state=State.ENDED, ended_at=move.at, ended_because=EndedBecause.WITHDRAWN)


def _narrow(sanction: Sanction, move: moves.Narrow) -> Sanction:
    known = frozenset(measure.id for measure in sanction.measures)
    if not move.keeps or not move.keeps < known:
        keeps = ", ".join(sorted(move.keeps)) or "none"
        raise moves.NarrowsNothing(sanction=sanction.id, measures=", ".join(sorted(known)), keeps=keeps)
    return replace(sanction, measures=tuple(measure for measure in sanction.measures if measure.id in move.keeps))


def _rest(sanction: Sanction, move: resting.Rest) -> Sanction:
    own = frozenset(measure.id for measure in sanction.measures)
    return replace(sanction, resting=sanction.resting | own - move.keeps)


def _resume(sanction: Sanction, move: resting.Resume) -> Sanction:  # noqa: ARG001  # as all
    return replace(sanction, resting=frozenset())


def _reverse(sanction: Sanction, move: moves.Reverse) -> Sanction:
    return replace(sanction, state=State.REVERSED, reversed_at=move.at)


def _check_person(sanction: Sanction, actor: Actor, move: str) -> None:
    if not actor.is_human:
        raise moves.PersonNeeded(actor=actor.id, move=move, sanction=sanction.id)


def _check_second(sanction: Sanction, actor: Actor, refusal: type[Refused], move: str) -> None:
    _check_person(sanction, actor, move)
    if sanction.decided_by is not None and actor.id == sanction.decided_by.id:
        raise refusal(actor=actor.id, sanction=sanction.id)


def _check_reasons(actor: Actor, reasons: str) -> None:
    if not says_why(reasons):
        raise moves.OwnReasonsMissing(actor=actor.id)


def _check_over(sanction: Sanction, move: Move) -> None:
    due = sanction.due_end
    if due is not None and move.at >= due.at:
        raise moves.AlreadyOver(sanction=sanction.id, ended_at=due.at.isoformat())


_TOLD: Final = frozenset({State.ANNOUNCED, State.NOTIFIED, State.EFFECTIVE, State.ENDED})
_BEFORE_EFFECT: Final = frozenset(
    {State.DRAFT, State.AWAITING_APPROVAL, State.DECIDED, State.ANNOUNCED, State.NOTIFIED}
)

_FROM: Final[Mapping[type[Move], frozenset[State]]] = {
    moves.Decide: frozenset({State.DRAFT}),
    moves.Approve: frozenset({State.AWAITING_APPROVAL, State.DECIDED, State.NOTIFIED, State.EFFECTIVE}),
    moves.Decline: frozenset({State.AWAITING_APPROVAL}),
    moves.Announce: frozenset({State.DECIDED}),
    moves.Answer: frozenset({State.ANNOUNCED, State.NOTIFIED}),
    moves.Reply: frozenset({State.ANNOUNCED, State.NOTIFIED}),
    moves.Notify: frozenset({State.DECIDED, State.ANNOUNCED}),
    moves.TakeEffect: frozenset({State.NOTIFIED}),
    moves.Renew: frozenset({State.EFFECTIVE}),
    moves.Review: frozenset({State.EFFECTIVE}),
    moves.RunOut: frozenset({State.NOTIFIED, State.EFFECTIVE}),
    moves.Lift: frozenset({State.EFFECTIVE}),
    moves.Withdraw: _BEFORE_EFFECT,
    moves.Narrow: _TOLD - {State.ENDED},
    resting.Rest: (_BEFORE_EFFECT | {State.EFFECTIVE}) - {State.DRAFT},
    resting.Resume: _BEFORE_EFFECT - {State.DRAFT},
    moves.Reverse: _TOLD,
}

_MOVES: Final[Mapping[type[Move], Callable[[Sanction, Any], Sanction]]] = {
    moves.Decide: _decide,
    moves.Approve: _approve,
    moves.Decline: _decline,
    moves.Announce: _announce,
    moves.Answer: _answer,
    moves.Reply: _reply,
    moves.Notify: _notify,
    moves.TakeEffect: _take_effect,
    moves.Renew: _renew,
    moves.Review: _review,
    moves.RunOut: _run_out,
    moves.Lift: _lift,
    moves.Withdraw: _withdraw,
    moves.Narrow: _narrow,
    resting.Rest: _rest,
    resting.Resume: _resume,
    moves.Reverse: _reverse,
}
