"""Writes decisions and performs what follows from them, each effect once: notices, holds, cases, clocks, webhooks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final, assert_never

from habeas.domain.cases.reasons import Reason
from habeas.domain.effects import Circumstances, Delivery, Effect, HoldMessage, OpenCase, SendNotice, outcome_of
from habeas.policy.timeline.late import Response
from habeas.server.audit.operations import Happening
from habeas.server.cases.opening import Question, open_cases
from habeas.server.deadlines.kinds import Kind
from habeas.server.deadlines.operations import NewDeadline, set_deadlines
from habeas.server.decisions.judging import Result, spoken
from habeas.server.decisions.models import Decision, Mode
from habeas.server.decisions.operations import Making, Sitting, make
from habeas.server.decisions.rejudging import Changed
from habeas.server.decisions.statements import reversal_of
from habeas.server.notices.models import Notice
from habeas.server.notices.operations import prepare_notice
from habeas.server.outbox.kinds import WebhookType
from habeas.server.outbox.operations import NewMessage, write_messages
from habeas.server.parties.keys import Keyring
from habeas.server.policies.rulebook import get_policy
from habeas.server.sanctions.models import Measure
from habeas.server.sanctions.operations import as_json, end_measures, prepare_hold

UNACKNOWLEDGED_WARNS: Final = timedelta(minutes=5)
"""A host that has not acknowledged a measure by then is warned (design, section 7)."""

Json = Mapping[str, Any]


@dataclass(slots=True)
class _Written:
    """What the effects of a batch come to, to be written in few statements."""

    notices: list[Notice] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    clocks: list[NewDeadline] = field(default_factory=list)
    outgoing: list[NewMessage] = field(default_factory=list)


def apply_effects(results: Sequence[Result], *, keys: Keyring, is_test: bool, now: datetime) -> list[Happening]:
    """Write decisions, perform the effects of those that act, and return what the audit log says of them."""
    Decision.objects.bulk_create([one.row for one in results])
    written = _Written()
    for one in results:
        if one.row.mode == Mode.ACTIVE:
            for effect in one.outcome.effects:
                _apply(effect, one, written, keys, now)
            written.outgoing.append(_message(WebhookType.DECISION_MADE, one.row.id, decision_payload(one.row), one.row))
    _join_cases([one.row for one in results], written.questions, is_test=is_test, now=now)
    _write(written, now)
    return [_happening("decision.made", one.row, now) for one in results]


def _write(written: _Written, now: datetime) -> None:
    Notice.objects.bulk_create(written.notices)
    Measure.objects.bulk_create(written.measures)
    set_deadlines(written.clocks, now=now)
    write_messages(written.outgoing, now=now)


def _apply(effect: Effect, result: Result, written: _Written, keys: Keyring, now: datetime) -> None:
    match effect:
        case SendNotice():
            _send_notice(effect, result, written, keys, now)
        case HoldMessage():
            _hold(effect, result, written, now)
        case OpenCase():
            written.questions.append(_question(result.row, effect.reason, result.language, result.texts))
        case _:
            assert_never(effect)


def _send_notice(effect: SendNotice, result: Result, written: _Written, keys: Keyring, now: datetime) -> None:
    notice = prepare_notice(result.row, result.answer["statement"], due_at=effect.due_at, keys=keys, now=now)
    written.notices.append(notice)
    written.clocks.append(_settled(notice, effect.due_at))


def _settled(notice: Notice, due_at: datetime) -> NewDeadline:
    return NewDeadline(kind=Kind.SEND_NOTICE, subject=notice.id, rule="sor_deliver", due_at=due_at)


def _hold(effect: HoldMessage, result: Result, written: _Written, now: datetime) -> None:
    measure = prepare_hold(result.row, until=effect.until, now=now)
    written.measures.append(measure)
    written.clocks += [
        NewDeadline(kind=Kind.END_MEASURE, subject=measure.id, rule="message_hold", due_at=effect.until),
        NewDeadline(
            kind=Kind.CHECK_ACKNOWLEDGED,
            subject=measure.id,
            rule="measure_acknowledged",
            due_at=now + UNACKNOWLEDGED_WARNS,
        ),
    ]
    written.outgoing.append(_message(WebhookType.MEASURE_REQUESTED, measure.id, as_json(measure), result.row))


def apply_late_changes(changed: Sequence[Changed], *, sitting: Sitting, is_test: bool) -> list[Happening]:
    """Act on facts that arrived late: reverse what would be milder now, ask a person about what would be harsher.

    What a machine did is undone whole: its notice is withdrawn or answered, its hold ended, its strike gone.
    """
    milder = [one for one in changed if one.change.response is Response.REVERSE]
    asked = [one for one in changed if one.change.response is not Response.REVERSE]
    acting = [one.decision for one in asked if one.decision.mode == Mode.ACTIVE]
    questions = [
        _question(one.decision, Reason.LATE_FACT, one.language, one.writing.own_texts)
        for one in asked
        if one.decision.mode == Mode.ACTIVE
    ]
    _join_cases(acting, questions, is_test=is_test, now=sitting.now)
    happenings = [_happening("decision.questioned", row, sitting.now) for row in acting]
    for one in milder:
        happenings += _reverse(one, sitting)
        happenings.append(_happening("decision.reversed", one.decision, sitting.now))
    replacements = [_replacement(one, sitting) for one in milder]
    return happenings + apply_effects(replacements, keys=sitting.keys, is_test=is_test, now=sitting.now)


def _reverse(changed: Changed, sitting: Sitting) -> list[Happening]:
    row, now = changed.decision, sitting.now
    row.reversed_at = now
    Decision.objects.filter(id=row.id).update(reversed_at=now)
    Notice.objects.filter(decision=row, sent_at=None, withdrawn_at=None).update(withdrawn_at=now)
    if Notice.objects.filter(decision=row, sent_at__isnull=False).exists():
        _tell_of_reversal(changed, sitting)
    return end_measures(Measure.objects.filter(decision=row), because="reversed", now=now)


def _tell_of_reversal(changed: Changed, sitting: Sitting) -> None:
    """Tell a member who was told of a decision that it is taken back."""
    row, due_at = changed.decision, sitting.now + sitting.settling
    statement = reversal_of(
        reversed_id=row.id,
        sent_at=row.occurred_at,
        judged=changed.screening.decision,
        language=spoken(get_policy(row.policy_id), changed.language),
    )
    notice = prepare_notice(row, statement, due_at=due_at, keys=sitting.keys, now=sitting.now)
    notice.save(force_insert=True)
    set_deadlines([_settled(notice, due_at)], now=sitting.now)


def _replacement(changed: Changed, sitting: Sitting) -> Result:
    policy = get_policy(changed.decision.policy_id)
    circumstances = Circumstances(now=sitting.now, delivery=Delivery.DELIVERED, settling=sitting.settling)
    outcome = outcome_of(changed.screening.decision.verdict, policy=policy, circumstances=circumstances)
    making = Making(
        event=changed.decision.event,
        writing=changed.writing,
        screening=changed.screening,
        outcome=outcome,
        mode=Mode(changed.decision.mode),
        language=spoken(policy, changed.language),
        replaces=changed.decision,
    )
    row, answer = make(making, sitting=sitting)
    texts = changed.writing.own_texts
    return Result(row=row, outcome=outcome, answer=answer, language=changed.language, texts=texts)


def _question(row: Decision, reason: Reason, language: str | None, texts: tuple[str, ...]) -> Question:
    return Question(
        row.member_id,
        reason,
        row.id,
        language=language or "",
        clause=row.clause,
        platform=row.event.platform,
        texts=texts,
    )


def _join_cases(rows: Sequence[Decision], questions: Sequence[Question], *, is_test: bool, now: datetime) -> None:
    if not questions:
        return
    cases, _ = open_cases(questions, is_test=is_test, now=now)
    reason_of = {question.source: (question.member, question.reason) for question in questions}
    asked = [row for row in rows if row.id in reason_of]
    for row in asked:
        row.case = cases[reason_of[row.id]]
    Decision.objects.bulk_update(asked, ["case"])


def _message(kind: WebhookType, key: str, payload: Json, row: Decision) -> NewMessage:
    return NewMessage(type=kind, payload=payload, key=key, is_test=row.is_test)


def _happening(action: str, row: Decision, now: datetime) -> Happening:
    """Return the audit entry of a decision: a commitment to its content, which itself is sealed elsewhere."""
    return Happening(
        at=now,
        action=action,
        actor="engine",
        subject=f"decision:{row.id}",
        payload={"action": row.action, "mode": row.mode, "sealed": sha256(bytes(row.sealed)).hexdigest()},
        member=row.member_id,
    )


def decision_payload(row: Decision) -> dict[str, Any]:
    """Return what a webhook tells of a decision: ids and outcomes, no words of anybody."""
    return {
        "decision": row.id,
        "event": row.event.id,
        "member": row.member_id,
        "finding": row.finding,
        "allowed": row.allowed,
        "action": row.action,
        "proposed": row.proposed or None,
        "needs_human": row.needs_human,
        "rule": row.rule or None,
        "clause": row.clause or None,
        "occurred_at": row.occurred_at.isoformat(),
        "decided_at": row.decided_at.isoformat(),
        "replaces": row.replaces_id,
    }
