"""What a member can still do about a decision: till when, and what they have done about it already."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from habeas.domain.appeals.appeal import AppealState
from habeas.domain.appeals.windows import last_day_to_appeal
from habeas.server.appeals.models import Appeal
from habeas.server.recourse.registry import NoSuchDecision, lock_contested


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """How a decision can be contested by a member.

    `until` is the last day, None before they were told. `open_appeal` waits for its answer, `answered` is the last that
    has one: then a second look needs a new fact. `measures` are those that can be contested by themselves.
    """

    decision: str
    until: date | None
    is_over: bool
    is_undone: bool
    open_appeal: str | None
    answered: str | None
    measures: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether an appeal, or a second look, can be begun now; what comes too late is kept as such."""
        return self.until is not None and not self.is_undone and self.open_appeal is None


@transaction.atomic
def get_way_back(decision: str, *, member: str, is_test: bool, now: datetime) -> WayBack | None:
    """Return how a member can contest a decision; None where it is none of theirs, or did nothing to them."""
    try:
        contested = lock_contested(decision, is_test=is_test, now=now)
    except NoSuchDecision:
        return None
    if member not in {contested.member, *(reporter for reporter, _ in contested.reporters)} or not contested.effects:
        return None
    window = contested.contestable.window(member)
    filed = list(Appeal.objects.filter(decision=decision, member=contested.member).order_by("filed_at", "id"))
    answered = [row.id for row in filed if row.state == AppealState.DECIDED]
    return WayBack(
        decision=decision,
        until=None if window is None else last_day_to_appeal(window, zone=contested.zone),
        is_over=window is not None and now >= window.due_at,
        is_undone=contested.is_undone,
        open_appeal=next((row.id for row in filed if row.ended_at is None), None),
        answered=answered[-1] if answered else None,
        measures=tuple(sorted(contested.measures)),
    )
