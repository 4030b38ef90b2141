"""Reads of measures."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from habeas.policy.actions import Action
from habeas.server.sanctions.models import Measure
from habeas.server.sanctions.operations import as_json

A_DAY = timedelta(hours=24)


def count_held(members: Collection[str], *, is_test: bool, now: datetime) -> Mapping[str, int]:
    """Return how many messages of each member a machine held within a day."""
    held = Measure.objects.filter(
        member__in=members, is_test=is_test, kind=Action.HOLD_MESSAGE.word, requested_at__gt=now - A_DAY
    )
    return dict(held.values_list("member_id").annotate(Count("id")))


def list_measures(
    *,
    is_test: bool,
    now: datetime,
    most: int,
    in_force: bool | None = None,
    member: str | None = None,
    after: tuple[datetime, str] | None = None,
) -> Sequence[Mapping[str, Any]]:
    """Return measures as interfaces show them, the oldest first, from behind a place in that order.

    In force is what was asked of the host and has not ended, whether or not the host said that it did it.
    """
    runs = Q(ended_at=None, undone_at=None, starts_at__lte=now, ends_at__gt=now)
    chosen = Q() if in_force is None else runs if in_force else ~runs
    chosen &= Q() if member is None else Q(member=member)
    chosen &= Q() if after is None else Q(requested_at__gt=after[0]) | Q(requested_at=after[0], id__gt=after[1])
    return [
        _shown(row)
        for row in Measure.objects.filter(chosen, is_test=is_test)
        .select_related("decision__event")
        .order_by("requested_at", "id")[:most]
    ]


def get_measure(measure_id: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a measure as interfaces show it; None where there is none of this id."""
    row = Measure.objects.filter(id=measure_id, is_test=is_test).first()
    return None if row is None else _shown(row)


def _shown(row: Measure) -> Mapping[str, Any]:
    return {**as_json(row), "requested_at": row.requested_at.isoformat()}


def list_overdue(*, before: datetime, most: int) -> Sequence[str]:
    """Return the ids of measures that should have ended before an instant, the longest overdue first."""
    overdue = Measure.objects.filter(ended_at=None, ends_at__lt=before).order_by("ends_at", "id")
    return list(overdue.values_list("id", flat=True)[:most])


def list_restrained(members: Collection[str], *, is_test: bool, now: datetime) -> frozenset[str]:
    """Return which of the members are under a measure now."""
    runs = Measure.objects.filter(member__in=members, is_test=is_test, ended_at=None, undone_at=None, ends_at__gt=now)
    return frozenset(runs.values_list("member", flat=True))
