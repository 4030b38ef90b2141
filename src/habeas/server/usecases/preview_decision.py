"""Shows who is about to decide a case what the member would read and all that would follow. Nothing is written.

What it shows is made as the decision itself is, and refused as the decision would be.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.cases.case import CaseMove, move_case
from habeas.server.cases.operations import lock_case
from habeas.server.cases.standing import standing_of
from habeas.server.parties.keys import lock_members
from habeas.server.sanctions.deciding import draft_alone
from habeas.server.sanctions.foreseeing import foresee
from habeas.server.sanctions.ruling import Ruling


@transaction.atomic
def preview_decision(*, case: str, ruling: Ruling, by: Actor, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Return what a decision would bring about. Raises NoSuchCase and every Refused that deciding would raise."""
    row = lock_case(case, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    made = draft_alone(row, ruling=ruling, by=by, keys=keys, now=now)
    move_case(standing_of(row), move=CaseMove.DECIDE, by=by, now=now)
    return foresee(made.sanction, keys=keys, now=now)
