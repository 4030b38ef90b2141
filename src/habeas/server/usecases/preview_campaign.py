"""Selects the members of a campaign by a stated criterion and draws the sample; nothing happens to anybody by that."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.campaigns.campaign import Campaign as CoreCampaign
from habeas.domain.campaigns.campaign import Target as CoreTarget
from habeas.domain.campaigns.campaign import preview
from habeas.domain.campaigns.criteria import read_criterion
from habeas.domain.refusals import Refused
from habeas.server.audit.operations import Happening, append
from habeas.server.campaigns.models import Campaign, Target
from habeas.server.campaigns.selecting import select
from habeas.server.campaigns.standing import new_id, new_seed
from habeas.server.identity.staff import staff_id
from habeas.server.parties.keys import NOBODY, lock_members
from habeas.server.policies.rulebook import read_rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Whom a campaign is about: in words, as a condition of the policy's language, among what was written when."""

    criterion: str
    condition: str
    since: datetime
    until: datetime


class TimeRunsBackwards(Refused):
    """A span of time that ends before it begins."""

    rule = "DSA14-4"
    says = "the time to look through ends at {until}, before it begins at {since}"


@transaction.atomic
def preview_campaign(*, selection: Selection, by: Actor, is_test: bool, now: datetime) -> str:
    """Keep whom the criterion selects now, with the sample to be opened, and return the campaign's id.

    Raises TimeRunsBackwards, CriterionUnreadable, TooMuchToLookThrough, and what `domain.campaigns` refuses by name.
    """
    if selection.until <= selection.since:
        raise TimeRunsBackwards(since=selection.since.isoformat(), until=selection.until.isoformat())
    policy = read_rulebook().policy
    criterion = read_criterion(words=selection.criterion, condition=selection.condition, policy=policy)
    found = select(criterion, since=selection.since, until=selection.until, is_test=is_test)
    made, seed = new_id(), new_seed()
    targets = [CoreTarget(member, tuple(evidence)) for member, evidence in found.items()]
    previewed = preview(campaign=made, criterion=selection.criterion, targets=targets, seed=seed, now=now)
    # Whoever is erased meanwhile is gone before the rows that name them are written.
    keys = lock_members(found, now=now)
    row = Campaign.objects.create(
        id=made,
        is_test=is_test,
        criterion=selection.criterion,
        condition=selection.condition,
        since=selection.since,
        until=selection.until,
        policy_id=policy.identity.digest,
        seed=seed,
        previewed_by_id=staff_id(by),
        previewed_at=now,
        state=previewed.state,
        size=len(found),
        sample_size=len(previewed.sample),
    )
    _write(row, previewed, present=[member for member in found if keys.has(member)])
    said = {
        "criterion": sha256(selection.criterion.encode()).hexdigest(),
        "condition": sha256(selection.condition.encode()).hexdigest(),
        "seed": seed,
        "size": len(found),
    }
    entry = Happening(at=now, action="campaign.previewed", actor=by.id, subject=f"campaign:{made}", payload=said)
    append([entry], seal=NOBODY.seal)
    return made


def _write(row: Campaign, previewed: CoreCampaign, *, present: list[str]) -> None:
    Target.objects.bulk_create(
        [
            Target(
                campaign=row,
                member_id=member,
                evidence=list(previewed.targets[member].facts),
                is_sampled=member in previewed.sample,
                state=previewed.targets[member].state,
            )
            for member in present
        ]
    )
