"""Gives a campaign up before it is decided: nothing happened to anybody, and nothing will."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.campaigns import campaign as core
from habeas.server.audit.operations import Happening, append
from habeas.server.campaigns.standing import lock_campaign, standing_of, take_over
from habeas.server.parties.keys import NOBODY


@transaction.atomic
def drop_campaign(*, campaign: str, because: str, by: Actor, is_test: bool, now: datetime) -> None:
    """Give it up, and keep why. Raises NoSuchCampaign, CampaignMoveNotAllowed."""
    row, targets = lock_campaign(campaign, is_test=is_test)
    moved = core.drop_campaign(standing_of(row, targets), by=by)
    row.dropped_at, row.dropped_because = now, because
    take_over(row, targets, moved)
    append([Happening(at=now, action="campaign.dropped", actor=by.id, subject=f"campaign:{row.id}")], seal=NOBODY.seal)
