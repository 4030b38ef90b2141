"""Whoever holds an account can write an appeal in its owner's name: a person finds out who it was before it helps.

A safeguard keeps somebody else out. Where it fell because the account asks for that, whoever took the account over
would end it in a minute; where nobody could contest it, it would be a sanction without a way back.
"""

from habeas.domain.appeals.appeal import Outcome
from habeas.domain.appeals.standing import Matter
from habeas.domain.refusals import Refused
from habeas.domain.wording import says_why


class OwnerNotRecognized(Refused):
    """A safeguard that would be undone for somebody of whom nobody knows that the account is theirs."""

    rule = "design 5"
    says = (
        "whoever holds the account may have written this appeal; before {decision} is undone, say in your own words "
        "how you made sure that its owner did, by something that is not in the account"
    )


def check_owner(matter: Matter, outcome: Outcome, *, decision: str, recognized_by: str) -> None:
    """Refuse to undo a safeguard before its owner was recognized. `recognized_by`: how, in the reviewer's words."""
    is_undone = matter is Matter.SAFEGUARD and outcome is not Outcome.UPHELD
    if is_undone and not says_why(recognized_by):
        raise OwnerNotRecognized(decision=decision)
