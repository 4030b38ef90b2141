"""Shows who is about to decide a campaign what one of its members would read, and all that would follow for them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.campaigns.campaign import TargetState, check_undecided
from habeas.domain.statements.content import Together
from habeas.server.campaigns.deciding import NOT_THEIRS_ANY_MORE, NotTheirsAnyMore, Rulers, draft_all, list_dockets
from habeas.server.campaigns.standing import NoSuchCampaign, count_beside, lock_campaign, standing_of
from habeas.server.parties.keys import lock_members
from habeas.server.sanctions.foreseeing import foresee
from habeas.server.sanctions.ruling import Ruling


@transaction.atomic
def foresee_campaign(
    *, campaign: str, member: str, ruling: Ruling, by: Actor, is_test: bool, now: datetime
) -> Mapping[str, Any]:
    """Return what a ruling would bring about for a member. Nothing is written.

    Raises NoSuchCampaign, CampaignMoveNotAllowed, NotInCampaign, NotTheirsAnyMore, RulingDoesNotFit.
    """
    row, targets = lock_campaign(campaign, is_test=is_test)
    if member not in targets:
        raise NoSuchCampaign(member)
    standing = replace(standing_of(row, targets), beside=count_beside(row, ruling, by=by, now=now))
    check_undecided(standing, member=member)
    keys = lock_members([member], now=now)
    dockets = list_dockets([targets[member]], keys=keys, is_test=is_test, now=now)
    if member not in dockets:
        raise NotTheirsAnyMore(member=member, campaign=row.id, because=NOT_THEIRS_ANY_MORE)
    together = Together(len(standing.standing_at(TargetState.SELECTED)), row.criterion)
    rulers = Rulers(decider=by, needs_second=standing.needs_approval)
    [drafted] = draft_all(dockets.values(), ruling=ruling, rulers=rulers, together=together, keys=keys, now=now)
    return foresee(drafted, keys=keys, now=now)
