"""Moves of a case by the person who looks at it: claim, prolong, release, hand over, escalate."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.case import CaseMove
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.operations import lock_case, move
from habeas.server.parties.keys import NOBODY

_PAST = {
    CaseMove.CLAIM: "case.claimed",
    CaseMove.PROLONG: "case.prolonged",
    CaseMove.RELEASE: "case.released",
    CaseMove.HAND_OVER: "case.handed_over",
    CaseMove.ESCALATE: "case.escalated",
}


@transaction.atomic
def claim_case(*, case: str, by: Actor, is_test: bool, now: datetime) -> None:
    """Let a person look at a case till the claim runs out. Raises NoSuchCase, and what `move_case` refuses."""
    _move(case, CaseMove.CLAIM, by=by, is_test=is_test, now=now)


@transaction.atomic
def prolong_claim(*, case: str, by: Actor, is_test: bool, now: datetime) -> None:
    """Let who looks at a case look on. Raises as `claim_case`."""
    _move(case, CaseMove.PROLONG, by=by, is_test=is_test, now=now)


@transaction.atomic
def release_case(*, case: str, by: Actor, is_test: bool, now: datetime) -> None:
    """Give a case back to its queue. Raises as `claim_case`."""
    _move(case, CaseMove.RELEASE, by=by, is_test=is_test, now=now)


@transaction.atomic
def hand_over_case(*, case: str, by: Actor, to: Actor, because: str, is_test: bool, now: datetime) -> None:
    """Give a case to another person, who is told why. Raises as `claim_case`."""
    _move(case, CaseMove.HAND_OVER, by=by, is_test=is_test, now=now, because=because, to=to)


@transaction.atomic
def escalate_case(*, case: str, by: Actor, because: str, is_test: bool, now: datetime) -> None:
    """Ask somebody with more to say to look at a case. Raises as `claim_case`."""
    _move(case, CaseMove.ESCALATE, by=by, is_test=is_test, now=now, because=because)


def _move(
    case: str,
    what: CaseMove,
    *,
    by: Actor,
    is_test: bool,
    now: datetime,
    because: str = "",
    to: Actor | None = None,
) -> None:
    move(lock_case(case, is_test=is_test), what, by=by, now=now, because=because, to=to)
    append([Happening(at=now, action=_PAST[what], actor=by.id, subject=f"case:{case}")], seal=NOBODY.seal)
