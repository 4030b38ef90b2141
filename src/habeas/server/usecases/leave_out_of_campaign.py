"""Leaves a member out of a campaign whom a look showed not to belong there; nothing is decided about them by it."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.campaigns.campaign import leave_out
from habeas.server.audit.operations import Happening, append
from habeas.server.campaigns.standing import NoSuchCampaign, lock_campaign, standing_of, take_over
from habeas.server.parties.keys import NOBODY


@transaction.atomic
def leave_out_of_campaign(*, campaign: str, member: str, because: str, by: Actor, is_test: bool, now: datetime) -> None:
    """Leave a member out, and keep why. Raises NoSuchCampaign, CampaignMoveNotAllowed, NotInCampaign."""
    row, targets = lock_campaign(campaign, is_test=is_test)
    if member not in targets:
        raise NoSuchCampaign(member)
    moved = leave_out(standing_of(row, targets), member=member)
    targets[member].because = because
    take_over(row, targets, moved)
    append(
        [Happening(at=now, action="campaign.member_left_out", actor=by.id, subject=f"campaign:{row.id}")],
        seal=NOBODY.seal,
    )
