"""How a sanction begins: its measures within the published ladder, with every clock that its kind brings along."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import Final

from habeas.domain.clocks.lengths import Length, Unit
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.domain.effects import LONGEST_HOLD
from habeas.domain.refusals import Refused
from habeas.domain.sanctions.measures import Capability, Measure, Restriction
from habeas.domain.sanctions.sanction import INTERIM_SUSPENSION, Sanction, Urgency
from habeas.domain.sanctions.termination import Exemption, check_not_first
from habeas.policy.actions import Action
from habeas.policy.rules import Step

_HOUR: Final = timedelta(hours=1)


class NotOnTheLadder(Refused):
    """A sanction of a kind that the policy does not publish."""

    rule = "P2B3-1c"
    says = "the policy's ladder has no step '{action}'; add it to the policy, or take one of {steps}"


class LongerThanPublished(Refused):
    """A measure that lasts longer than the published ladder says."""

    rule = "DSA23-4"
    says = "the measure {measure} lasts {lasts}; '{action}' lasts at most {longest}"


class MeasuresMissing(Refused):
    """A restriction without any measure."""

    rule = "DSA17-3a"
    says = "'{action}' restricts, so it names measures: say what is taken, from which role, until when"


class WarningRestricts(Refused):
    """A warning that takes something away: it would be a restriction under a mild name (PWD10-5, equal detriment)."""

    rule = "PWD10-5"
    says = "'{action}' takes nothing away, but {measures} measures are named; decide 'restrict' instead"


class HoldTakesMore(Refused):
    """A hold of a message that takes more: what only a person decides, under a name that a machine may use."""

    rule = "PWD10-5"
    says = "the measure {measure} takes more than the message that is held; decide 'restrict' instead"


class MoneyIsItsOwnDecision(Refused):
    """Money stopped as part of a sanction on an account."""

    rule = "FUND-3"
    says = "the measure {measure} stops payments: a money hold is a decision of its own, with its own claim and appeal"


class UrgencyWithoutReason(Refused):
    """A sanction that does not wait, and does not say why."""

    rule = "DSA14-4"
    says = "'{urgency}' needs a reason: say which harm the wait would let happen"


class SuspendedForTheSame(Refused):
    """A suspension on nothing but what the member was suspended for before: it would have no end."""

    rule = "DSA14-4"
    says = "the member was suspended on {facts} before; a new suspension needs a fact that came since"


class TerminationIsNeverUrgent(Refused):
    """A termination on one person's word."""

    rule = "P2B4-2"
    says = "an account is not ended in a hurry: suspend it pending review, and end it with notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A sanction as somebody would have it. `strikes` are the decisions that count against the member already.

    `facts` are the ids of those it relies on, `suspended_on` of those on which the member was suspended before.
    """

    sanction: str
    decision: str
    member: str
    action: Action
    measures: tuple[Measure, ...]
    zone: tzinfo
    urgency: Urgency = Urgency.ORDINARY
    urgent_because: str = ""
    exemption: Exemption | None = None
    strikes: tuple[str, ...] = ()
    egregious_because: str = ""
    facts: frozenset[str] = frozenset()
    suspended_on: frozenset[str] = frozenset()


def draft_sanction(proposed: Proposed, *, ladder: Iterable[Step]) -> Sanction:
    """Return a draft with what its kind needs: an answer, a notice, a second person. Raises a Refused by name."""
    steps = {step.action: step for step in ladder}
    action = proposed.action
    if action not in steps:
        raise NotOnTheLadder(action=action.word, steps=", ".join(known.word for known in steps))
    step = steps[action]
    _check_measures(action, proposed.measures, step)
    _check_urgency(proposed)
    ends_account = action is Action.TERMINATE
    return Sanction(
        id=proposed.sanction,
        decision=proposed.decision,
        member=proposed.member,
        action=action,
        measures=proposed.measures,
        zone=proposed.zone,
        urgency=proposed.urgency,
        urgent_because=proposed.urgent_because,
        announcement=_announcement(action, step) if proposed.urgency is Urgency.ORDINARY else None,
        notice=_notice(step) if ends_account and proposed.exemption is None else None,
        exemption=proposed.exemption,
        needs_approval=step.second_person or ends_account,
    )


def _check_urgency(proposed: Proposed) -> None:
    """Refuse a hurry without a reason, a suspension without end, any hurry or first offence where an account ends."""
    is_suspension = proposed.action is Action.SUSPEND_PENDING_REVIEW
    if is_suspension and proposed.suspended_on and not proposed.facts - proposed.suspended_on:
        raise SuspendedForTheSame(facts=", ".join(sorted(proposed.suspended_on)))
    if proposed.urgency is not Urgency.ORDINARY and not proposed.urgent_because:
        raise UrgencyWithoutReason(urgency=proposed.urgency)
    if proposed.action is not Action.TERMINATE:
        return
    if proposed.urgency is not Urgency.ORDINARY:
        raise TerminationIsNeverUrgent
    check_not_first(proposed.strikes, egregious_because=proposed.egregious_because)


def _check_measures(action: Action, measures: tuple[Measure, ...], step: Step) -> None:
    if action < Action.HOLD_MESSAGE and measures:
        raise WarningRestricts(action=action.word, measures=len(measures))
    if action >= Action.HOLD_MESSAGE and not measures:
        raise MeasuresMissing(action=action.word)
    longest = _longest(action, step)
    for measure in measures:
        if action is Action.HOLD_MESSAGE and measure.capabilities != {Capability.THIS_MESSAGE}:
            raise HoldTakesMore(measure=measure.id)
        if measure.restriction is Restriction.PAYMENTS:
            raise MoneyIsItsOwnDecision(measure=measure.id)
        if longest is not None and (measure.lasts is None or measure.lasts > longest):
            lasts = "without end" if measure.lasts is None else measure.lasts
            raise LongerThanPublished(measure=measure.id, lasts=lasts, action=action.word, longest=longest)


def _longest(action: Action, step: Step) -> timedelta | None:
    """Return how long a measure may last; a suspension and a hold end by themselves whatever a policy says."""
    longest = _LONGEST.get(action)
    if longest is None or step.lasts is None:
        return longest or step.lasts
    return min(step.lasts, longest)


_LONGEST: Final = {Action.HOLD_MESSAGE: LONGEST_HOLD, Action.SUSPEND_PENDING_REVIEW: INTERIM_SUSPENSION}


def _announcement(action: Action, step: Step) -> Length | None:
    """Return how long the member has to answer: what the ladder says, for a suspension never less than 72 hours."""
    if action is Action.TERMINATE:
        return None
    said = 0 if step.notice is None else -(-step.notice // _HOUR)
    floor = CLOCKS[ClockId.NOTICE_OF_INTENT].length.count if action is Action.SUSPEND_PENDING_REVIEW else 0
    longest = max(said, floor)
    return Length(longest, Unit.HOURS) if longest else None


def _notice(step: Step) -> Length:
    """Return the notice before a termination: what the ladder says, never less than 30 days."""
    said = 0 if step.notice is None else -(-step.notice // timedelta(days=1))
    return Length(max(said, CLOCKS[ClockId.TERMINATION_NOTICE].length.count), Unit.DAYS)
