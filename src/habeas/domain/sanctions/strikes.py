"""A sanction as a strike: told, appealable, in effect, uncontested, unexpired and not reversed (S14, invariant 15)."""

from collections.abc import Iterable

from habeas.domain.sanctions.sanction import EndedBecause, Sanction
from habeas.policy.actions import Action
from habeas.policy.timeline.spans import Span
from habeas.policy.timeline.strikes import PastDecision


def past_decision(
    sanction: Sanction,
    *,
    clause: str | None,
    finding: str | None,
    contests: Iterable[Span],
    varied_to: Action | None = None,
    is_replaced: bool = False,
) -> PastDecision | None:
    """Return the sanction as the timeline counts decisions, None for one that nobody decided or that was withdrawn.

    It counts from its effect, which is never before its statement. `contests` are the times an appeal was open.
    """
    is_withdrawn = sanction.ended_because in {EndedBecause.WITHDRAWN, EndedBecause.NOT_APPROVED}
    if sanction.decided_at is None or is_withdrawn:
        return None
    return PastDecision(
        id=sanction.decision,
        member=sanction.member,
        others=frozenset(),
        clause=clause,
        finding=finding,
        is_allowed=False,
        action=sanction.action if varied_to is None else varied_to,
        exceptions=frozenset(),
        made_at=sanction.decided_at,
        delivered_at=sanction.effective_at,
        contests=tuple(contests),
        is_reversed=sanction.reversed_at is not None,
        is_replaced=is_replaced,
    )
