"""What follows when one decision of a campaign was wrong: a person looks at each of the others, and none is undone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from habeas.domain.actors import Actor
from habeas.domain.campaigns.campaign import (
    Campaign,
    SampleNotOpened,
    TargetState,
    check_person,
    check_words,
    moved,
    not_in,
)
from habeas.domain.refusals import Refused

_STANDING: Final = frozenset({TargetState.DECIDED, TargetState.REVIEWED})
"""What a person may look at again: as it was decided, or as it was kept after one was overturned before."""


class ReviewerDecided(Refused):
    """Who looks again at a decision of a campaign is one of those who took it."""

    rule = "invariant 5"
    says = "{actor} took part in the campaign {campaign}; somebody else looks at its decisions again"


def overturn_one(campaign: Campaign, *, member: str) -> Campaign:
    """Return the campaign after one member's appeal was overturned: all the others are flagged for review.

    Theirs are not undone by that: what one criterion got wrong once, a person looks at for each; what it got wrong once
    more, for each again, those too that were kept before it was known. Raises NotInCampaign.
    """
    can_be_wrong = {TargetState.DECIDED, TargetState.FLAGGED, TargetState.REVIEWED}
    target = campaign.targets.get(member)
    if target is None or target.state not in can_be_wrong:
        raise not_in(campaign, member, "overturned")
    targets = {
        name: replace(other, state=TargetState.FLAGGED) if other.state in _STANDING else other
        for name, other in campaign.targets.items()
    }
    targets[member] = replace(target, state=TargetState.OVERTURNED)
    return replace(campaign, targets=targets)


def review_flagged(campaign: Campaign, *, member: str, by: Actor, opened: Iterable[str], reasons: str) -> Campaign:
    """Return the campaign after a person who took no part looked at a flagged member again and kept the decision.

    Raises as `check_review`.
    """
    check_review(campaign, member=member, by=by, opened=opened, reasons=reasons)
    return moved(campaign, member, TargetState.FLAGGED, TargetState.REVIEWED, "reviewed")


def take_back_flagged(campaign: Campaign, *, member: str) -> Campaign:
    """Return the campaign after who looked at a flagged member again took the decision back: the same look goes on.

    Raises NotInCampaign.
    """
    return moved(campaign, member, TargetState.FLAGGED, TargetState.OVERTURNED, "taken back")


def check_review(campaign: Campaign, *, member: str, by: Actor, opened: Iterable[str], reasons: str) -> None:
    """Refuse a second look by who took part, without a look, or without reasons, whatever comes of it.

    Raises NotInCampaign, CampaignNeedsPerson, ReviewerDecided, SampleNotOpened, CampaignReasonsMissing.
    """
    target = campaign.targets.get(member)
    if target is None or target.state is not TargetState.FLAGGED:
        raise not_in(campaign, member, "reviewed")
    check_person(by)
    took_part = [one.id for one in (campaign.decided_by, campaign.approved_by) if one is not None]
    if by.id in took_part:
        raise ReviewerDecided(actor=by.id, campaign=campaign.id)
    if member not in set(opened):
        raise SampleNotOpened(actor=by.id, opened=0, needed=1, missing=member)
    check_words(by, reasons)
