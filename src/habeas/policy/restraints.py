"""What keeps a rule from acting for a time: snoozes by a person, and an error budget that is spent.

Wrongful action is an outage: a rule that is wrong too often only opens cases until a person restores it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import sqrt
from typing import Final

from habeas.policy.rules import ErrorBudget, Policy
from habeas.policy.snoozes import snoozed_rules


@dataclass(frozen=True, slots=True)
class Restraints:
    """Rules that do not act now: snoozed ones only report, those over their error budget open cases."""

    snoozed: frozenset[str] = frozenset()
    cases_only: frozenset[str] = frozenset()


UNRESTRAINED: Final = Restraints()


def restrain(
    policy: Policy,
    *,
    sender: str | None,
    recipient: str | None,
    on: date | None,
    beside: Restraints = UNRESTRAINED,
) -> Restraints:
    """Return `beside` with what the policy's own snoozes keep from acting on a message.

    `on` is the day it was sent; None: the policy's release.
    """
    if not policy.snoozes:
        return beside
    at = datetime.combine(policy.released if on is None else on, time(), tzinfo=UTC)
    own = snoozed_rules(policy.snoozes, sender=sender, recipient=recipient, at=at)
    return Restraints(snoozed=beside.snoozed | own, cases_only=beside.cases_only)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """How a rule has done: appeals decided and won, and finds sampled at random and wrong."""

    appeals: int = 0
    overturned: int = 0
    sampled: int = 0
    wrong: int = 0


def is_over_budget(budget: ErrorBudget, record: TrackRecord) -> bool:
    """Return whether the upper bound of one of the rule's rates of error crosses its budget."""
    return _crosses(budget.overturned, wrong=record.overturned, known=record.appeals) or _crosses(
        budget.false_positives, wrong=record.wrong, known=record.sampled
    )


ONE_SIDED_95: Final = 1.645
"""Standard deviations above which a normal value lies in one of twenty cases."""


def upper_bound(*, wrong: int, known: int) -> float:
    """Return Wilson's upper bound of a rate, one-sided at 95 %; 1 where nothing is known."""
    if not known:
        return 1.0
    share, square = wrong / known, ONE_SIDED_95**2
    centre = share + square / (2 * known)
    margin = ONE_SIDED_95 * sqrt(share * (1 - share) / known + square / (4 * known**2))
    return (centre + margin) / (1 + square / known)


def _crosses(limit: float, *, wrong: int, known: int) -> bool:
    # While even a faultless rule would cross it, too little is known to say anything.
    return upper_bound(wrong=0, known=known) <= limit < upper_bound(wrong=wrong, known=known)
