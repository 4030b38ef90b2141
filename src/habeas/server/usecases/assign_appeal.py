"""Gives an appeal to somebody who took no part in its decision, by nobody who did; handing it over says why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.appeals.appeal import Override
from habeas.domain.appeals.assigning import Giving
from habeas.domain.appeals.hearing import assign
from habeas.server.appeals.access import reviewer_of, until_when_heard
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.operations import as_message, list_earlier_reviewers, lock_appeal, standing_of, take_over
from habeas.server.appeals.overrides import list_override_reasons
from habeas.server.audit.operations import Happening, append
from habeas.server.identity.staff import is_above
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.registry import lock_contested


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Who gives an appeal to somebody else; where one hears it already, instead of whom they saw there, and why."""

    by: Actor
    instead_of: Actor | None = None
    because: str = ""


@transaction.atomic
def assign_appeal(
    *,
    appeal: str,
    reviewer: Actor,
    is_test: bool,
    now: datetime,
    given: HandOver | None = None,
    override: Override | None = None,
) -> None:
    """Let a person hear an appeal; what another hears is handed over, as `given` says: its taker reads why.

    Given once more to who hears it, nothing happens. Raises NoSuchAppeal, and what the core refuses.
    """
    row = lock_appeal(appeal, is_test=is_test)
    contested = lock_contested(row.decision, is_test=is_test, now=now)
    keys = lock_members([row.member_id], now=now)
    content = open_content(row.member_id, row.sealed, keys=keys)
    before = standing_of(row, content)
    moved = assign(
        before,
        reviewer=reviewer_of(reviewer, decision=row.decision),
        took_part=[*contested.took_part, *list_earlier_reviewers(row)],
        now=now,
        giving=None if given is None else _giving(given, before.reviewer),
        heard_until=until_when_heard(row, now=now),
        override=override,
        earlier={} if override is None else list_override_reasons(override.by, but_to=row.member_id, is_test=is_test),
    )
    if (moved.reviewer, moved.override) == (before.reviewer, before.override):
        return
    content["override"] = None if override is None else override.reason
    if given is not None and before.reviewer is not None:
        content.setdefault("handed_over", []).append(_handed_over(given, reviewer, now=now))
    row.within = contested.within
    take_over(row, moved, content, keys=keys)
    key = f"{appeal}:{now.isoformat()}"
    write_message(type=WebhookType.APPEAL_ASSIGNED, payload=as_message(row), key=key, is_test=is_test, now=now)
    append(list(_happenings(row, reviewer, given, override, before.reviewer, now=now)), seal=keys.seal)


def _giving(given: HandOver, heard_by: Actor | None) -> Giving:
    return Giving(
        by=given.by,
        instead_of=given.instead_of,
        because=given.because,
        is_above=heard_by is not None and is_above(given.by, heard_by),
    )


def _handed_over(given: HandOver, taker: Actor, *, now: datetime) -> dict[str, str]:
    """Return what whoever hears it from now on reads of why."""
    return {"at": now.isoformat(), "by": given.by.id, "to": taker.id, "because": given.because}


def _happenings(
    row: Appeal,
    reviewer: Actor,
    given: HandOver | None,
    override: Override | None,
    before: Actor | None,
    *,
    now: datetime,
) -> Iterator[Happening]:
    """Yield the audit entries: to whom it was given, who handed it over or overrode what, with which reason."""
    subject = f"appeal:{row.id}"
    yield Happening(at=now, action="appeal.assigned", actor=reviewer.id, subject=subject)
    if given is not None:
        yield Happening(
            at=now,
            action="appeal.handed_over",
            actor=given.by.id,
            subject=subject,
            payload={
                "from": None if before is None else before.id,
                "to": reviewer.id,
                "reason": given.because,
            },
            member=row.member_id,
        )
    if override is not None:
        yield Happening(
            at=now,
            action="appeal.overridden",
            actor=override.by.id,
            subject=subject,
            payload={"reason": override.reason},
            member=row.member_id,
        )
