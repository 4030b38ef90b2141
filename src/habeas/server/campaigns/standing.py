"""Campaigns between their rows and the core, which alone moves them."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from habeas.domain.actors import Actor
from habeas.domain.campaigns import campaign as core
from habeas.server.campaigns.models import Campaign, Look, Target
from habeas.server.identity.models import Staff
from habeas.server.identity.staff import actor_of, staff_id
from habeas.server.sanctions.ruling import Ruling


class NoSuchCampaign(LookupError):
    """A campaign that is not there, or a member that it did not select."""


def new_id() -> str:
    """Return the id of a campaign, made at random."""
    return f"cam_{secrets.token_hex(13)}"


def new_seed() -> str:
    """Return what a sample is drawn by, that nobody chooses."""
    return secrets.token_hex(32)


def lock_campaign(campaign_id: str, *, is_test: bool) -> tuple[Campaign, Mapping[str, Target]]:
    """Return a campaign and its members' rows, locked till the transaction ends. Raises NoSuchCampaign."""
    row = Campaign.objects.select_for_update().filter(id=campaign_id, is_test=is_test).first()
    if row is None:
        raise NoSuchCampaign(campaign_id)
    targets = Target.objects.select_for_update().filter(campaign=row).order_by("member_id")
    return row, {target.member_id: target for target in targets}


def standing_of(row: Campaign, targets: Mapping[str, Target]) -> core.Campaign:
    """Return a campaign as the core moves it."""
    return core.Campaign(
        id=row.id,
        criterion=row.criterion,
        targets={
            member: core.Target(member, tuple(one.evidence), core.TargetState(one.state))
            for member, one in targets.items()
        },
        previewed_at=row.previewed_at,
        sample=core.draw_sample(targets, seed=row.seed),
        state=core.CampaignState(row.state),
        decided_by=None if row.decided_by_id is None else actor_of(row.decided_by_id),
        approved_by=None if row.approved_by_id is None else actor_of(row.approved_by_id),
        decided_at=row.decided_at,
    )


def lock_decider(by: Actor) -> None:
    """Let a person decide one campaign at a time, till the transaction ends: two at once would not see each other.

    Taken last, when members are locked already. Whoever writes rows that name the person is not kept waiting.
    """
    list(Staff.objects.select_for_update(no_key=True).filter(pk=staff_id(by)))


def count_beside(row: Campaign, ruling: Ruling | None = None, *, by: Actor, now: datetime) -> int:
    """Return of how many a person decided alone lately by the same criterion, clause or law, beside a campaign.

    Before there is a ruling, no ground is known: by the same criterion.
    """
    same = Q(criterion=row.criterion) | Q(condition=row.condition)
    if ruling is not None and ruling.clause:
        same |= Q(ruling__clause=ruling.clause)
    if ruling is not None and ruling.law is not None:
        same |= Q(ruling__law__reference=ruling.law.reference)
    alone = Campaign.objects.filter(same, decided_by=staff_id(by), approved_by=None, is_test=row.is_test)
    lately = alone.filter(state=core.CampaignState.DECIDED, decided_at__gt=now - core.COUNTED_FOR).exclude(pk=row.pk)
    return int(lately.aggregate(members=Sum("size"))["members"] or 0)


def ruling_of(row: Campaign) -> tuple[Actor, Mapping[str, Any]]:
    """Return who decided a campaign, and what. Raises NoSuchCampaign where nobody did."""
    if row.decided_by_id is None or row.ruling is None:
        raise NoSuchCampaign(row.id)
    return actor_of(row.decided_by_id), row.ruling


def take_over(row: Campaign, targets: Mapping[str, Target], moved: core.Campaign) -> None:
    """Write a campaign as the core moved it, with its members; who was erased meanwhile is counted no more."""
    row.state, row.decided_at = moved.state, moved.decided_at
    row.decided_by_id = None if moved.decided_by is None else staff_id(moved.decided_by)
    row.approved_by_id = None if moved.approved_by is None else staff_id(moved.approved_by)
    row.size, row.sample_size = len(moved.targets), len(moved.sample)
    row.save()
    for member, one in targets.items():
        one.state, one.is_sampled = moved.targets[member].state, member in moved.sample
    written = ["state", "is_sampled", "because", "sanction", "case", "reviewed_by", "reviewed_at"]
    Target.objects.bulk_update(targets.values(), written)


def list_opened_by(by: Actor, targets: Mapping[str, Target]) -> Sequence[str]:
    """Return the members of whom this person opened what the campaign holds."""
    looks = Look.objects.filter(by=staff_id(by), target__in=list(targets.values()))
    return list(looks.values_list("target__member", flat=True))


def note_look(target: Target, *, by: Actor, now: datetime) -> None:
    """Keep that a person opened it; the first time counts."""
    Look.objects.get_or_create(target=target, by_id=staff_id(by), defaults={"at": now})
