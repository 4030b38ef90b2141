"""Lets the owner of an account confirm payout details that changed while money waited, in one step."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.holds import freezes as core
from habeas.server.audit.operations import Happening, append
from habeas.server.holds.details import details_as_json, tell_of_details
from habeas.server.holds.models import DetailsFreeze
from habeas.server.outbox.kinds import WebhookType
from habeas.server.parties.keys import NOBODY


@transaction.atomic
def recover_details(*, member: str, by: Actor, is_test: bool, now: datetime) -> Sequence[dict[str, Any]]:
    """Confirm the changed details of a member, and return what was frozen. Raises DetailsNotTheirs."""
    found = DetailsFreeze.objects.select_for_update(of=("self",)).select_related("owner")
    rows = list(found.filter(owner__party=member, is_test=is_test, recovered_at=None).order_by("changed_at"))
    happenings = []
    for row in rows:
        freeze = core.DetailsFreeze(member=member, changed_at=row.changed_at, ends_at=row.ends_at)
        row.recovered_at = core.recover_details(freeze, by=by, now=now).recovered_at
        if row.recovered_at is not None:
            row.save(update_fields=["recovered_at"])
            tell_of_details(row, WebhookType.DETAILS_FREED, now=now)
            happenings.append(
                Happening(at=now, action="payout_details.freed", actor="member", subject=f"event:{row.event}")
            )
    append(happenings, seal=NOBODY.seal)
    return [details_as_json(row) for row in rows]
