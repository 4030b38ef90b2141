"""What follows in a campaign when one of its decisions was overturned: people look at each of the others again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from habeas.domain.actors import MACHINE
from habeas.domain.campaigns.campaign import TargetState
from habeas.domain.campaigns.second_looks import overturn_one
from habeas.domain.cases.case import CaseMove
from habeas.server.audit.operations import Happening
from habeas.server.campaigns.models import Target
from habeas.server.campaigns.queries import campaign_as_json
from habeas.server.campaigns.standing import lock_campaign, standing_of, take_over
from habeas.server.cases.models import OVER, Case
from habeas.server.cases.operations import move
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages

BECAUSE: Final = "another decision of its campaign was overturned"
"""Why a case that was decided waits again."""


def question_the_rest(sanction: str, *, now: datetime) -> list[Happening]:
    """Flag the other members of the campaign that a sanction was decided in, and let their cases wait again.

    Nothing is undone or made harsher by that. Nothing happens where no campaign decided it, or it is known already.
    """
    hit = Target.objects.filter(sanction=sanction).select_related("campaign").first()
    if hit is None:
        return []
    row, targets = lock_campaign(hit.campaign_id, is_test=hit.campaign.is_test)
    if targets[hit.member_id].state == TargetState.OVERTURNED:
        return []
    before = {member: one.state for member, one in targets.items()}
    take_over(row, targets, overturn_one(standing_of(row, targets), member=hit.member_id))
    flagged = {
        member: one
        for member, one in targets.items()
        if one.state == TargetState.FLAGGED and before[member] != TargetState.FLAGGED
    }
    payload = {**campaign_as_json(row), "overturned": sanction}
    questioned = NewMessage(type=WebhookType.CAMPAIGN_QUESTIONED, payload=payload, key=sanction, is_test=row.is_test)
    write_messages([questioned], now=now)
    happening = Happening(at=now, action="campaign.questioned", actor="engine", subject=f"campaign:{row.id}")
    return [happening, *_let_wait_again(flagged, now=now)]


def _let_wait_again(flagged: Mapping[str, Target], *, now: datetime) -> list[Happening]:
    """Reopen the case of each, apart from whatever else is open about them: others look at it (invariant 5)."""
    cases = {case.id: case for case in Case.objects.select_for_update().filter(targets__in=list(flagged.values()))}
    again = [case for case in cases.values() if case.state in OVER]
    for case in again:
        move(case, CaseMove.REOPEN, by=MACHINE, now=now, because=BECAUSE)
    return [Happening(at=now, action="case.reopened", actor="engine", subject=f"case:{case.id}") for case in again]
