"""Keeps what a person promises a member about a case as a clock: it warns before, and tells them when it is late."""

from datetime import datetime
from typing import Any

from django.db import transaction

from habeas.domain.actors import Actor
from habeas.domain.clocks.deadlines import promise
from habeas.server.audit.operations import Happening, append
from habeas.server.cases.models import Case
from habeas.server.cases.operations import lock_case, note
from habeas.server.deadlines.clocks import keep_clock, meet_promise
from habeas.server.deadlines.models import Clock
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import write_message
from habeas.server.parties.keys import lock_members


@transaction.atomic
def make_promise(*, case: str, by: Actor, words: str, until: datetime, is_test: bool, now: datetime) -> int:
    """Keep a promise and return its number. Raises NoSuchCase, PromiseInThePast."""
    row = lock_case(case, is_test=is_test)
    keys = lock_members([row.member_id], now=now)
    made = promise(by=by.id, words=words, subject=case, until=until, now=now)
    sealed = keys.seal(row.member_id, words.encode())
    clock = keep_clock(made, member=row.member_id, is_test=is_test, now=now, sealed=sealed)
    told = _told(clock, row)
    write_message(type=WebhookType.PROMISE_MADE, payload=told, key=str(clock.pk), is_test=is_test, now=now)
    note(row, "promise", by=by, now=now, item=str(clock.pk))
    append([Happening(at=now, action="case.promised", actor=by.id, subject=f"case:{case}")], seal=keys.seal)
    return clock.pk


@transaction.atomic
def keep_promise(*, case: str, number: int, by: Actor, is_test: bool, now: datetime) -> None:
    """Say that a promise was kept. Raises NoSuchCase, NoSuchPromise."""
    row = lock_case(case, is_test=is_test)
    clock = meet_promise(number, subject=case, is_test=is_test, now=now)
    told = _told(clock, row)
    write_message(type=WebhookType.PROMISE_KEPT, payload=told, key=str(number), is_test=is_test, now=now)
    note(row, "promise_kept", by=by, now=now, item=str(number))
    keys = lock_members([row.member_id], now=now)
    append([Happening(at=now, action="case.promise_kept", actor=by.id, subject=f"case:{case}")], seal=keys.seal)


def _told(clock: Clock, case: Case) -> dict[str, Any]:
    """Return what a webhook tells of a promise: no words."""
    return {
        "promise": clock.pk,
        "case": case.id,
        "member": case.member_id,
        "made_at": clock.started_at.isoformat(),
        "until": clock.due_at.isoformat(),
        "kept_at": None if clock.met_at is None else clock.met_at.isoformat(),
    }
