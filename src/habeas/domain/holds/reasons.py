"""Reasons of people for letting money of a member wait, for taking it, or for stopping a contract: of their own.

The fact and the element that it meets stand beside them in the statement: the claim by its kind, reference and amount,
of a deduction each item's clause and evidence. The reasons say why that makes this money wait, or go.
"""

from collections.abc import Sequence
from typing import Final

from habeas.domain.cases.reasoning import repeats
from habeas.domain.refusals import Refused

SHORTEST: Final = 20
"""Letters that reasons have at least: half of what is asked where fact and element have to be named in them, too."""

MANY: Final = 3
"""From so many other members who were told the same on, it is told of nobody in particular."""


class MoneyReasonsTooShort(Refused):
    """Reasons that cannot say why a claim makes money wait, or go."""

    rule = "DSA17-3e"
    says = (
        "{field}: the reasons have {length} letters, at least {shortest} are needed: say what happened and why that "
        "makes this money wait or go, or this contract stop"
    )


class MoneyReasonsAreBoilerplate(Refused):
    """Reasons that many other members were given."""

    rule = "P2B11-2"
    says = "{field}: you gave the same reasons to {count} other members; say what happened here and why it counts"


def check_money_reasons(reasons: str, *, field: str, to_others: Sequence[str]) -> None:
    """Refuse reasons that say nothing of this claim. Raises MoneyReasonsTooShort, MoneyReasonsAreBoilerplate.

    `to_others` are the last reasons of the same person, one for each other member; `field` is where these were said.
    """
    length = len(" ".join(reasons.split()))
    if length < SHORTEST:
        raise MoneyReasonsTooShort(field=field, length=length, shortest=SHORTEST)
    count = sum(repeats(reasons, said) for said in to_others)
    if count >= MANY:
        raise MoneyReasonsAreBoilerplate(field=field, count=count)


Problem = tuple[str, str] | None
"""Why an answer may not be given, by its rule and with what to do; nothing where it may."""


def find_problem(because: str, *, to_others: Sequence[str]) -> Problem:
    """Return why words are no reasons; nothing where they say what happened here."""
    try:
        check_money_reasons(because, field="because", to_others=to_others)
    except (MoneyReasonsTooShort, MoneyReasonsAreBoilerplate) as refused:
        return refused.rule, str(refused)
    return None
