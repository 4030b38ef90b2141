"""Declare what a platform feeds completely and since when, and from when its messages are judged (F2)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from habeas.server.audit.operations import Happening, append
from habeas.server.parties.keys import NOBODY
from habeas.server.policies.models import Platform


@transaction.atomic
def declare_platform(*, name: str, feeds: Mapping[str, date], judge_from: datetime | None, now: datetime) -> bool:
    """Declare a platform, or change what is declared; return whether it is new. An empty name stands for all others."""
    declared = {family: since.isoformat() for family, since in sorted(feeds.items())}
    _, is_new = Platform.objects.update_or_create(name=name, defaults={"feeds": declared, "judge_from": judge_from})
    said = {"platform": name, "feeds": declared, "judge_from": judge_from.isoformat() if judge_from else None}
    append(
        [Happening(at=now, action="platform.declared", actor="operator", subject="platform", payload=said)],
        seal=NOBODY.seal,
    )
    return is_new
