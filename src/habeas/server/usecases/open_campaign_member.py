"""Shows a person what a campaign holds of one member, and keeps that it was shown (GDPR22-b)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.server.audit.operations import Happening, append
from habeas.server.campaigns.standing import NoSuchCampaign, lock_campaign, note_look
from habeas.server.decisions.exhibits import list_exhibits_of
from habeas.server.decisions.records import look_as_json
from habeas.server.decisions.standing import get_standing
from habeas.server.parties.keys import NOBODY, read_keys


@transaction.atomic
def open_campaign_member(*, campaign: str, member: str, by: Actor, is_test: bool, now: datetime) -> Mapping[str, Any]:
    """Return the evidence about a member and what speaks for them. Raises NoSuchCampaign."""
    row, targets = lock_campaign(campaign, is_test=is_test)
    if member not in targets:
        raise NoSuchCampaign(member)
    exhibits = list_exhibits_of(targets[member].evidence, keys=read_keys([member]))
    note_look(targets[member], by=by, now=now)
    append(
        [Happening(at=now, action="campaign.member_opened", actor=by.id, subject=f"campaign:{row.id}")],
        seal=NOBODY.seal,
    )
    strikes = get_standing(member, is_test=is_test, now=now).counting
    return look_as_json(member, exhibits, strikes=strikes, is_test=is_test, now=now)
