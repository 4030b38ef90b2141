"""Which open case takes in what comes of the same member."""

from collections.abc import Iterable
from typing import Final

from habeas.domain.cases.case import Case, CaseState, Subject, Topic


def join(subject: Subject, *, open_cases: Iterable[Case]) -> Case | None:
    """Return the open case that something about a subject joins, the oldest of several; None where one is opened."""
    if subject.topic is Topic.APART:
        return None
    same = [case for case in open_cases if case.subject == subject and case.state not in _OVER]
    return min(same, key=lambda case: (case.opened_at, case.id), default=None)


_OVER: Final = frozenset({CaseState.DECIDED, CaseState.CLOSED})
