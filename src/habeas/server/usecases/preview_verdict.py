"""Shows who is about to decide an appeal what its outcome would undo. Nothing is written.

It is refused as the decision itself would be.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from habeas.domain.appeals.appeal import Ruling
from habeas.domain.appeals.hearing import check_reviewer, rule
from habeas.domain.appeals.ownership import check_owner
from habeas.domain.appeals.reversal import ReversalStep, plan_reversal
from habeas.server.appeals.access import reviewer_of
from habeas.server.appeals.answers import list_answered
from habeas.server.appeals.operations import list_earlier_reviewers, lock_appeal, standing_of
from habeas.server.parties.keys import lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.registry import lock_contested


@transaction.atomic
def preview_verdict(
    *, appeal: str, ruling: Ruling, recognized_by: str = "", is_test: bool, now: datetime
) -> Sequence[ReversalStep]:
    """Return the steps that an outcome would take. Raises NoSuchAppeal and every Refused that deciding would raise."""
    row = lock_appeal(appeal, is_test=is_test)
    contested = lock_contested(row.decision, is_test=is_test, now=now)
    check_owner(contested.matter, ruling.outcome, decision=contested.id, recognized_by=recognized_by)
    keys = lock_members([row.member_id], now=now)
    check_reviewer(reviewer_of(ruling.by, decision=row.decision), decision=row.decision, took_part=(), now=now)
    earlier = list_answered(but_to=row.member_id, is_test=is_test)
    took_part = [*contested.took_part, *list_earlier_reviewers(row)]
    standing = standing_of(row, open_content(row.member_id, row.sealed, keys=keys))
    rule(standing, ruling=ruling, measures=contested.measures, took_part=took_part, earlier=earlier)
    plan = plan_reversal(
        decision=contested.id,
        outcome=ruling.outcome,
        effects=contested.effects,
        told=contested.told(ruling.outcome),
        measures_kept=ruling.measures,
    )
    return plan.steps
