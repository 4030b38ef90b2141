"""Writes of cases: one open case for each member and reason, which more of the same joins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from habeas.server.cases.models import Case, Reason, State


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked about: a member, why, and the decision that asked first."""

    member: str
    reason: Reason
    decision: str


def open_cases(
    questions: Iterable[Question], *, is_test: bool, now: datetime
) -> tuple[Mapping[tuple[str, Reason], Case], frozenset[str]]:
    """Return the open case for each member and reason, and the ids of those that were opened now."""
    first: dict[tuple[str, Reason], Question] = {}
    for question in questions:
        first.setdefault((question.member, question.reason), question)
    open_now = Case.objects.filter(state=State.OPEN, is_test=is_test, member__in={member for member, _ in first})
    found = {(case.member_id, Reason(case.reason)): case for case in open_now}
    opened = [
        Case(id=_case_id(question), member_id=member, reason=reason, is_test=is_test, opened_at=now)
        for (member, reason), question in first.items()
        if (member, reason) not in found
    ]
    Case.objects.bulk_create(opened)
    found |= {(case.member_id, Reason(case.reason)): case for case in opened}
    return found, frozenset(case.id for case in opened)


def _case_id(question: Question) -> str:
    return f"case_{question.decision.removeprefix('dec_')}_{question.reason.value[:4]}"
