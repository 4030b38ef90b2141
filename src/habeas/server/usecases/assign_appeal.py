"""Gives an appeal to somebody who took no part in its decision; an override is another person's, and logged."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Override
from habeas.domain.appeals.hearing import assign
from habeas.server.appeals.access import reviewer_of
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.operations import as_message, list_earlier_reviewers, lock_appeal, standing_of, take_over
from habeas.server.appeals.overrides import list_override_reasons
from habeas.server.audit.operations import Happening, append
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.registry import lock_contested


@transaction.atomic
def assign_appeal(
    *,
    appeal: str,
    reviewer: Actor,
    is_test: bool,
    now: datetime,
    override: Override | None = None,
    only_free: bool = False,
) -> None:
    """Let a person hear an appeal, `only_free` where nobody does. Raises NoSuchAppeal, and what the core refuses."""
    row = lock_appeal(appeal, is_test=is_test)
    contested = lock_contested(row.decision, is_test=is_test, now=now)
    keys = lock_members([row.member_id], now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    moved = assign(
        standing_of(row, content),
        reviewer=reviewer_of(reviewer, decision=row.decision),
        took_part=[*contested.took_part, *list_earlier_reviewers(row)],
        now=now,
        override=override,
        earlier={} if override is None else list_override_reasons(override.by, but_to=row.member_id, is_test=is_test),
        only_free=only_free,
    )
    content["override"] = None if override is None else override.reason
    row.within = contested.within
    take_over(row, moved, content, keys=keys)
    key = f"{appeal}:{now.isoformat()}"
    write_message(type=WebhookType.APPEAL_ASSIGNED, payload=as_message(row), key=key, is_test=is_test, now=now)
    append(list(_happenings(row, reviewer, override, now=now)), seal=keys.seal)


def _happenings(row: Appeal, reviewer: Actor, override: Override | None, *, now: datetime) -> Iterator[Happening]:
    """Yield the audit entries: that it was given to somebody, and who overrode what with which reason."""
    subject = f"appeal:{row.id}"
    yield Happening(at=now, action="appeal.assigned", actor=reviewer.id, subject=subject)
    if override is not None:
        yield Happening(
            at=now,
            action="appeal.overridden",
            actor=override.by.id,
            subject=subject,
            payload={"reason": override.reason},
            member=row.member_id,
        )
