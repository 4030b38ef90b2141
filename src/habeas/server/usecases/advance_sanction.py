"""Lets a sanction take the step that its clocks allow: announced, told, in effect, over. Nothing before its statement.

Each step is taken once, whoever asks how often; the moments are those of the core.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction

from habeas.domain.clocks.table import ClockId
from habeas.domain.sanctions import sanction as core
from habeas.domain.sanctions.moves import Announce, Notify, RunOut, TakeEffect
from habeas.domain.sanctions.resting import Resume
from habeas.domain.sanctions.sanction import EndedBecause, State
from habeas.domain.statements.sequels import OVER_BECAUSE, SequelKind
from habeas.server.appeals.queries import is_overturned, is_rested
from habeas.server.audit.operations import Happening, append
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import NewDeadline, set_deadline, set_deadlines
from habeas.server.holds.settling import pay_what_is_theirs, settle
from habeas.server.holds.stating import Reader
from habeas.server.notices.counterparts import tell_counterparts
from habeas.server.notices.documents import words_of_statement
from habeas.server.notices.money import tell_of_changes, tell_of_money
from habeas.server.notices.operations import send_to_member
from habeas.server.notices.queries import get_handed_over
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.parties.keys import Keyring, lock_members
from habeas.server.parties.sealed import open_content
from habeas.server.recourse.money import end_pauses
from habeas.server.rulings import sanctions
from habeas.server.rulings.models import Sanction
from habeas.server.rulings.worklists import ANNOUNCEMENT, STATEMENT
from habeas.server.sanctions.ends import follow_end
from habeas.server.sanctions.leaving_out import promise_recheck
from habeas.server.sanctions.models import Measure
from habeas.server.sanctions.operations import as_json, end_measures, prepare_measures, prolong_measures
from habeas.server.sanctions.sequels import sequel_words
from habeas.server.sanctions.settling import list_counterparts, plan_of
from habeas.server.sanctions.stating import build_statement
from habeas.server.usecases.apply_effects import UNACKNOWLEDGED_WARNS

_ENDS_BY: Final = {
    EndedBecause.TIME: "sanction_end",
    EndedBecause.NOT_REVIEWED: "sanction_review",
    EndedBecause.NOT_APPROVED: ClockId.IMMINENT_HARM_APPROVAL,
}
"""The clock by which a sanction in effect ends by itself."""

Json = Mapping[str, Any]


@transaction.atomic
def advance_sanction(*, sanction: str, is_test: bool, now: datetime) -> None:
    """Take every step that is due, and set the clock of the next one. What is reversed or over goes nowhere."""
    row = Sanction.objects.select_for_update().filter(id=sanction, is_test=is_test).first()
    if row is None:
        return
    keys = lock_members([row.member_id, *list_counterparts(row)], now=now)
    if not keys.has(row.member_id):
        return
    content = open_content(row.member_id, row.sealed, keys=keys)
    happenings: list[Happening] = []
    while step := _step(row, content, keys, now):
        happenings += step
    _wait_for_its_end(row, sanctions.standing_of(row, content), now)
    append(happenings, seal=keys.seal)


def _wait_for_its_end(row: Sanction, standing: core.Sanction, now: datetime) -> None:
    """Set the clock by which it ends, and the one that warns of it."""
    due = standing.due_end
    if due is None or standing.state is not State.EFFECTIVE:
        return
    _wait(row, f"{_ENDS_BY[due.because]}{':renewed' if row.renewed_at else ''}", due.at, now)
    follow_end(row, due, now=now)


def _step(row: Sanction, content: Json, keys: Keyring, now: datetime) -> list[Happening]:
    """Take one step and return what the log says of it; nothing where none is due."""
    standing = sanctions.standing_of(row, content)
    match standing.state:
        case State.DECIDED if standing.announcement is not None:
            return _announce(row, content, standing, keys, now)
        case State.DECIDED | State.ANNOUNCED:
            return _tell(row, content, standing, keys, now)
        case State.NOTIFIED:
            return _resume(row, content, standing, now) or _take_effect(row, content, standing, keys, now)
        case State.EFFECTIVE:
            return _prolong(row, standing, now) or _run_out(row, content, standing, keys, now)
        case _:
            return []


def _announce(row: Sanction, content: Json, standing: core.Sanction, keys: Keyring, now: datetime) -> list[Happening]:
    """Send what is intended, with all reasons, so that the member can answer before it takes effect."""
    sent_at, handed_at = get_handed_over(row.id, ANNOUNCEMENT)
    if sent_at is None:
        until = sanctions.earliest_effect(standing, told_at=now, announced_at=now)
        return _send(ANNOUNCEMENT, row, content, keys, now, effective_at=until, answer_until=until)
    if handed_at is None:
        return []
    moved = sanctions.move(row, content, Announce(at=handed_at))
    _wait(row, ClockId.NOTICE_OF_INTENT, _answered_until(moved), now)
    return [_happening("sanction.announced", row, now)]


def _tell(row: Sanction, content: Json, standing: core.Sanction, keys: Keyring, now: datetime) -> list[Happening]:
    if standing.owes_reply or (standing.announced_at is not None and now < _answered_until(standing)):
        return []
    if standing.announced_at is not None:
        heard_at = get_handed_over(row.id, ANNOUNCEMENT)[1]
        heard = replace(standing, announced_at=heard_at)
        if heard_at is None or _waits_again(row, ClockId.NOTICE_OF_INTENT, heard, heard_at, now, but_notice=True):
            return []
    sent_at, handed_at = get_handed_over(row.id, STATEMENT)
    if sent_at is None:
        return _send(STATEMENT, row, content, keys, now, effective_at=sanctions.earliest_effect(standing, told_at=now))
    if handed_at is None:
        return []
    moved = sanctions.move(row, content, Notify(at=handed_at, readable_at=sent_at, accepted_at=handed_at))
    set_deadline(
        kind=Kind.START_WINDOW,
        subject=row.id,
        rule=ClockId.APPEAL_WINDOW,
        due_at=now,
        is_test=row.is_test,
        now=now,
    )
    if moved.may_take_effect_at is not None:
        _wait(row, ClockId.SOR_DELIVER, moved.may_take_effect_at, now)
    plan = plan_of(content)
    paid = [] if plan is None else pay_what_is_theirs(plan, is_test=row.is_test, now=now)
    return [_happening("sanction.notified", row, now), *paid]


def _take_effect(
    row: Sanction, content: Json, standing: core.Sanction, keys: Keyring, now: datetime
) -> list[Happening]:
    earliest = standing.may_take_effect_at
    if standing.owes_reply or earliest is None or now < earliest or _is_kept_back(row, standing):
        return []
    handed_at = get_handed_over(row.id, STATEMENT)[1]
    if handed_at is None or _waits_again(row, ClockId.SOR_DELIVER, standing, handed_at, now):
        return []
    if standing.due_end is not None and now >= standing.due_end.at:
        return _run_out(row, content, standing, keys, now)
    moved = sanctions.move(row, content, TakeEffect(at=now))
    measures = prepare_measures(row, moved, now=now)
    Measure.objects.bulk_create(measures)
    set_deadlines([clock for one in measures for clock in _clocks(one, now)], now=now)
    write_messages([_requested(one) for one in measures], now=now)
    # Of what an appeal that is late left of it, none touches money: what is due is paid (invariant 12).
    settled = [] if moved.resting else _settle(row, content, moved, keys, now)
    return [_happening("sanction.took_effect", row, now), *settled]


def _is_kept_back(row: Sanction, standing: core.Sanction) -> bool:
    """Tell whether nothing of it may begin: it rests, or it was overturned and is not undone yet (invariant 12)."""
    return standing.rests or is_overturned(row.id)


def _waits_again(
    row: Sanction, clock: str, standing: core.Sanction, handed_at: datetime, now: datetime, *, but_notice: bool = False
) -> bool:
    """Tell whether time has to pass since the member had it after all: what told them first came back (DSA20-2)."""
    until = sanctions.earliest_effect(standing, told_at=handed_at, but_notice=but_notice)
    if now < until:
        _wait(row, f"{clock}:{handed_at.isoformat()}", until, now)
    return now < until


def _resume(row: Sanction, content: Json, standing: core.Sanction, now: datetime) -> list[Happening]:
    """Let begin what waited for the answer to an appeal that was late, once it is answered or withdrawn."""
    if not standing.resting or is_rested(row.id) or is_overturned(row.id):
        return []
    sanctions.move(row, content, Resume(at=now))
    return [_happening("sanction.resumed", row, now)]


def _settle(row: Sanction, content: Json, moved: core.Sanction, keys: Keyring, now: datetime) -> list[Happening]:
    """Carry out what was decided about money and contracts, and tell the other side of each contract theirs."""
    plan = plan_of(content)
    if plan is None or moved.decided_by is None:
        return []
    zone = ZoneInfo(row.zone)
    reader = Reader(row.language, zone)
    settled = settle(plan, by=moved.decided_by, reader=reader, keys=keys, is_test=row.is_test, now=now)
    held = [tell_of_money(one, is_test=row.is_test, keys=keys, now=now) for one in settled.statements]
    others = tell_counterparts(plan, but=settled.elsewhere, zone=zone, is_test=row.is_test, keys=keys, now=now)
    # Who is told for the first time is told how it is now, and of no change.
    but = {contract for contract, _ in settled.elsewhere}
    write_messages([*held, *others, *tell_of_changes(settled.changes, but=but, now=now)], now=now)
    return list(settled.happenings)


def _prolong(row: Sanction, standing: core.Sanction, now: datetime) -> list[Happening]:
    """Let a suspension last that a second person prolonged, once its member was told."""
    if row.renewed_at is None or get_handed_over(row.id, SequelKind.RENEWED)[1] is None:
        return []
    return prolong_measures(row, standing, rule=ClockId.SUSPENSION_LONGEST, now=now)


def _run_out(row: Sanction, content: Json, standing: core.Sanction, keys: Keyring, now: datetime) -> list[Happening]:
    due = standing.due_end
    if due is None or now < due.at:
        return []
    sanctions.move(row, content, RunOut(at=now))
    ended = end_measures(Measure.objects.filter(sanction=row), because=due.because, now=now)
    resumed = end_pauses(row, by="clock", keys=keys, now=now)
    words = sequel_words(row, OVER_BECAUSE[due.because], at=due.at)
    write_messages([send_to_member(row, words, keys=keys, now=now)], now=now)
    return [*ended, *resumed, _happening("sanction.ended", row, now)]


def _send(
    kind: str,
    row: Sanction,
    content: Json,
    keys: Keyring,
    now: datetime,
    *,
    effective_at: datetime,
    answer_until: datetime | None = None,
) -> list[Happening]:
    statement = build_statement(row, content, issued_at=now, effective_at=effective_at, answer_until=answer_until)
    told = send_to_member(row, words_of_statement(kind, statement), keys=keys, now=now)
    write_messages([told], now=now)
    if kind == STATEMENT:
        promise_recheck(row, content, keys=keys, now=now)
    # The log commits to the very words: nobody can say later that others were sent (P2B4-1).
    sent = {name: told.payload[name] for name in ("notice", "digest")}
    return [replace(_happening(f"{kind}.sent", row, now), payload=sent, member=row.member_id)]


def _answered_until(standing: core.Sanction) -> datetime:
    """Return until when the member can answer: the core's clock, as if the statement were handed over at once."""
    announced_at = standing.announced_at
    if announced_at is None:
        raise ValueError(f"{standing.id} was not announced")
    return sanctions.earliest_effect(standing, told_at=announced_at, but_notice=True)


def _clocks(measure: Measure, now: datetime) -> list[NewDeadline]:
    return [
        NewDeadline(
            kind=Kind.END_MEASURE,
            subject=measure.id,
            rule="measure_end",
            due_at=measure.ends_at,
            is_test=measure.is_test,
        ),
        NewDeadline(
            kind=Kind.CHECK_ACKNOWLEDGED,
            subject=measure.id,
            rule="measure_acknowledged",
            due_at=now + UNACKNOWLEDGED_WARNS,
            is_test=measure.is_test,
        ),
    ]


def _requested(measure: Measure) -> NewMessage:
    return NewMessage(
        type=WebhookType.MEASURE_REQUESTED, payload=as_json(measure), key=measure.id, is_test=measure.is_test
    )


def _wait(row: Sanction, clock: str, due_at: datetime, now: datetime) -> None:
    set_deadlines(
        [
            NewDeadline(
                kind=Kind.ADVANCE_SANCTION, subject=row.id, rule=clock, due_at=max(due_at, now), is_test=row.is_test
            )
        ],
        now=now,
    )


def _happening(action: str, row: Sanction, now: datetime) -> Happening:
    return Happening(at=now, action=action, actor="clock", subject=f"sanction:{row.id}")
