"""Reads of safeguards, and of when an account was not its owner's."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from habeas.server.parties.keys import read_keys
from habeas.server.parties.sealed import open_content
from habeas.server.safeguards.models import Safeguard
from habeas.server.safeguards.standing import safeguard_as_json

Spell = tuple[datetime, datetime]
"""From when until when."""


def list_safeguards(
    *, is_test: bool, now: datetime, most: int = 100, member: str | None = None, in_force: bool | None = None
) -> Sequence[Mapping[str, Any]]:
    """Return safeguards with why, the newest first."""
    runs = Q(ended_at=None, ends_at__gt=now)
    chosen = Q() if member is None else Q(member=member)
    chosen &= Q() if in_force is None else runs if in_force else ~runs
    rows = list(Safeguard.objects.filter(chosen, is_test=is_test).order_by("-placed_at", "-id")[:most])
    return _with_words(rows)


def get_safeguard(safeguard: str, *, is_test: bool) -> Mapping[str, Any] | None:
    """Return a safeguard with why; None where there is none of this id."""
    return next(iter(_with_words(list(Safeguard.objects.filter(id=safeguard, is_test=is_test)))), None)


def _with_words(rows: Sequence[Safeguard]) -> Sequence[Mapping[str, Any]]:
    keys = read_keys({row.member_id for row in rows})
    return [
        {
            **safeguard_as_json(row),
            "because": open_content(row.member_id, row.sealed, keys=keys)["because"] if keys.has(row.member_id) else "",
        }
        for row in rows
    ]


def map_taken_over(members: Collection[str], *, is_test: bool, now: datetime) -> Mapping[str, Sequence[Spell]]:
    """Return when the accounts of members were not their owners'; what they did then counts against nobody."""
    rows = Safeguard.objects.filter(member__in=members, is_test=is_test, taken_over_since__isnull=False)
    spells: dict[str, list[Spell]] = {}
    for row in rows.order_by("placed_at"):
        if row.taken_over_since is not None:
            until = row.ended_at or min(row.ends_at, now)
            spells.setdefault(row.member_id, []).append((row.taken_over_since, until))
    return spells


def taken_over_at(moment: str) -> Exists:
    """Return the condition that the account of a row's `member` was not its owner's at the moment in a field of it."""
    spells = Safeguard.objects.annotate(until=Coalesce("ended_at", "ends_at"))
    of_the_row = {"member": OuterRef("member"), "is_test": OuterRef("is_test")}
    return Exists(spells.filter(**of_the_row, taken_over_since__lte=OuterRef(moment), until__gt=OuterRef(moment)))
