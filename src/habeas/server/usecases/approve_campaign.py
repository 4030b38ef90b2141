"""The second person's word on a campaign (invariant 5): each member's decision goes on, or nobody's is taken."""

from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.campaigns import campaign as core
from habeas.domain.statements.content import Together
from habeas.server.audit.operations import Happening, append
from habeas.server.campaigns.deciding import Rulers, draft_all, take_up, write_all
from habeas.server.campaigns.models import Campaign
from habeas.server.campaigns.queries import campaign_as_json
from habeas.server.campaigns.standing import list_opened_by, lock_campaign, ruling_of, standing_of, take_over
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import NOBODY
from habeas.server.sanctions.ruling import ruling_from_json


@transaction.atomic
def approve_campaign(*, campaign: str, by: Actor, reasons: str, is_test: bool, now: datetime) -> None:
    """Agree: the ruling becomes a decision about each member. Raises NoSuchCampaign, RulingDoesNotFit, as the core."""
    row, targets = lock_campaign(campaign, is_test=is_test)
    standing, dockets, keys = take_up(row, targets, now=now)
    moved = core.approve_campaign(standing, by=by, opened=list_opened_by(by, targets), reasons=reasons, now=now)
    row.approval = reasons
    decider, kept = ruling_of(row)
    rulers = Rulers(decider=decider, needs_second=True, approver=by, approval=reasons)
    ruling, together = ruling_from_json(kept), Together(len(dockets), row.criterion)
    drafted = draft_all(dockets, ruling=ruling, rulers=rulers, together=together, keys=keys, now=now)
    happenings = write_all(dockets, drafted, rulers=rulers, keys=keys, now=now)
    take_over(row, targets, moved)
    payload = campaign_as_json(row)
    write_message(type=WebhookType.CAMPAIGN_DECIDED, payload=payload, key=row.id, is_test=is_test, now=now)
    append([_happening("campaign.approved", row, by, now), *happenings], seal=keys.seal)


@transaction.atomic
def decline_campaign(*, campaign: str, by: Actor, reasons: str, is_test: bool, now: datetime) -> None:
    """Disagree: nothing is decided about anybody, and what was selected goes on as before. Raises as approving."""
    row, targets = lock_campaign(campaign, is_test=is_test)
    moved = core.decline_campaign(standing_of(row, targets), by=by, reasons=reasons)
    row.dropped_at, row.dropped_because = now, reasons
    take_over(row, targets, moved)
    append([_happening("campaign.declined", row, by, now)], seal=NOBODY.seal)


def _happening(action: str, row: Campaign, by: Actor, now: datetime) -> Happening:
    return Happening(at=now, action=action, actor=by.id, subject=f"campaign:{row.id}")
