"""Keeps what a member has written so far against a decision, so that nothing typed is lost; one draft a decision."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.server.appeals.models import AppealDraft
from habeas.server.parties.keys import lock_members
from habeas.server.parties.sealed import seal_content


@transaction.atomic
def save_draft(*, member: str, decision: str, content: Mapping[str, Any], now: datetime, mandate: str = "") -> None:
    """Keep the draft as it stands. Raises KeyDestroyed for an erased member."""
    keys = lock_members([member], now=now)
    AppealDraft.objects.update_or_create(
        member_id=member,
        decision=decision,
        mandate=mandate,
        defaults={"saved_at": now, "sealed": seal_content(member, content, keys=keys)},
    )
