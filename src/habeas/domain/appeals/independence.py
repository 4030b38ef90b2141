"""Who took part in a decision, and how: none of them hears an appeal against it (DSA20-6, invariant 5).

It does not matter when: before the decision, in it, or after it, till the appeal is decided.
"""

from enum import StrEnum
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.cases.case import CaseMove
from habeas.domain.sanctions.moves import Approve, Decide, Decline, Lift, Move, Renew, Reply, Review, Withdraw


class Part(StrEnum):
    """What somebody did in a decision. Reading it is no part: whoever hears the appeal reads it, too."""

    HELD_CASE = "held_case"
    ASKED = "asked"
    WAS_ASKED = "was_asked"
    DRAFTED = "drafted"
    DECIDED = "decided"
    APPROVED = "approved"
    DECLINED = "declined"
    REPLIED = "replied"
    RENEWED = "renewed"
    REVIEWED = "reviewed"
    LIFTED = "lifted"
    WITHDREW = "withdrew"
    CORRECTED = "corrected"
    RELEASED = "released"


_IN_A_CASE: Final = {
    CaseMove.CLAIM: Part.HELD_CASE,
    CaseMove.PROLONG: Part.HELD_CASE,
    CaseMove.RELEASE: Part.HELD_CASE,
    CaseMove.HAND_OVER: Part.HELD_CASE,
    CaseMove.ESCALATE: Part.HELD_CASE,
    CaseMove.ASK_MEMBER: Part.ASKED,
    CaseMove.ASK_APPROVAL: Part.DRAFTED,
    CaseMove.DECLINE: Part.DECLINED,
    CaseMove.DECIDE: Part.DECIDED,
    CaseMove.TAKE_NO_ACTION: Part.DECIDED,
}

_IN_A_SANCTION: Final = {
    Decide: Part.DECIDED,
    Approve: Part.APPROVED,
    Decline: Part.DECLINED,
    Reply: Part.REPLIED,
    Renew: Part.RENEWED,
    Review: Part.REVIEWED,
    Lift: Part.LIFTED,
    Withdraw: Part.WITHDREW,
}


DECIDING: Final = frozenset({Part.DRAFTED, Part.DECIDED, Part.APPROVED, Part.CORRECTED})
"""Parts by which somebody brought about what is looked at anew; who only held the case may look at it again."""


def part_in_case(move: CaseMove, *, by: Actor) -> Part | None:
    """Return what a person who moves a case has done in what is decided there; None for a machine, or no part."""
    return _IN_A_CASE.get(move) if by.is_human else None


def part_in_sanction(move: Move) -> tuple[Actor, Part] | None:
    """Return who took part in a sanction by a move, and how; None for what clocks and hosts do."""
    part = _IN_A_SANCTION.get(type(move))
    return None if part is None else (move.by, part)  # type: ignore[union-attr]  # each of those names a person
