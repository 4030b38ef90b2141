"""Decides a campaign by a named person who opened its sample; above 25 members it waits for a second one.

What the same person decided alone lately by the same criterion, clause or law counts with it: parts are no smaller.

What is refused for one member is refused for all, before anything is written: each statement has to be whole.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.campaigns import campaign as core
from habeas.domain.campaigns.campaign import CampaignState
from habeas.domain.statements.content import Together
from habeas.server.audit.operations import Happening, append
from habeas.server.campaigns.deciding import Rulers, draft_all, take_up, write_all
from habeas.server.campaigns.queries import campaign_as_json
from habeas.server.campaigns.standing import count_beside, list_opened_by, lock_campaign, lock_decider, take_over
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.sanctions.ruling import Ruling, ruling_as_json


@transaction.atomic
def decide_campaign(*, campaign: str, ruling: Ruling, by: Actor, is_test: bool, now: datetime) -> None:
    """Decide a campaign. Raises NoSuchCampaign, RulingDoesNotFit, and what `domain.campaigns` refuses by name."""
    row, targets = lock_campaign(campaign, is_test=is_test)
    standing, dockets, keys = take_up(row, targets, now=now)
    lock_decider(by)
    standing = replace(standing, beside=count_beside(row, ruling, by=by, now=now))
    opened = list_opened_by(by, targets)
    moved = core.decide_campaign(standing, by=by, opened=opened, now=now)
    rulers = Rulers(decider=by, needs_second=moved.needs_approval)
    together = Together(len(dockets), row.criterion)
    drafted = draft_all(dockets, ruling=ruling, rulers=rulers, together=together, keys=keys, now=now)
    row.ruling, row.sample_opened = ruling_as_json(ruling), len(set(opened) & set(moved.sample))
    happenings = [Happening(at=now, action="campaign.decided", actor=by.id, subject=f"campaign:{row.id}")]
    if moved.state is CampaignState.DECIDED:
        happenings += write_all(dockets, drafted, rulers=rulers, keys=keys, now=now)
    take_over(row, targets, moved)
    if moved.state is CampaignState.DECIDED:
        payload = campaign_as_json(row)
        write_message(type=WebhookType.CAMPAIGN_DECIDED, payload=payload, key=row.id, is_test=is_test, now=now)
    append(happenings, seal=keys.seal)
