"""Reads of campaigns: how they stand, and whom they selected."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from habeas.domain.actors import Actor
from habeas.server.campaigns.models import Campaign, Look, Target
from habeas.server.campaigns.standing import count_beside
from habeas.server.identity.staff import actor_of


def list_campaigns(
    *, is_test: bool, most: int, after: tuple[datetime, str] | None = None
) -> Sequence[Mapping[str, Any]]:
    """Return campaigns as interfaces show them, the newest first, from behind a place in that order."""
    behind = Q() if after is None else Q(previewed_at__lt=after[0]) | Q(previewed_at=after[0], id__lt=after[1])
    rows = Campaign.objects.filter(behind, is_test=is_test).order_by("-previewed_at", "-id")[:most]
    return [campaign_as_json(row) for row in rows]


def get_campaign(campaign_id: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a campaign with how many of its members stand where, and what is decided; None where there is none."""
    row = Campaign.objects.filter(id=campaign_id, is_test=is_test).first()
    if row is None:
        return None
    counted = Target.objects.filter(campaign=row).values_list("state").annotate(Count("id")).order_by("state")
    sample = Target.objects.filter(campaign=row, is_sampled=True).order_by("member_id")
    looks = Look.objects.filter(target__campaign=row).order_by("at").values_list("target__member", "by", "at")
    return {
        **campaign_as_json(row),
        "ruling": row.ruling,
        "approval": row.approval or None,
        "dropped_because": row.dropped_because or None,
        "members": dict(counted),
        "sample": list(sample.values_list("member", flat=True)),
        "opened": [{"member": member, "by": actor_of(by).id, "at": at.isoformat()} for member, by, at in looks],
    }


def get_beside(campaign_id: str, *, by: Actor, now: datetime) -> int:
    """Return of how many more a person decided alone lately by the same criterion: they count with a campaign's own."""
    return count_beside(Campaign.objects.get(id=campaign_id), by=by, now=now)


def list_targets(
    campaign_id: str, *, most: int, state: str | None = None, after: str | None = None
) -> Sequence[Mapping[str, Any]]:
    """Return the members of a campaign in the order of their ids, from behind one of them."""
    chosen = Q() if state is None else Q(state=state)
    chosen &= Q() if after is None else Q(member__gt=after)
    rows = Target.objects.filter(chosen, campaign=campaign_id).order_by("member_id")[:most]
    return [target_as_json(row) for row in rows]


def get_target(campaign_id: str, member: str) -> Mapping[str, Any] | None:
    """Return one member of a campaign; None where it did not select them."""
    row = Target.objects.filter(campaign=campaign_id, member=member).first()
    return None if row is None else target_as_json(row)


def campaign_as_json(row: Campaign) -> dict[str, Any]:
    """Return a campaign as interfaces and webhooks show it: it names none of its members."""
    return {
        "id": row.id,
        "state": row.state,
        "criterion": row.criterion,
        "condition": row.condition,
        "since": row.since.isoformat(),
        "until": row.until.isoformat(),
        "policy": row.policy_id,
        "seed": row.seed,
        "size": row.size,
        "sample_size": row.sample_size,
        "previewed_by": actor_of(row.previewed_by_id).id,
        "previewed_at": row.previewed_at.isoformat(),
        "decided_by": None if row.decided_by_id is None else actor_of(row.decided_by_id).id,
        "approved_by": None if row.approved_by_id is None else actor_of(row.approved_by_id).id,
        "decided_at": None if row.decided_at is None else row.decided_at.isoformat(),
        "dropped_at": None if row.dropped_at is None else row.dropped_at.isoformat(),
    }


def target_as_json(row: Target) -> dict[str, Any]:
    """Return one member of a campaign as interfaces show it: ids alone."""
    return {
        "member": row.member_id,
        "state": row.state,
        "is_sampled": row.is_sampled,
        "evidence": row.evidence,
        "because": row.because or None,
        "case": row.case_id,
        "sanction": row.sanction_id,
        "reviewed_by": None if row.reviewed_by_id is None else actor_of(row.reviewed_by_id).id,
        "reviewed_at": None if row.reviewed_at is None else row.reviewed_at.isoformat(),
    }
