"""How a sanction begins: its measures within the published ladder, with every clock that its kind brings along."""

from collections.abc import Iterable
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


class TerminationIsNeverUrgent(Refused):
    """A termination on one person's word."""

    rule = "P2B4-2"
    says = "an account is not ended in a hurry: suspend it pending review, and end it with notice"


def draft_sanction(
    *,
    sanction: str,
    decision: str,
    member: str,
    action: Action,
    measures: Iterable[Measure],
    ladder: Iterable[Step],
    zone: tzinfo,
    urgency: Urgency = Urgency.ORDINARY,
    urgent_because: str = "",
    exemption: Exemption | None = None,
    strikes: Iterable[str] = (),
    egregious_because: str = "",
) -> Sanction:
    """Return a draft with what its kind needs: an answer, a notice, a second person. Raises a Refused by name.

    `strikes` are the decisions that count against the member, of which a termination needs one.
    """
    steps = {step.action: step for step in ladder}
    if action not in steps:
        raise NotOnTheLadder(action=action.word, steps=", ".join(known.word for known in steps))
    taken = tuple(measures)
    _check_measures(action, taken, steps[action])
    if urgency is not Urgency.ORDINARY and not urgent_because:
        raise UrgencyWithoutReason(urgency=urgency)
    if action is Action.TERMINATE:
        if urgency is not Urgency.ORDINARY:
            raise TerminationIsNeverUrgent
        check_not_first(strikes, egregious_because=egregious_because)
    return Sanction(
        id=sanction,
        decision=decision,
        member=member,
        action=action,
        measures=taken,
        zone=zone,
        urgency=urgency,
        urgent_because=urgent_because,
        announcement=_announcement(action, steps[action]) if urgency is Urgency.ORDINARY else None,
        notice=_notice(steps[action]) if action is Action.TERMINATE and exemption is None else None,
        exemption=exemption,
        needs_approval=steps[action].second_person or action is Action.TERMINATE,
    )


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
