"""Reads of measures."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db.models import Count

from habeas.policy.actions import Action
from habeas.server.sanctions.models import Measure

A_DAY = timedelta(hours=24)


def count_held(members: Collection[str], *, is_test: bool, now: datetime) -> Mapping[str, int]:
    """Return how many messages of each member a machine held within a day."""
    held = Measure.objects.filter(
        member__in=members, is_test=is_test, kind=Action.HOLD_MESSAGE.word, requested_at__gt=now - A_DAY
    )
    return dict(held.values_list("member_id").annotate(Count("id")))
