"""Looks after an appeal that is not answered: late it says so, past its limit the decision rests (invariant 12)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from habeas.domain.appeals.appeal import AppealState
from habeas.domain.appeals.hearing import go_on
from habeas.domain.appeals.overdue import measures_meanwhile
from habeas.domain.clocks.deadlines import ClockState, start
from habeas.domain.clocks.rows import CLOCKS
from habeas.domain.clocks.table import ClockId
from habeas.server.appeals.models import Appeal
from habeas.server.appeals.operations import as_message, clock_of, close_question, number_of, standing_of, take_over
from habeas.server.audit.operations import Happening, append
from habeas.server.outbox.clocks import clock_payload
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.recourse import Contested
from habeas.server.recourse.registry import RECOURSES, lock_contested


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """An open appeal, and what looking after it needs."""

    row: Appeal
    contested: Contested
    keys: Keyring
    now: datetime


@transaction.atomic
def check_appeal(*, appeal: str, is_test: bool, now: datetime) -> None:
    """Go on without an answer that did not come, say that an appeal is late, or let its decision rest.

    Each is done and said once.
    """
    row = Appeal.objects.select_for_update().filter(id=appeal, is_test=is_test, ended_at=None).first()
    if row is None or row.stayed_at is not None:
        return
    contested = lock_contested(row.decision, is_test=is_test, now=now)
    keys = lock_members([row.member_id], now=now)
    if not keys.has(row.member_id):
        return
    one = _Waiting(row=row, contested=contested, keys=keys, now=now)
    happenings = [*_lapse(one), *_rest(one), *_late(one)]
    append(happenings, seal=keys.seal)


def _lapse(one: _Waiting) -> list[Happening]:
    """Wait no longer for the member once the time to answer is over."""
    row = one.row
    question = row.questions.filter(closed_at=None, answer_by__lte=one.now).first()
    if question is None:
        return []
    close_question(row, zone=one.contested.zone, at=question.answer_by, answered=False, now=one.now)
    if row.state == AppealState.MORE_ASKED:
        content = open_content(row.member_id, row.sealed, keys=one.keys)
        take_over(row, go_on(standing_of(row, content)), content, keys=one.keys)
    return [_happening("appeal.went_on", one)]


def _rest(one: _Waiting) -> list[Happening]:
    row, contested = one.row, one.contested
    clock = CLOCKS[ClockId.APPEAL_LIMIT]
    limit = start(clock, subject=row.id, started_at=row.filed_at, zone=contested.zone)
    if limit.state(one.now) is not ClockState.BREACHED:
        return []
    recourse = RECOURSES[contested.matter]
    meanwhile = measures_meanwhile(
        standing_of(row, open_content(row.member_id, row.sealed, keys=one.keys)),
        limit=limit,
        measures=recourse.list_in_force(contested.id, keys=one.keys, now=one.now),
        protects_others=contested.protects,
        now=one.now,
    )
    keeps = frozenset(measure.id for measure in meanwhile.in_force)
    ended = recourse.rest(contested.id, keeps=keeps, now=one.now)
    row.stayed_at = one.now
    row.save(update_fields=["stayed_at"])
    _say(one, WebhookType.DEADLINE_BREACHED, ClockId.APPEAL_LIMIT, kind="overdue", keeps=sorted(keeps))
    return [*ended, _happening("deadline.breached", one)]


def _late(one: _Waiting) -> list[Happening]:
    row = one.row
    if row.stayed_at is not None or row.warned_at is not None:
        return []
    if clock_of(row, zone=one.contested.zone).state(one.now) is not ClockState.BREACHED:
        return []
    row.warned_at = one.now
    row.save(update_fields=["warned_at"])
    _say(one, WebhookType.DEADLINE_BREACHED, ClockId.APPEAL_TIMELY, kind="late", keeps=[])
    return [_happening("deadline.breached", one)]


def _say(one: _Waiting, what: WebhookType, clock: ClockId, *, kind: str, keeps: list[str]) -> None:
    """Tell the host, and the member, who is waiting."""
    row, contested = one.row, one.contested
    payload = clock_payload(clock, appeal=as_message(row))
    words = {
        "kind": kind,
        "language": contested.language,
        "appeal": row.id,
        "due_at": None if row.due_at is None else row.due_at.isoformat(),
        "stays": keeps,
    }
    notice = RECOURSES[contested.matter].tell(contested.id, words, number=number_of(row), keys=one.keys, now=one.now)
    write_messages(
        [NewMessage(type=what, payload=payload, key=f"{row.id}:{clock}", is_test=row.is_test), notice], now=one.now
    )


def _happening(action: str, one: _Waiting) -> Happening:
    return Happening(at=one.now, action=action, actor="clock", subject=f"appeal:{one.row.id}")
