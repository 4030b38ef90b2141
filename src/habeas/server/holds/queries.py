"""Reads of claims and holds."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from habeas.server.holds.lessenings import map_lessenings
from habeas.server.holds.models import Claim, Deduction, Hold, Loss, PaymentLoss
from habeas.server.holds.views import (
    claim_as_json,
    deduction_as_json,
    deduction_loss_as_json,
    hold_as_json,
    hold_loss_as_json,
    plan_loss_as_json,
)

Position = tuple[datetime, str]


def list_holds(
    *,
    is_test: bool,
    now: datetime,
    most: int,
    in_force: bool | None = None,
    member: str | None = None,
    after: Position | None = None,
) -> Sequence[Mapping[str, Any]]:
    """Return holds, the oldest first, from behind a place in that order."""
    runs = Q(released_at=None, release_at__gt=now)
    chosen = Q() if in_force is None else runs if in_force else ~runs
    chosen &= Q() if member is None else Q(owner__party=member)
    chosen &= Q() if after is None else Q(placed_at__gt=after[0]) | Q(placed_at=after[0], id__gt=after[1])
    rows = Hold.objects.filter(chosen, is_test=is_test).select_related("owner")
    return [hold_as_json(row) for row in rows.order_by("placed_at", "id")[:most]]


def get_hold(hold: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a hold; None where there is none of this id."""
    row = Hold.objects.filter(id=hold, is_test=is_test).select_related("owner").first()
    return None if row is None else hold_as_json(row)


def list_overdue(*, before: datetime, most: int) -> Sequence[str]:
    """Return the ids of holds that should have ended before an instant, the longest overdue first."""
    overdue = Hold.objects.filter(released_at=None, release_at__lt=before).order_by("release_at", "id")
    return list(overdue.values_list("id", flat=True)[:most])


def list_losses(decision: str) -> list[dict[str, Any]]:
    """Return what the holds, deductions and plan of an overturned decision cost its member, and what is owed for it."""
    waited = Loss.objects.filter(Q(hold__decision=decision) | Q(hold=decision)).order_by("since", "hold")
    taken = Deduction.objects.filter(Q(id=decision) | Q(hold__decision=decision) | Q(hold=decision))
    restored = taken.exclude(restored_at=None).order_by("decided_at", "id")
    planned = (
        PaymentLoss.objects.filter(payment__decision=decision, missed_by=None)
        .select_related("payment")
        .order_by("since", "payment")
    )
    lessenings = map_lessenings(Hold.objects.filter(loss__in=waited))
    of_holds = [hold_loss_as_json(row, lessenings) for row in waited]
    return [*of_holds, *map(plan_loss_as_json, planned), *map(deduction_loss_as_json, restored)]


def get_deduction(deduction: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a deduction; None where there is none of this id."""
    row = Deduction.objects.filter(id=deduction, is_test=is_test).first()
    return None if row is None else deduction_as_json(row)


def list_claims(
    *, is_test: bool, most: int, is_open: bool | None = None, member: str | None = None, after: Position | None = None
) -> Sequence[Mapping[str, Any]]:
    """Return claims, the oldest first, from behind a place in that order."""
    chosen = Q() if is_open is None else Q(closed_at__isnull=is_open)
    chosen &= Q() if member is None else Q(owner__party=member)
    chosen &= Q() if after is None else Q(recorded_at__gt=after[0]) | Q(recorded_at=after[0], id__gt=after[1])
    rows = Claim.objects.filter(chosen, is_test=is_test).select_related("owner", "claimant")
    return [claim_as_json(row) for row in rows.order_by("recorded_at", "id")[:most]]


def get_claim(claim: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a claim; None where there is none of this id."""
    row = Claim.objects.filter(id=claim, is_test=is_test).select_related("owner", "claimant").first()
    return None if row is None else claim_as_json(row)


def map_held(members: Collection[str], *, is_test: bool, now: datetime) -> Mapping[str, int]:
    """Return how much money of each member waits under holds that run, in minor units of whatever currency."""
    runs = Hold.objects.filter(
        owner__party__in=members, is_test=is_test, placed_at__lte=now, released_at=None, release_at__gt=now
    )
    return dict(runs.values_list("owner__party").annotate(Sum("amount")))
